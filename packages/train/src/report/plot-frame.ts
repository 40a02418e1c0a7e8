import { scaleLinear, scaleLog, scalePoint } from "d3-scale";
import { TrainingError } from "../training-error.ts";

/** What a picture says besides its points. */
export interface PictureTexts {
  /** What the picture is; a screen reader says it first. */
  readonly title: string;
  /** What there is to see, in a sentence or two. */
  readonly description: string;
  /** The names of the axes. */
  readonly x?: string;
  readonly y?: string;
}

/** What an axis shows: numbers by their distance or by their ratio, or names. */
export type AxisScale = "linear" | "log" | "names";

/** A place for points: where a value lies, in the picture's units. */
export interface Frame {
  readonly atX: (value: number | string) => number;
  readonly atY: (value: number) => number;
  /** The top of the plot, where what has no value stands. */
  readonly top: number;
  readonly bottom: number;
  /** The whole picture around a body. */
  readonly around: (body: string) => string;
}

const [width, height] = [640, 360];
const edge = { top: 52, right: 24, bottom: 46, left: 64 };

const style = `
  .downhill-plot { color: #1f2933; background: #ffffff; font: 13px system-ui, sans-serif; --mark: #0b63c5; }
  .downhill-plot .grid { stroke: currentColor; stroke-opacity: 0.15; }
  .downhill-plot .line { fill: none; stroke: var(--mark); stroke-width: 2; stroke-linejoin: round; }
  .downhill-plot .raw { fill: none; stroke: currentColor; stroke-opacity: 0.3; }
  .downhill-plot .dot { fill: var(--mark); fill-opacity: 0.55; }
  .downhill-plot .best { fill: none; stroke: currentColor; stroke-width: 2; }
  .downhill-plot .failed { stroke: currentColor; stroke-opacity: 0.6; stroke-width: 2; }
  .downhill-plot .place { stroke: currentColor; stroke-dasharray: 4 4; }
  .downhill-plot text { fill: currentColor; }
  @media (prefers-color-scheme: dark) {
    .downhill-plot { color: #e4e7eb; background: #15191e; --mark: #6cb3ff; }
  }`;

export const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign,
  );

/** A number for a label: short, and without a long tail of digits. */
export const label = (value: number, digits = 3): string => {
  const size = Math.abs(value);
  return size === 0 || (size >= 1e-3 && size < 1e5)
    ? String(Number(value.toPrecision(digits)))
    : value.toExponential(digits - 1).replace(/\.?0*e/, "e");
};

/**
 * Axes, grid, title and description of a picture, readable in light and dark.
 *
 * @throws TrainingError when there is nothing to draw.
 */
export function frame(
  owner: string,
  xs: readonly (number | string)[],
  ys: readonly number[],
  { title, description, x, y, scale }: Required<PictureTexts> & { readonly scale: AxisScale },
): Frame {
  const heights = ys.filter(Number.isFinite);
  if (heights.length === 0 || xs.length === 0) {
    throw new TrainingError(
      `${owner}: there is no finite point to draw; run at least one step that comes to a number.`,
      `${owner}：没有可画的有限数值；请至少得到一个有限的结果。`,
    );
  }
  const [least, greatest] = [Math.min(...heights), Math.max(...heights)];
  // A single height gets a scale of its own size.
  const room = least < greatest ? 0 : least === 0 ? 1 : Math.abs(least);
  const up = scaleLinear([least - room, greatest + room], [height - edge.bottom, edge.top + 12]).nice();
  const { atX, ticks } = along(xs, scale);
  const rows = up.ticks(5).map((tick) => {
    const at = up(tick).toFixed(1);
    return `<line class="grid" x1="${edge.left}" x2="${width - edge.right}" y1="${at}" y2="${at}"/><text x="${edge.left - 8}" y="${at}" dy="0.35em" text-anchor="end">${up.tickFormat(5)(tick)}</text>`;
  });
  const below = ticks.map(
    (tick) =>
      `<text x="${atX(tick).toFixed(1)}" y="${height - edge.bottom + 18}" text-anchor="middle">${escaped(typeof tick === "number" ? label(tick) : tick)}</text>`,
  );
  return {
    atX,
    atY: (value) => up(value),
    top: edge.top - 6,
    bottom: height - edge.bottom,
    around: (
      body,
    ) => `<svg xmlns="http://www.w3.org/2000/svg" class="downhill-plot" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<desc>${escaped(description)}</desc>
<style>${style}
</style>
<text x="${edge.left}" y="24" font-size="16" font-weight="600">${escaped(title)}</text>
${rows.join("\n")}
${below.join("\n")}
<text x="${width - edge.right}" y="${height - 8}" text-anchor="end">${escaped(x)}</text>
<text x="${edge.left - 8}" y="${edge.top - 12}" text-anchor="end">${escaped(y)}</text>
${body}
</svg>
`,
  };
}

interface Along {
  readonly atX: (value: number | string) => number;
  readonly ticks: readonly (number | string)[];
}

function along(xs: readonly (number | string)[], scale: AxisScale): Along {
  const range = [edge.left + 12, width - edge.right - 12];
  if (scale === "names") {
    const names = [...new Set(xs.map(String))];
    const at = scalePoint(names, range as [number, number]).padding(0.5);
    return { atX: (value) => at(String(value)) ?? range[0]!, ticks: names };
  }
  const numbers = xs.map(Number);
  const ends = [Math.min(...numbers), Math.max(...numbers)];
  if (scale === "linear" || ends[0] === ends[1]) {
    const at = scaleLinear(ends, range);
    return { atX: (value) => at(Number(value)), ticks: ends[0] === ends[1] ? [ends[0]!] : at.ticks(6) };
  }
  const at = scaleLog(ends, range);
  const powers = at.ticks().filter((tick) => Number.isInteger(Number(Math.log10(tick).toFixed(9))));
  return { atX: (value) => at(Number(value)), ticks: powers.length > 1 ? powers : ends };
}

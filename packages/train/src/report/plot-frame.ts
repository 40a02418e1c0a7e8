import { checkForm } from "@downhill/tensor";
import { scaleLinear, scaleLog, scalePoint } from "d3-scale";
import { TrainingError } from "../training-error.ts";

/** The texts of a picture. */
export interface PictureTexts {
  /** The title of the picture; a screen reader reads it first. */
  readonly title: string;
  /** A description of what it shows, in a sentence or two. */
  readonly description: string;
  /** The names of the axes. */
  readonly x?: string;
  readonly y?: string;
}

export const pictureTextNames = ["title", "description", "x", "y"] as const;

/** The scale of an axis: numbers linearly or logarithmically, or names. */
type AxisScale = "linear" | "log" | "names";

/** The settings of a picture's axes. */
export interface Axes extends Required<PictureTexts> {
  readonly scale: AxisScale;
  /** Whether the vertical axis starts at 0. */
  readonly fromZero?: boolean;
  /** Space to leave between the title and the plot, for a legend. */
  readonly head?: number;
}

/** A coordinate system: the position of a value in the picture's units. */
export interface Frame {
  readonly atX: (value: number | string) => number;
  readonly atY: (value: number) => number;
  /** The top of the plot, where points without a value are drawn. */
  readonly top: number;
  readonly bottom: number;
  /** The whole picture around a body. */
  readonly around: (body: string) => string;
}

const [width, height] = [640, 360];
const edge = { top: 52, right: 24, bottom: 46, left: 64 };
/** The left and right ends of the plot, for elements above it. */
export const sides = { left: edge.left, right: width - edge.right };

const style = `
  .downhill-plot { color: #1f2933; background: #ffffff; font: 13px system-ui, sans-serif; }
  .downhill-plot .grid { stroke: currentColor; stroke-opacity: 0.15; }
  .downhill-plot .line { fill: none; stroke: #0b63c5; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
  .downhill-plot .raw { fill: none; stroke: currentColor; stroke-opacity: 0.3; }
  .downhill-plot .dot { fill: #0b63c5; fill-opacity: 0.55; }
  .downhill-plot .best { fill: none; stroke: currentColor; stroke-width: 2; }
  .downhill-plot .failed { stroke: currentColor; stroke-opacity: 0.6; stroke-width: 2; }
  .downhill-plot .place { stroke: currentColor; stroke-dasharray: 4 4; }
  .downhill-plot text { fill: currentColor; }
  @media (prefers-color-scheme: dark) {
    .downhill-plot { color: #e4e7eb; background: #15191e; }
    .downhill-plot .line { stroke: #6cb3ff; }
    .downhill-plot .dot { fill: #6cb3ff; }
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
 * @throws TrainingError when there is no finite point to draw.
 */
export function frame(
  owner: string,
  xs: readonly (number | string)[],
  ys: readonly number[],
  { title, description, x, y, scale, fromZero = false, head = 0 }: Axes,
): Frame {
  const form = { title: "text", description: "text", x: "text?", y: "text?" } as const;
  checkForm(owner, "options", { title, description, x, y }, form, {
    en: 'give the texts of the picture, such as { title: "Loss", description: "It falls" }.',
    zh: '请给出图的文本，例如 { title: "损失", description: "逐步下降" }。',
  });
  const heights = ys.filter(Number.isFinite);
  if (heights.length === 0 || xs.length === 0) {
    throw new TrainingError("nothing-to-draw", {
      en: `${owner}: there is no finite point to draw; run at least one step that gives a finite number.`,
      zh: `${owner}：没有可画的有限数值；请至少得到一个有限的结果。`,
    });
  }
  const [top, bottom] = [edge.top + head, height + head - edge.bottom];
  const up = scaleLinear(reach(heights, fromZero), [bottom, fromZero ? top : top + 12]).nice();
  const { atX, ticks } = along(xs, scale);
  const rows = up.ticks(5).map((tick) => {
    const at = up(tick).toFixed(1);
    return `<line class="grid" x1="${sides.left}" x2="${sides.right}" y1="${at}" y2="${at}"/><text x="${sides.left - 8}" y="${at}" dy="0.35em" text-anchor="end">${up.tickFormat(5)(tick)}</text>`;
  });
  const below = ticks.map(
    ([tick, text]) =>
      `<text x="${atX(tick).toFixed(1)}" y="${bottom + 18}" text-anchor="middle">${escaped(text)}</text>`,
  );
  return {
    atX,
    atY: (value) => up(value),
    top: top - 6,
    bottom,
    around: (
      body,
    ) => `<svg xmlns="http://www.w3.org/2000/svg" class="downhill-plot" viewBox="0 0 ${width} ${height + head}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<desc>${escaped(description)}</desc>
<style>${style}
</style>
<text x="${sides.left}" y="24" font-size="16" font-weight="600">${escaped(title)}</text>
${rows.join("\n")}
${below.join("\n")}
<text x="${sides.right}" y="${height + head - 8}" text-anchor="end">${escaped(x)}</text>
<text x="${sides.left - 8}" y="${top - 12}" text-anchor="end">${escaped(y)}</text>
${body}
</svg>
`,
  };
}

/** The range of the vertical axis; a single height gets a range of its magnitude. */
function reach(heights: readonly number[], fromZero: boolean): readonly [number, number] {
  const [least, greatest] = heights.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    fromZero ? [0, 0] : [Infinity, -Infinity],
  );
  if (least < greatest) return [least, greatest];
  if (fromZero) return [0, 1];
  const room = least === 0 ? 1 : Math.abs(least);
  return [least - room, greatest + room];
}

interface Along {
  readonly atX: (value: number | string) => number;
  readonly ticks: readonly (readonly [at: number | string, text: string])[];
}

function along(xs: readonly (number | string)[], scale: AxisScale): Along {
  const range = [sides.left + 12, sides.right - 12];
  if (scale === "names") {
    const names = [...new Set(xs.map(String))];
    const at = scalePoint(names, range as [number, number]).padding(0.5);
    return { atX: (value) => at(String(value)) ?? range[0]!, ticks: names.map((name) => [name, name]) };
  }
  const numbers = xs.map(Number);
  const [first, last] = numbers.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  if (scale === "linear" || first === last) {
    const at = scaleLinear([first, last], range);
    const whole = numbers.every(Number.isInteger);
    const ticks = first === last ? [first] : at.ticks(6).filter((tick) => !whole || Number.isInteger(tick));
    const text = whole ? (tick: number) => tick.toLocaleString("en-US") : (tick: number) => label(tick);
    return { atX: (value) => at(Number(value)), ticks: ticks.map((tick) => [tick, text(tick)]) };
  }
  const at = scaleLog([first, last], range);
  const powers = at.ticks().filter((tick) => Number.isInteger(Number(Math.log10(tick).toFixed(9))));
  const ticks = powers.length > 1 ? powers : [first, last];
  return { atX: (value) => at(Number(value)), ticks: ticks.map((tick) => [tick, label(tick)]) };
}

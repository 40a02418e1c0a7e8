import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { Curve } from "./curve.ts";
import { TrainingError } from "./training-error.ts";

/** What a picture of curves says in words. */
export interface CurveSvgOptions {
  /** What the picture is; a screen reader says it first. */
  readonly title: string;
  /** What there is to see, in a sentence or two. */
  readonly description: string;
  /** The names of the axes; "step" and "loss" unless given. */
  readonly x?: string;
  readonly y?: string;
}

const [width, height] = [640, 360];
const edge = { top: 44, right: 20, bottom: 46, left: 56 };
/** Told apart by more than their colour: each line has a dash of its own. */
const dashes = ["none", "7 4", "2 4", "10 3 2 3"];

const style = `
  .downhill-curve { color: #1f2933; background: #ffffff; font: 13px system-ui, sans-serif; }
  .downhill-curve .grid { stroke: currentColor; stroke-opacity: 0.15; }
  .downhill-curve .line { fill: none; stroke: #0b63c5; stroke-width: 2; stroke-linejoin: round; }
  .downhill-curve text { fill: currentColor; }
  @media (prefers-color-scheme: dark) {
    .downhill-curve { color: #e4e7eb; background: #15191e; }
    .downhill-curve .line { stroke: #6cb3ff; }
  }`;

const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign,
  );

/**
 * Curves by step as an SVG picture, a few kilobytes of text: readable in light and dark, and described for those who do
 * not see it. The vertical axis begins at 0.
 *
 * @param curves by name; with several, each name stands at its line's end.
 * @throws TrainingError when there is no finite point to draw.
 * @example
 * ```ts
 * import { curveSvg } from "@downhill/train";
 * const svg = curveSvg({ loss: [[1, 2.3], [2, 1.1]] }, { title: "Loss", description: "It falls." });
 * ```
 * @see Scalable Vector Graphics (SVG) 2, §5.7 "title" and "desc".
 */
export function curveSvg(
  curves: Readonly<Record<string, Curve>>,
  { title, description, x = "step", y = "loss" }: CurveSvgOptions,
): string {
  const named = Object.entries(curves);
  const points = named
    .flatMap(([, curve]) => curve)
    .filter(([step, value]) => Number.isFinite(step) && Number.isFinite(value));
  if (points.length === 0) {
    throw new TrainingError(
      "curveSvg: there is no finite point to draw; record at least one reading.",
      "curveSvg：没有可画的有限数值；请至少记录一个读数。",
    );
  }
  const steps = points.map(([step]) => step);
  const values = points.map(([, value]) => value);
  const atX = scaleLinear([Math.min(...steps), Math.max(...steps)], [edge.left, width - edge.right]);
  const atY = scaleLinear(
    [Math.min(0, ...values), Math.max(...values)],
    [height - edge.bottom, edge.top],
  ).nice();
  const pathOf = line<readonly [number, number]>(
    ([step]) => Number(atX(step).toFixed(1)),
    ([, value]) => Number(atY(value).toFixed(1)),
  ).defined(([, value]) => Number.isFinite(value));

  const grid = atY.ticks(5).map((tick) => {
    const at = atY(tick).toFixed(1);
    return `<line class="grid" x1="${edge.left}" x2="${width - edge.right}" y1="${at}" y2="${at}"/><text x="${edge.left - 8}" y="${at}" dy="0.35em" text-anchor="end">${atY.tickFormat(5)(tick)}</text>`;
  });
  const below = atX
    .ticks(6)
    .filter((tick) => Number.isInteger(tick))
    .map(
      (tick) =>
        `<text x="${atX(tick).toFixed(1)}" y="${height - edge.bottom + 18}" text-anchor="middle">${atX.tickFormat(6)(tick)}</text>`,
    );
  const lines = named.map(([name, curve], i) => {
    const [step, value] = curve.at(-1) ?? [0, 0];
    const label =
      named.length > 1
        ? `<text x="${atX(step).toFixed(1)}" y="${(atY(value) - 8).toFixed(1)}" text-anchor="end">${escaped(name)}</text>`
        : "";
    return `<path class="line" stroke-dasharray="${dashes[i % dashes.length]!}" d="${pathOf(curve) ?? ""}"/>${label}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" class="downhill-curve" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<desc>${escaped(description)}</desc>
<style>${style}
</style>
<text x="${edge.left}" y="24" font-size="16" font-weight="600">${escaped(title)}</text>
${grid.join("\n")}
${below.join("\n")}
<text x="${width - edge.right}" y="${height - 8}" text-anchor="end">${escaped(x)}</text>
<text x="${edge.left - 8}" y="${edge.top - 10}" text-anchor="end">${escaped(y)}</text>
${lines.join("\n")}
</svg>
`;
}

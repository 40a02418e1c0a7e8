import { curvesGiven } from "./given.ts";
import { checkChoice, checkOptions } from "@downhill/tensor";
import { line } from "d3-shape";
import type { Curve } from "./curve.ts";
import { legend } from "./report/legend.ts";
import { escaped, frame, type Frame, type PictureTexts } from "./report/plot-frame.ts";
import { stroke, strokeStyle } from "./report/stroke.ts";
import { thinned } from "./report/thinned.ts";

/** The texts of a picture of curves. */
export interface CurveSvgOptions extends PictureTexts {
  /** The language of the default texts: the names of the axes, "step" and "loss", and of missing values. Default `"en"`. */
  readonly language?: "en" | "zh";
}

const words = {
  en: { x: "step", y: "loss", missing: "not a finite number" },
  zh: { x: "步", y: "损失", missing: "不是有限的数" },
} as const;

/** Marks along each line; enough to follow it, too few to hide it. */
const marks = 5;

/**
 * Curves by step as an SVG picture, a few kilobytes of text: readable in light and dark, with a description for readers
 * who cannot see it. The vertical axis starts at 0. Several curves differ in colour, in dashes (four patterns) and in
 * marks (seven), so they can be told apart without colour, and a legend names them. At a value that is not finite, the
 * line has a gap, with a cross above the plot.
 *
 * @param curves by name, in the order of the legend; pairs of step and value, in ascending order of steps.
 * @throws TrainingError when there is no finite point to draw.
 * @example
 * ```ts
 * import { curveSvg } from "@downhill/train";
 * const svg = curveSvg(
 *   { training: [[1, 2.3], [2, 1.1]], validation: [[1, 2.2], [2, 1.4]] },
 *   { title: "Loss", description: "Both fall; the training loss falls further." },
 * );
 * ```
 * @see Scalable Vector Graphics (SVG) 2, §5.7 "title" and "desc"; Web Content Accessibility Guidelines (WCAG) 2.2, 1.4.1 "use of
 *   color" and 1.4.11 "non-text contrast".
 */
export function curveSvg(curves: Readonly<Record<string, Curve>>, options: CurveSvgOptions): string {
  curvesGiven("curveSvg", curves);
  const {
    title,
    description,
    language = "en",
    ...axes
  }: CurveSvgOptions = checkOptions("curveSvg", options, ["language", "title", "description", "x", "y"]);
  checkChoice("curveSvg", "language", language, ["en", "zh"]);
  const { x = words[language].x, y = words[language].y } = axes;
  const named = Object.entries(curves).map(
    ([name, curve]) => [name, curve.filter(([step]) => Number.isFinite(step))] as const,
  );
  const points = named.flatMap(([, curve]) => curve).filter(([, value]) => Number.isFinite(value));
  const { height, drawing } = legend(named.length > 1 ? named.map(([name]) => name) : []);
  const place = frame(
    "curveSvg",
    (points.length === 0 ? [] : named.flatMap(([, curve]) => curve)).map(([step]) => step),
    points.map(([, value]) => value),
    { title, description, x, y, scale: "linear", fromZero: true, head: height },
  );
  const lines = named.map(
    ([name, curve], i) =>
      `<g><title>${escaped(name)}</title>${lineOf(curve, i, place)}${marksOf(curve, i, named.length, place)}</g>`,
  );
  const crosses = named.flatMap(([name, curve], i) => {
    const { missing } = words[language];
    return crossesOf(curve, i, place, (step) => `${name} · ${x} ${step} · ${missing}`);
  });
  return place.around([strokeStyle(named.length), drawing, ...lines, ...crosses].filter(Boolean).join("\n"));
}

function lineOf(curve: Curve, i: number, { atX, atY }: Frame): string {
  const path = line<readonly [number, number]>(
    ([step]) => Number(atX(step).toFixed(1)),
    ([, value]) => Number(atY(value).toFixed(1)),
  ).defined(([, value]) => Number.isFinite(value));
  const { name, dash } = stroke(i);
  const drawn = thinned(curve, (step) => Math.round(atX(step)));
  return `<path class="line ${name}" stroke-dasharray="${dash}" d="${path(drawn) ?? ""}"/>`;
}

/** Marks at even distances, placed between the marks of other curves. An isolated point is always marked. */
function marksOf(curve: Curve, i: number, count: number, { atX, atY }: Frame): string {
  const finite = curve.filter(([, value]) => Number.isFinite(value));
  if (finite.length === 0 || (count === 1 && finite.length > 1)) return "";
  const at = Array.from({ length: marks }, (_, j) =>
    Math.floor(((j + (i + 0.5) / count) / marks) * finite.length),
  );
  return [...new Set(at)]
    .map((index) => finite[index]!)
    .map(([step, value]) => stroke(i).markAt(atX(step), atY(value)))
    .join("");
}

/** A cross for each step without a finite value; crosses that would touch are merged. */
function crossesOf(curve: Curve, i: number, { atX, top }: Frame, tell: (step: number) => string): string[] {
  let last = -Infinity;
  return curve.flatMap(([step, value]) => {
    const x = atX(step);
    if (Number.isFinite(value) || x - last < 12) return [];
    last = x;
    return `<path class="failed ${stroke(i).name}" d="M${x.toFixed(1)},${top}m-4,-4l8,8m0,-8l-8,8"><title>${escaped(tell(step))}</title></path>`;
  });
}

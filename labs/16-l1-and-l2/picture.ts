import { chart, line, polyline, shades, text } from "@downhill/grader/chart";
import type * as Solution from "./key/solution.ts";
import { gradientOf, lambdasFor, largestCurvature } from "./provided/regression.ts";
import { real } from "./provided/wages.ts";
import { trainingRows } from "./questions/table.ts";

const [left, right] = [150, 616];

/** Where a λ is drawn: a logarithmic axis, the smallest on the left. */
function axisOf(lambdas: readonly number[]) {
  const [low, high] = [Math.log(Math.min(...lambdas)), Math.log(Math.max(...lambdas))];
  const px = (lambda: number): number => left + ((Math.log(lambda) - low) / (high - low)) * (right - left);
  const marks = [-3, -2, -1, 0, 1, 2]
    .flatMap((power) => [1, 3].map((digit) => Number(`${digit}e${power}`)))
    .filter((mark) => Math.log(mark) >= low && Math.log(mark) <= high);
  const ticks = (y: number): readonly string[] =>
    marks.map(
      (mark) => line("ink", [px(mark), y], [px(mark), y + 5]) + text("ink", [px(mark), y + 21], mark),
    );
  return { px, ticks };
}

/** Heights of names, each at least a line below the one before. */
function spread(heights: readonly number[]): number[] {
  let last = -Infinity;
  return heights.map((height) => (last = Math.max(height, last + 15)));
}

export interface Path {
  readonly title: string;
  readonly symbol: string;
  readonly names: readonly string[];
  readonly lambdas: readonly number[];
  /** The parameters for each λ. */
  readonly thetas: readonly (readonly number[])[];
  /** Some λ to draw a line at. */
  readonly marked?: number;
}
const pathHeight = 330;

/** All weights against λ: solid lines for columns of the table, dashed ones for shuffled columns. */
function pathPanel({ title, symbol, names, lambdas, thetas, marked }: Path, top: number): string {
  const [high, low] = [top + 40, top + 280];
  const { px, ticks } = axisOf(lambdas);
  const weights = names.map((_, j) => thetas.map((theta) => theta[j + 1]!));
  const most = Math.max(...weights.flat().map(Math.abs));
  const py = (weight: number): number => (high + low) / 2 - ((weight / most) * (low - high)) / 2.2;
  const points = (j: number) => weights[j]!.map((weight, i) => [px(lambdas[i]!), py(weight)] as const);
  const smallest = lambdas.indexOf(Math.min(...lambdas));
  const labelled = names
    .map((name, j) => ({ name, y: py(weights[j]![smallest]!), size: Math.abs(weights[j]![smallest]!), j }))
    .filter(({ j }) => j < real)
    .toSorted((a, b) => b.size - a.size)
    .slice(0, 7)
    .toSorted((a, b) => a.y - b.y);
  const heights = spread(labelled.map(({ y }) => y));
  const levels = [-1, 0, 1]
    .filter((level) => Math.abs(level) <= most)
    .map(
      (level) =>
        line("grid", [left, py(level)], [right, py(level)]) +
        text("ink", [right + 4, py(level) + 5], level, "start"),
    );
  return [
    text("ink", [left, top + 24], title, "start"),
    ...levels,
    ...(marked === undefined ? [] : [line("ink", [px(marked), high], [px(marked), low], "2 4")]),
    ...names.map((_, j) => (j < real ? "" : polyline("decoy", points(j), "4 3"))),
    ...names.map((_, j) => (j < real ? polyline("real", points(j)) : "")),
    ...labelled.map(({ name }, i) => text("ink", [left - 8, heights[i]! + 5], name, "end")),
    ...ticks(low),
    text("ink", [left - 40, low + 21], symbol, "end"),
  ].join("");
}

export interface Misses {
  readonly lambdas: readonly number[];
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly marked: number;
}
const missesHeight = 170;

/** By how much the predictions miss, on rows that were trained on and on others. */
function missesPanel({ lambdas, train, validation, marked }: Misses, top: number): string {
  const [high, low] = [top + 10, top + 120];
  const { px, ticks } = axisOf(lambdas);
  const [least, most] = [Math.min(...train, ...validation), Math.max(...train, ...validation)];
  const py = (miss: number): number => low - ((miss - least) / (most - least)) * (low - high);
  const points = (misses: readonly number[]) => misses.map((miss, i) => [px(lambdas[i]!), py(miss)] as const);
  const grid = Array.from({ length: 20 }, (_, i) => i / 2)
    .filter((level) => level >= least && level <= most)
    .map(
      (level) =>
        line("grid", [left, py(level)], [right, py(level)]) +
        text("ink", [left - 8, py(level) + 5], level, "end"),
    );
  return [
    ...grid,
    line("ink", [px(marked), high], [px(marked), low], "2 4"),
    polyline("real", points(train), "8 4"),
    polyline("decoy", points(validation)).replace("<polyline", '<polyline style="stroke-width: 2"'),
    ...ticks(low),
    text("ink", [left - 40, low + 21], "λ₁", "end"),
  ].join("");
}

const chartOf = (name: string, title: string, height: number, panels: readonly string[]): string =>
  chart(
    {
      name,
      size: [640, height],
      title,
      colors: { real: shades.blue, decoy: shades.red },
      css: "& text { font: 14px system-ui, sans-serif } & polyline, & line { fill: none; stroke: currentColor; stroke-width: 2 } & .grid, & .decoy { stroke-width: 1 }",
    },
    panels,
  );

/** The lesson's figure: weights against λ₁, and below them how much the predictions miss. */
export const opening = (path: Path, misses: Misses): string =>
  chartOf(
    "opening-16",
    "Weights and errors against the strength of an L1 penalty",
    pathHeight + missesHeight,
    [pathPanel(path, 0), missesPanel(misses, pathHeight)],
  );

/** The learner's weights against the strength of each penalty: L1 above, by the proximal step; L2 below, by descent. */
export async function draw({ lassoPath, withPenalty, descent }: typeof Solution): Promise<string> {
  const train = await trainingRows();
  const [gradient, learningRate] = [gradientOf(train), 1 / largestCurvature(train)];
  const start = train.x[0]!.map(() => 0);
  const lambdas = lambdasFor(train, 40, 0.01);
  const sparse = lassoPath(gradient, start, lambdas, { learningRate, tolerance: 0.003, steps: 20_000 });
  const strengths = Array.from({ length: 40 }, (_, i) => 30 * 1e-3 ** (i / 39));
  let theta = start;
  const shrunk = strengths.map((l2) => {
    const step = withPenalty(descent, { l1: 0, l2 });
    const rate = 1 / (1 / learningRate + l2);
    for (let taken = 0; taken < 300; taken++) theta = step(theta, gradient(theta), rate);
    return theta;
  });
  const title = "Weights against the strength of an L1 and of an L2 penalty · 权重随 L1、L2 惩罚强度的变化";
  const names = train.names;
  return chartOf("lab-16", title, 2 * pathHeight, [
    pathPanel({ title: "L1", symbol: "λ₁", names, lambdas, thetas: sparse }, 0),
    pathPanel({ title: "L2", symbol: "λ₂", names, lambdas: strengths, thetas: shrunk }, pathHeight),
  ]);
}

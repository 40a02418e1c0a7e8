import { batches, dataset } from "@downhill/data";
import { gradientDescent, numbers } from "@downhill/optimizers";
import { key, reference, uniform, useBackend } from "@downhill/tensor";
import type { Data, Vector } from "./key/solution.ts";
import { wages } from "./provided/wages.ts";

/* The trainings that the lesson's tables show, on the course's packages: @downhill/data shuffles and cuts, @downhill/optimizers steps. */

export const table = await wages();
export const rows = table.y.length;
export const places = dataset({
  x: Float32Array.from({ length: rows }, (_, i) => i),
  shape: [1],
  y: new Int32Array(rows),
});

const dot = (a: Vector, b: Vector): number => {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
};

/** The gradient of the mean squared error over these rows of a table. */
export function slopesOf({ x, y }: Data, at: ArrayLike<number>, theta: Vector): Vector {
  const slopes = theta.map(() => 0);
  for (let k = 0; k < at.length; k++) {
    const row = x[at[k]!]!;
    const error = dot(row, theta) - y[at[k]!]!;
    for (let j = 0; j < row.length; j++) slopes[j]! += (2 * error * row[j]!) / at.length;
  }
  return slopes;
}

/** Half of the Hessian: XᵀX/N. */
const half = table.x[0]!.map((_, a) =>
  table.x[0]!.map((__, b) => table.x.reduce((sum, row) => sum + (row[a]! * row[b]!) / rows, 0)),
);
/** The parameters with the least loss: 3,000 steps of gradient descent, the last of them too short to matter. */
export const best: Vector = table.x[0]!.map(() => 0);
for (let step = 0; step < 3000; step++)
  for (const [j, slope] of slopesOf(table, places.x, best).entries()) best[j]! -= 0.4 * slope;

/** The largest and the least curvature: power iteration on the Hessian, and again with the largest one removed. */
const powered = (shift: number): number => {
  let v: Vector = best.map((_, j) => 1 + j);
  let size = 0;
  for (let i = 0; i < 2000; i++) {
    v = half.map((row, j) => 2 * dot(row, v) - shift * v[j]!);
    size = Math.hypot(...v);
    v = v.map((each) => each / size);
  }
  return size;
};
const steepest = powered(0);
const gentlest = steepest - powered(steepest);

/** How far the loss is above the lowest possible, in (dollars per hour)². */
export function excess(theta: Vector): number {
  const away = theta.map((each, j) => each - best[j]!);
  return dot(
    away,
    half.map((row) => dot(row, away)),
  );
}

/**
 * Which rows the steps take: a new order in each epoch, the same one, the table's, or rows drawn independently
 * for each batch.
 */
export type Drawing = "each" | "once" | "never" | "afresh";
export interface Run {
  readonly size: number;
  readonly rate: (step: number) => number;
  readonly epochs: number;
  readonly seed: number;
  readonly drawing?: Drawing;
  readonly data?: Data;
  /** 0 by default. */
  readonly start?: Vector;
  /** Called with the parameters after each step. */
  readonly visit?: (theta: Vector, step: number) => void;
}

/** The rows of each step. */
function* stepsOf(
  { size, epochs, seed, drawing = "each" }: Run,
  drawn: Float64Array,
): Generator<ArrayLike<number>> {
  const perEpoch = Math.ceil(rows / size);
  if (drawing === "each") {
    for (const { x } of batches(places, { size, key: key(seed), epochs })) yield x;
    return;
  }
  const [shuffled] = batches(places, { size: rows, key: key(seed) });
  const order = drawing === "once" ? shuffled!.x : places.x;
  for (let step = 0; step < perEpoch * epochs; step++) {
    const from = (drawing === "afresh" ? step : step % perEpoch) * size;
    yield (drawing === "afresh" ? drawn : order).subarray(from, from + size);
  }
}

/** Rows drawn one at a time, each time from all of them. */
async function drawnRows({ size, epochs, seed, drawing }: Run): Promise<Float64Array> {
  if (drawing !== "afresh") return new Float64Array();
  using _ = useBackend(reference);
  const count = Math.ceil(rows / size) * epochs * size;
  const all = await uniform(key(seed), [count], 0, rows, { dtype: "float64" }).data();
  return Float64Array.from(all, Math.floor);
}

const moved = (g: number, p: number, learningRate: number): number =>
  gradientDescent.rule.step(numbers, { g, p, t: 1, learningRate }).update;

/** The excess loss before each step and after the last. */
export async function train(run: Run): Promise<Vector> {
  const { rate, data = table, start = best.map(() => 0), visit } = run;
  const theta = [...start];
  const path = [excess(theta)];
  for (const at of stepsOf(run, await drawnRows(run))) {
    const learningRate = rate(path.length - 1);
    const slopes = slopesOf(data, at, theta);
    for (let j = 0; j < theta.length; j++) theta[j]! += moved(slopes[j]!, theta[j]!, learningRate);
    path.push(excess(theta));
    visit?.(theta, path.length - 1);
  }
  return path;
}

/** The lesson's rates: the best fixed one of gradient descent; one for batches of 8; that one, and a tenth of it after 20 epochs. */
export const rates = {
  whole: () => 2 / (steepest + gentlest),
  constant: () => 0.02,
  cut: (step) => (step < 20 * 67 ? 0.02 : 0.002),
} as const satisfies Readonly<Record<string, Run["rate"]>>;

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
  whole: ["#b4420f", "#ff9a66"],
  constant: ["#1f5fbf", "#7fb0ff"],
  cut: ["#27762f", "#7fd18a"],
} as const;
const styled = (shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.runs-05 .${name} { color: ${shades[shade]} }`)
    .join(" ");

/** How each curve is dashed and labelled, and where the label is drawn: after how many readings, at which loss. */
const curves = {
  whole: ["6 4", "B = 534", 1.6, 2.2],
  constant: ["none", "B = 8", 29, 1.35],
  cut: ["2 3", "B = 8, η/10", 27, 0.0032],
} as const;

/** The excess loss against the times that all rows have been read, on a logarithmic axis; one seed. */
export async function opening(): Promise<string> {
  const [width, height] = [640, 320];
  const px = (readings: number): string => (56 + (readings / 40) * (width - 76)).toFixed(1);
  const py = (loss: number): string => (16 + ((2 - Math.log10(loss)) / 4.6) * (height - 56)).toFixed(1);
  const text = (name: string, x: string | number, y: string | number, words: string, anchor = "middle") =>
    `<text class="${name}" x="${x}" y="${y}" text-anchor="${anchor}">${words}</text>`;
  const curve = async (name: keyof typeof curves): Promise<string> => {
    const size = name === "whole" ? rows : 8;
    const perEpoch = Math.ceil(rows / size);
    const path = await train({ size, rate: rates[name], epochs: 40, seed: 0 });
    const points = path
      .map((loss, step) => [step / perEpoch, loss] as const)
      .filter(([readings], step) => (size === rows || step % 8 === 0) && (name !== "cut" || readings >= 20));
    const [dashes, label, readings, loss] = curves[name];
    const drawn = points.map(([at, value]) => `${px(at)},${py(value)}`).join(" ");
    return `<polyline class="${name}" stroke-dasharray="${dashes}" points="${drawn}"/>${text(name, px(readings), py(loss), label, "start")}`;
  };
  const level = (power: number): string => {
    const y = py(10 ** power);
    const label =
      power === 0 ? "1" : `10<tspan dy="-6" font-size="11">${power < 0 ? "−" : ""}${Math.abs(power)}</tspan>`;
    return `<line class="grid" x1="56" x2="${width - 20}" y1="${y}" y2="${y}"/>${text("ink", 48, Number(y) + 5, label, "end")}`;
  };
  const drawn = await Promise.all((["whole", "constant", "cut"] as const).map(curve));
  return `<svg xmlns="http://www.w3.org/2000/svg" class="runs-05" viewBox="0 0 ${width} ${height}">
<style>.runs-05 text { font: 15px system-ui, sans-serif } .runs-05 text, .runs-05 rect { fill: currentColor } .runs-05 polyline, .runs-05 line { fill: none; stroke: currentColor } .runs-05 polyline { stroke-width: 2 }
${styled(0)}
@media (prefers-color-scheme: dark) { ${styled(1)} }</style>
<rect class="paper" width="${width}" height="${height}"/>
${[2, 1, 0, -1, -2].map(level).join("")}
${[0, 10, 20, 30, 40].map((at) => text("ink", px(at), height - 14, String(at))).join("")}
${drawn.join("\n")}
</svg>
`;
}

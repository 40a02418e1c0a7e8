/*
 * The tables of this lab's lesson, computed by the course's packages. There is nothing for you to edit here.
 *
 * Run it in this folder: npm run figures             all tables
 *                        npm run figures -- floor    one of them: see the list at the end
 *                        npm run -s figures -- opening > opening.svg
 *                        npm run figures -- record   trains the network again (a few minutes)
 */
import { grad } from "@downhill/autograd";
import { apply, gradientDescent, numbers } from "@downhill/optimizers";
import {
  andThen,
  cosine,
  exponential,
  inverseTime,
  linear,
  polynomial,
  type Schedule,
  warmup,
} from "@downhill/schedules";
import { full, key, normal, prod, reference, type Tensor, useBackend } from "@downhill/tensor";
import { record } from "./provided/trainings.ts";
import { bigModel, last, line, mean, opening, rates, warm } from "./runs.ts";

const power = (value: number): string => value.toExponential(1).replace("e+", "e").replace("e0", "");
const shown = (value: number): string =>
  // Below the least normal number of float64 no digit can be trusted.
  value < 2 ** -1022 ? "< 1e-300" : value >= 1e-3 ? value.toPrecision(3) : power(value);
const moved = (g: number, p: number, learningRate: number): number =>
  p + gradientDescent.rule.step(numbers, { g, p, t: 1, learningRate }).update;

/** A direction of a bowl: its curvature, the variance of its noise, and the mean squared distance at first. */
type Direction = Readonly<Record<"curvature" | "noise" | "start", number>>;
/** The mean squared distance before each step and after the last. */
function errors(rate: Schedule, { curvature, noise, start }: Direction, steps: number): readonly number[] {
  const all = [start];
  for (let t = 0; t < steps; t++) {
    const eta = rate(t);
    all.push((1 - eta * curvature) ** 2 * all[t]! + eta ** 2 * noise);
  }
  return all;
}

const usual: Direction = { curvature: 1, noise: 1, start: 100 };

/** Constant rates on ½x²: the floor, how long it takes to come near, and what 1,000 steps lead to. */
async function floor(): Promise<readonly string[]> {
  using _ = useBackend(reference);
  const noises = await Promise.all(
    Array.from({ length: 400 }, async (_, seed) =>
      Array.from(await normal(key(seed), [1000], { dtype: "float64" }).data()),
    ),
  );
  const measured = (rate: number): string => {
    const squares = noises.map((list) => list.reduce((x, each) => moved(x + each, x, rate), 10) ** 2 / 2);
    const spread = Math.sqrt(mean(squares.map((each) => (each - mean(squares)) ** 2)) / squares.length);
    return `${mean(squares).toFixed(4)} ± ${spread.toFixed(4)}`;
  };
  return [
    line(["η", "floor", "near at t", "t=10", "t=100", "t=1000"]) + "measured".padStart(18),
    ...[1, 0.5, 0.2, 0.1, 0.05, 0.01, 0.005, 0.002, 0.001].map((rate) => {
      const all = errors(() => rate, usual, 20_000).map((each) => each / 2);
      const lowest = rate / (2 * (2 - rate));
      const near = all.findIndex((loss) => loss < 2 * lowest);
      const at = [10, 100, 1000].map((t) => all[t]!.toFixed(4));
      return line([rate, lowest.toFixed(4), near, ...at]) + measured(rate).padStart(18);
    }),
  ];
}

/** Decay that ends too soon, and rates whose sum is finite, on ½x² without noise: what is left of the distance. */
function stall(): readonly string[] {
  const left = (rate: Schedule, steps: number): number => {
    let x = 1;
    for (let t = 0; t < steps; t++) x = moved(x, x, rate(t));
    return x;
  };
  const sum = (rate: Schedule): number =>
    Array.from({ length: 20_000 }, (_, t) => rate(t)).reduce((total, each) => total + each);
  const row = (name: string, rate: Schedule, total: string): string =>
    line([name, total, ...[20, 200, 2000, 20_000].map((steps) => shown(left(rate, steps)))]);
  const finite = (name: string, rate: Schedule): string => row(name, rate, sum(rate).toFixed(2));
  return [
    line(["rate", "Σ η", "t=20", "t=200", "t=2000", "t=20000"]),
    row("0.1", () => 0.1, "∞"),
    finite("linear, T=20", linear(0.1, 20)),
    finite("linear, T=200", linear(0.1, 200)),
    finite("0.1 · 0.9^t", exponential(0.1, 1, 0.9)),
    finite("0.1 · 0.98^t", exponential(0.1, 1, 0.98)),
    row("0.1/(1+t/20)", inverseTime(0.1, 20), "∞"),
  ];
}

/** Twenty layers of one weight each, 0.5: the first weight's gradient and step, before and after 20 steps. */
async function vanish(): Promise<readonly string[]> {
  using _ = useBackend(reference);
  const slope = grad((w: Tensor) => prod(w));
  const row = async (name: string, learningRate: Schedule): Promise<string> => {
    const optimizer = gradientDescent({ learningRate });
    let w = full([20], 0.5, { dtype: "float64" });
    const cells: string[] = [];
    for (let step = 0; step < 20; step++) {
      const g = slope(w);
      const [update] = optimizer.update(g, {}, w, step);
      if (step === 0 || step === 19)
        for (const each of [g, update]) cells.push(power(Math.abs((await each.data())[0]!)));
      w = apply(w, update);
    }
    return line([name, ...cells], 12);
  };
  return [
    line(["rate", "slope, t=0", "step", "slope, t=19", "step"], 12),
    await row("0.1", () => 0.1),
    await row("linear, T=20", linear(0.1, 20)),
  ];
}

/** One direction, from a distance as large as its noise: the best rate of each step, and constant ones. */
const near: Direction = { ...usual, start: 1 };
function best(): readonly string[] {
  const at = [0, 1, 10, 100, 1000, 10_000];
  const row = (name: string, rate: Schedule): string => {
    const all = errors(rate, near, 10_000);
    return line([name, ...at.map((t) => shown(all[t]! / 2))]);
  };
  const rate = inverseTime(0.5, 2);
  return [
    line(["loss", ...at.map((t) => `t=${t}`)]),
    row("η = 0.1", () => 0.1),
    row("η = 0.01", () => 0.01),
    row("η = 1/(2+t)", rate),
    line(["1/(2+t)", ...at.map((t) => shown(rate(t)))]),
  ];
}

/** The best rates times a factor, as they come out when the curvature is over- or underestimated. */
function wrong(): readonly string[] {
  const at = [10, 100, 1000, 10_000, 100_000];
  return [
    line(["c", ...at.map((t) => `t=${t}`), "per tenfold"], 12),
    ...[4, 2, 1, 0.5, 0.25, 0.1].map((c) => {
      const all = errors(inverseTime(c / 2, 2), near, 100_000);
      const ratio = all[100_000]! / all[10_000]!;
      return line([c, ...at.map((t) => shown(all[t]! / 2)), `× ${ratio.toFixed(2)}`], 12);
    }),
  ];
}

/** The chapter's ExponentialDecay, and two of its mistakes. */
function chapter(): readonly string[] {
  const at = [0, 499, 500, 999, 1000, 1999, 2000, 31_299, 187_499];
  const row = (name: string, rate: Schedule): string =>
    line([name, ...at.map((t) => rate(t).toPrecision(3))], 10);
  return [
    line(["step", ...at], 10),
    row("staircase", exponential(0.1, 1000, 0.96, { staircase: true })),
    row("smooth", exponential(0.1, 1000, 0.96)),
    row("rounded", (t) => 0.1 * 0.96 ** Math.round(t / 1000)),
  ];
}

/** The shapes that end at T = 100, and what their formulas give after it. */
function shapes(): readonly string[] {
  const at = [0, 25, 50, 75, 99, 100, 101, 150, 200];
  const row = (name: string, rate: Schedule): string => line([name, ...at.map((t) => rate(t).toFixed(4))], 9);
  return [
    line(["step", ...at], 9),
    ...[0.5, 1, 2].map((p) => row(`power ${p}`, polynomial(1, 100, p))),
    row("cosine", cosine(1, 100)),
    "",
    line(["no end", ...at], 9),
    ...[0.5, 1, 2].map((p) => row(`power ${p}`, (t) => (1 - t / 100) ** p)),
    row("cosine", (t) => (1 + Math.cos((Math.PI * t) / 100)) / 2),
  ];
}

const wide: readonly Direction[] = [1, 0.1, 0.01].map((curvature) => ({
  curvature,
  noise: 1,
  start: 1 / curvature,
}));
const total = (rate: Schedule, steps: number): number =>
  wide.reduce((sum, each) => sum + (each.curvature * errors(rate, each, steps).at(-1)!) / 2, 0);

/** Three directions at once, 1,000 steps: each shape at its best rate, stopped half-way, and carried on to 2,000. */
function compared(): readonly string[] {
  const steps = 1000;
  const grid = Array.from({ length: 50 }, (_, i) => 0.01 * 10 ** (i / 22));
  const row = (name: string, of: (rate: number) => Schedule): string => {
    const losses = grid.map((each) => total(of(each), steps));
    const rate = grid[losses.indexOf(Math.min(...losses))]!;
    const after = [steps / 2, steps, 2 * steps].map((t) => total(of(rate), t).toFixed(4));
    return line([name, rate.toPrecision(2), ...after, total(of(2 * rate), steps).toFixed(4)]);
  };
  return [
    line(["rate", "best η", "t=500", "t=1000", "t=2000", "with 2η"]),
    row("constant", (rate) => () => rate),
    row("1/(1+t/30)", (rate) => inverseTime(rate, 30)),
    row("exponential", (rate) => exponential(rate, steps, 0.03)),
    row("three stairs", (rate) => exponential(rate, 334, 0.2, { staircase: true })),
    row("linear", (rate) => linear(rate, steps)),
    row("power 2", (rate) => polynomial(rate, steps, 2)),
    row("cosine", (rate) => cosine(rate, steps)),
    row("held, linear", (rate) => andThen(rate, 800, linear(rate, 200))),
  ];
}

/** A warm-up of 100 steps and a cosine in 1,000: multiplied, and joined. */
function joined(): readonly string[] {
  const at = [0, 50, 99, 100, 200, 550, 1000];
  const row = (name: string, rate: Schedule): string => line([name, ...at.map((t) => rate(t).toFixed(4))], 9);
  return [
    line(["step", ...at], 9),
    row("multiplied", warmup(cosine(0.1, 1000), 100)),
    row("joined", andThen(warmup(0.1, 100), 100, cosine(0.1, 900))),
  ];
}

/** A rate of 0.1, cut to 0.01: the loss at the cut, 10 and 100 steps later, and after 1,000 steps in all. */
function cut(): readonly string[] {
  const row = (name: string, rate: Schedule, at: readonly number[]): string => {
    const all = errors(rate, usual, 1000);
    return line([name, ...at.map((t) => (t > 1000 ? "" : (all[t]! / 2).toFixed(4)))]);
  };
  const times = [1, 20, 50, 100, 200, 500, 800, 900, 980];
  return [
    line(["cut at t", "t", "t + 10", "t + 100", "t=1000"]),
    row("never", () => 0.1, [0, 10, 100, 1000]),
    ...times.map((t) => row(String(t), andThen(0.1, t, 0.01), [t, t + 10, t + 100, 1000])),
    row("200, 600", andThen(0.1, 200, andThen(0.01, 400, 0.001)), [200, 210, 300, 1000]),
  ];
}

const tables = {
  rates,
  floor,
  stall,
  vanish,
  best,
  wrong,
  chapter,
  shapes,
  compared,
  warm,
  joined,
  bigModel,
  cut,
  last,
};
const asked = process.argv.slice(2);
if (asked.includes("opening")) process.stdout.write(opening());
else if (asked.includes("record")) await record();
else
  for (const [name, table] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${(await table()).join("\n")}\n`);

/*
 * The tables of this lab's lesson, computed by the course's packages. Nothing here is yours.
 *
 * Run it in this folder: npm run figures            all tables
 *                        npm run figures -- zeros   one of them: scalar, tangle, ridge, adam, zeros, rates, gap, warm, path, order, splits, faster
 *                        npm run -s figures -- opening > opening.svg
 */
import { foldIn, key, permutation } from "@downhill/tensor";
import {
  chosenBy,
  gapOf,
  lasso,
  missBy,
  penalised,
  proximalStep,
  ridge,
  subgradientStep,
  trained,
  zerosFor,
} from "./measure.ts";
import { opening } from "./picture.ts";
import { gradientOf, lambdasFor, largestCurvature, lossOf } from "./provided/regression.ts";
import { real, type Regression, wages } from "./provided/wages.ts";

const row = (cells: readonly (string | number)[], width = 10, first = 14): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? first : width)).join("");
const two = (value: number): string => String(Number(value.toPrecision(2)));
/** A small difference, as a power of ten. */
const small = (value: number): string => (value < 1e-12 ? "0" : value.toExponential(0));
const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
const lengthOf = (theta: readonly number[]): number => Math.hypot(...theta.slice(1));
const away = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((each, i) => Math.abs(each - b[i]!)));
/** How many weights are not 0: columns of the table, and shuffled ones. */
const counts = (theta: readonly number[]): readonly [real: number, decoys: number] => {
  const used = theta.slice(1).map((weight) => (weight === 0 ? 0 : 1) as number);
  const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0);
  return [sum(used.slice(0, real)), sum(used.slice(real))];
};

const { train, validation } = await wages(0);
const gradient = gradientOf(train);
const curvature = largestCurvature(train);

/** The lowest point of ½(w − a)² with each penalty. */
function scalar(): readonly string[] {
  const tried = [-3, -1, -0.5, 0, 0.5, 1, 1.5, 3, 10];
  const from = (change: (a: number) => number): readonly string[] => tried.map((a) => String(change(a) + 0));
  return [
    row(["a", ...tried], 7),
    row(["L2, λ = 1", ...from((a) => a / 2)], 7),
    row(["L1, λ = 1", ...from((a) => Math.sign(a) * Math.max(Math.abs(a) - 1, 0))], 7),
  ];
}

/** Three columns of which each is the sum or difference of the others, from two starts. */
function tangle(): readonly string[] {
  const three: Regression = { ...train, x: train.x.map((each) => each.slice(0, 4)) };
  const slopesOf = gradientOf(three);
  const rate = 1 / (largestCurvature(three) + 0.1);
  const line = (name: string, start: readonly number[], l1: number, l2: number): string => {
    let theta = [...start];
    for (let step = 0; step < 20_000; step++) {
      const slopes = slopesOf(theta).map((slope, j) => slope + (j === 0 ? 0 : l2 * theta[j]!));
      theta = proximalStep(theta, slopes, rate, rate * l1);
    }
    const places = theta.slice(1).map((weight) => (Math.abs(weight) < 1e-12 ? 0 : weight).toFixed(2));
    return row([name, start.slice(1).join(", "), ...places, lossOf(three)(theta).toFixed(3)], 12, 16);
  };
  const starts = [
    [9, 0, 0, 0],
    [9, 5, 5, -5],
  ];
  return [
    row(["", "start", "education", "experience", "age", "loss"], 12, 16),
    ...starts.map((start) => line("no penalty", start, 0, 0)),
    ...starts.map((start) => line("L2, λ₂ = 0.1", start, 0, 0.1)),
    ...starts.map((start) => line("L1, λ₁ = 0.1", start, 0.1, 0)),
  ];
}

/** How far descent with an L2 penalty is from the closed form, and how long the weights are. */
function ridges(): readonly string[] {
  const after = [10, 100, 1000, 10_000];
  return [
    row(["λ₂", "length", ...after.map((steps) => `after ${steps}`)], 13, 8),
    ...[0.01, 0.1, 1, 10].map((l2) => {
      const right = ridge(train, l2);
      const rate = 1 / (curvature + l2);
      let theta = zerosFor(train);
      const far: string[] = [];
      for (let step = 1; step <= after.at(-1)!; step++) {
        const slopes = gradient(theta).map((slope, j) => slope + (j === 0 ? 0 : l2 * theta[j]!));
        theta = theta.map((place, j) => place - rate * slopes[j]!);
        if (after.includes(step)) far.push(small(away(theta, right)));
      }
      return row([l2, lengthOf(right).toFixed(3), ...far], 13, 8);
    }),
  ];
}

/** Where rules end with a penalty and with decay, all rows in each step or eight of them. */
function adams(): readonly string[] {
  const strength = 0.5;
  const [best, least] = [ridge(train, strength), ridge(train, 1e-9)];
  const eight = (step: number): readonly number[] => [
    ...permutation(foldIn(key(7), step), train.x.length).subarray(0, 8),
  ];
  const line = (name: string, options: Omit<Parameters<typeof trained>[1], "steps">): string => {
    const { theta, sizes } = trained(train, { ...options, steps: options.batch ? 10_000 : 5000 });
    const predicted = ridge(
      train,
      sizes.map((size) => size * options.decay),
    );
    return row(
      [
        name,
        lengthOf(theta).toFixed(3),
        away(theta, best).toFixed(3),
        options.decay > 0 && options.rule === "adam" ? away(theta, predicted).toFixed(3) : "",
      ],
      14,
      30,
    ).trimEnd();
  };
  const [penalty, decay] = [
    { l2: strength, decay: 0 },
    { l2: 0, decay: strength },
  ];
  const descent = { rule: "descent", rate: 0.25 } as const;
  const adam = { rule: "adam", rate: 0.05 } as const;
  return [
    row(["", "length", "from ridge", "from λ√v̂"], 14, 30),
    row(["least squares", lengthOf(least).toFixed(3), away(least, best).toFixed(3)], 14, 30),
    row(["ridge", lengthOf(best).toFixed(3), "0.000"], 14, 30),
    line("descent, penalty", { ...descent, ...penalty }),
    line("descent, decay", { ...descent, ...decay }),
    line("Adam, penalty", { ...adam, ...penalty }),
    line("Adam, decay", { ...adam, ...decay }),
    line("Adam, penalty, batches of 8", { ...adam, ...penalty, batch: eight }),
    line("Adam, decay, batches of 8", { ...adam, ...decay, batch: eight }),
  ];
}

/** What 10,000 steps make of the weights, by the gradient of |w| and by the proximal step. */
function zeros(): readonly string[] {
  const l1 = 0.3;
  const lowest = penalised(train, lasso(train, [l1], 1e-9)[0]!.theta, l1);
  const after = [10, 100, 1000, 10_000];
  const rate = 1 / curvature;
  const kinds: readonly (readonly [string, (theta: number[], slopes: number[], t: number) => number[]])[] = [
    ["subgradient", (theta, slopes) => subgradientStep(theta, slopes, rate, l1)],
    ["with η/√t", (theta, slopes, t) => subgradientStep(theta, slopes, rate / Math.sqrt(t), l1)],
    ["proximal", (theta, slopes) => proximalStep(theta, slopes, rate, rate * l1)],
  ];
  return [
    row(["", "steps", "exactly 0", "below 0.01", "above the lowest J"], 12, 14),
    ...kinds.flatMap(([name, step]) => {
      let theta = zerosFor(train).map(() => 0.5);
      const lines: string[] = [];
      for (let t = 1; t <= after.at(-1)!; t++) {
        theta = step(theta, gradient(theta), t);
        if (!after.includes(t)) continue;
        const weights = theta.slice(1).map(Math.abs);
        const below = (bound: number): number => weights.filter((weight) => weight < bound).length;
        const above = penalised(train, theta, l1) - lowest;
        lines.push(row([lines.length === 0 ? name : "", t, below(Number.MIN_VALUE), below(0.01), small(above)], 12, 14));
      }
      return lines;
    }),
  ];
}

/** Where the proximal step ends at several rates: with the threshold ηλ₁, and with λ₁. */
function rates(): readonly string[] {
  const l1 = 0.3;
  const lowest = penalised(train, lasso(train, [l1], 1e-9)[0]!.theta, l1);
  const end = (rate: number, threshold: number): readonly (string | number)[] => {
    let theta = zerosFor(train);
    for (let step = 0; step < 20_000; step++) theta = proximalStep(theta, gradient(theta), rate, threshold);
    return [32 - counts(theta)[0] - counts(theta)[1], small(Math.max(penalised(train, theta, l1) - lowest, 0))];
  };
  return [
    row(["η", "zeros, ηλ₁", "above", "zeros, λ₁", "above"], 13, 8),
    ...[1, 0.5, 0.1, 0.02].map((share) => {
      const rate = share / curvature;
      return row([two(rate), ...end(rate, rate * l1), ...end(rate, l1)], 13, 8);
    }),
  ];
}

/** The conditions' largest violation, and how far the penalised loss is above its lowest value. */
function gap(): readonly string[] {
  const l1 = 0.3;
  const lowest = penalised(train, lasso(train, [l1], 1e-9)[0]!.theta, l1);
  let theta = zerosFor(train);
  const lines: string[] = [];
  for (let step = 0; step <= 300; step++) {
    const slopes = gradient(theta);
    if ([0, 1, 3, 10, 30, 100, 300].includes(step)) {
      const above = small(Math.max(penalised(train, theta, l1) - lowest, 0));
      const used = counts(theta);
      lines.push(row([step, used[0] + used[1], small(gapOf(theta, slopes, l1)), above], 18, 8));
    }
    theta = proximalStep(theta, slopes, 1 / curvature, l1 / curvature);
  }
  return [row(["steps", "weights not 0", "gap", "above the lowest J"], 18, 8), ...lines];
}

/** The steps of a whole path, from the solution before and from zeros. */
function warm(): readonly string[] {
  const lambdas = lambdasFor(train, 40, 0.01);
  const line = (name: string, found: readonly { steps: number }[]): string => {
    const steps = found.map((each) => each.steps);
    return row([name, steps.reduce((sum, each) => sum + each, 0), Math.max(...steps)], 12, 22);
  };
  return [
    row(["", "all steps", "most for a λ₁"], 14, 22).replace("     all", "   all"),
    line("from the one before", lasso(train, lambdas)),
    line("from zeros", lasso(train, lambdas, 1e-3, false)),
  ];
}

const lambdas = lambdasFor(train, 40, 0.01);
const solved = lasso(train, lambdas).map(({ theta }) => theta);
const best = chosenBy(validation, solved);

function path(): readonly string[] {
  return [
    row(["λ₁", "columns", "shuffled", "train", "other rows"], 12, 8),
    ...[0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 39].map((i) => {
      const theta = solved[i]!;
      return row(
        [two(lambdas[i]!), ...counts(theta), missBy(train, theta).toFixed(3), missBy(validation, theta).toFixed(3)],
        12,
        8,
      );
    }),
  ];
}

/** In the order in which they leave 0: how many columns before the first shuffled one, over 20 seeds. */
async function order(): Promise<readonly string[]> {
  const before: number[] = [];
  const times = new Map<string, number>();
  for (let seed = 0; seed < 20; seed++) {
    const { train } = await wages(seed);
    const grid = lambdasFor(train, 60, 0.05);
    const found = lasso(train, grid, 3e-3);
    const last = found.findIndex(({ theta }) => counts(theta)[1] > 0);
    const { theta } = found[last === -1 ? found.length - 1 : last - 1]!;
    before.push(counts(theta)[0]);
    for (const [j, name] of train.names.entries())
      if (theta[j + 1] !== 0) times.set(name, (times.get(name) ?? 0) + 1);
  }
  const often = [...times].toSorted((a, b) => b[1] - a[1]);
  return [
    `columns before the first shuffled one: ${mean(before).toFixed(1)} (${Math.min(...before)} to ${Math.max(...before)})`,
    ...often.map(([name, count]) => row([name, count], 6, 16)),
  ];
}

/** How far predictions miss on rows that were used for nothing else, over 20 draws of 100 rows to train on. */
async function splits(): Promise<readonly string[]> {
  const all: Record<string, number[]> = {};
  const used: (readonly [number, number])[] = [];
  for (let seed = 0; seed < 20; seed++) {
    const { train, validation, test } = await wages(seed, 100);
    const one = lasso(train, lambdasFor(train, 25, 0.02), 1e-2).map(({ theta }) => theta);
    const square = Array.from({ length: 25 }, (_, i) => ridge(train, 30 * 1e-3 ** (i / 24)));
    const sparse = chosenBy(validation, one);
    used.push(counts(sparse));
    const level = mean(train.y);
    const found = {
      "the mean wage": zerosFor(train).map((_, j) => (j === 0 ? level : 0)),
      "least squares": ridge(train, 1e-6),
      "L2": chosenBy(validation, square),
      "L1": sparse,
    };
    for (const [name, theta] of Object.entries(found)) (all[name] ??= []).push(missBy(test, theta));
  }
  const [columns, decoys] = [0, 1].map((i) => mean(used.map((each) => each[i]!)).toFixed(1));
  return [
    row(["", "mean", "lowest", "highest"], 10, 16),
    ...Object.entries(all).map(([name, list]) =>
      row([name, ...[mean(list), Math.min(...list), Math.max(...list)].map((each) => each.toFixed(2))], 10, 16),
    ),
    `L1 keeps ${columns} columns and ${decoys} shuffled ones`,
  ];
}

/** Steps to a gap of 0.001 for one λ₁, with heavy-ball momentum in place of plain descent. */
function faster(): readonly string[] {
  const l1 = 0.05;
  return [
    row(["β", "steps"], 8, 6),
    ...[0, 0.5, 0.8, 0.9, 0.95].map((beta) => {
      let [theta, velocity] = [zerosFor(train), zerosFor(train)];
      let steps = 0;
      for (; steps < 20_000; steps++) {
        const slopes = gradient(theta);
        if (gapOf(theta, slopes, l1) <= 1e-3) break;
        velocity = velocity.map((each, j) => beta * each + slopes[j]!);
        theta = proximalStep(theta, velocity, 1 / curvature, l1 / curvature);
      }
      return row([beta, steps], 8, 6);
    }),
  ];
}

const drawn = (): string => {
  const marked = lambdas[solved.indexOf(best)]!;
  return opening(
    { title: "", symbol: "λ₁", names: train.names, lambdas, thetas: solved, marked },
    {
      lambdas,
      marked,
      train: solved.map((theta) => missBy(train, theta)),
      validation: solved.map((theta) => missBy(validation, theta)),
    },
  );
};

const tables = { scalar, tangle, ridge: ridges, adam: adams, zeros, rates, gap, warm, path, order, splits, faster };
const asked = process.argv.slice(2);
if (asked.includes("opening")) process.stdout.write(drawn());
else
  for (const [name, table] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${(await table()).join("\n")}\n`);

/*
 * The tables of this lab's lesson, computed by the course's packages. Nothing here is yours.
 *
 * Run it in this folder: npm run figures            all tables
 *                        npm run figures -- zeros   one of them: scalar, tangle, adam, zeros, rates, gap, warm, path, order, splits, faster, twins
 *                        npm run -s figures -- opening > opening.svg
 */
import { columns, printTables } from "@downhill/grader/tables";
import { foldIn, key, randomBits } from "@downhill/tensor";
import * as measure from "./measure.ts";
import { opening } from "./picture.ts";
import { gradientOf, lambdasFor, largestCurvature, lossOf } from "./provided/regression.ts";
import { real, type Regression, wages } from "./provided/wages.ts";

const { after, away, countsOf, lasso, mean, missBy, penalisedStep, proximalStep, ridge, zerosFor } = measure;
const row = columns(10, 14);
const two = (value: number): string => String(Number(value.toPrecision(2)));
/** A difference that should be small, by its power of ten. */
const small = (value: number): string => (value < 1e-11 ? "0" : value.toExponential(0));
const { train, validation } = await wages(1);
const curvature = largestCurvature(train);
const zeroed = zerosFor(train);
/** The λ₁ of the tables about single steps, and how far J + R is above its lowest value there. */
const l1 = 0.3;
const lowest = measure.penalised(train, lasso(train, [l1], 1e-9)[0]!.theta, l1);
const above = (theta: readonly number[]): string => small(measure.penalised(train, theta, l1) - lowest);

/** The lowest point of ½(w − a)² with each penalty. */
function scalar(): readonly string[] {
  const tried = [-3, -1, -0.5, 0, 0.5, 1, 1.5, 3, 10];
  const line = (name: string, change: (a: number) => number): string =>
    row([name, ...tried.map((a) => change(a) + 0)], 7);
  return [
    line("a", (a) => a),
    line("L2, λ₂ = 1", (a) => a / 2),
    line("L1, λ₁ = 1", (a) => Math.sign(a) * Math.max(Math.abs(a) - 1, 0)),
  ];
}

/** Three columns, one of them superfluous, from two starts. */
function tangle(): readonly string[] {
  const three: Regression = { ...train, x: train.x.map((each) => each.slice(0, 4)) };
  const rate = 1 / (largestCurvature(three) + 0.1);
  const line = columns(12, 16);
  const lines = (name: string, l1: number, l2: number): readonly string[] =>
    ["0, 0, 0", "5, 5, -5"].map((start) => {
      const [theta] = after(three, [20_000], [0, ...start.split(", ").map(Number)], (at, slopes) => {
        const sums = slopes.map((slope, j) => slope + (j === 0 ? 0 : l2 * at[j]!));
        return proximalStep(at, sums, rate, rate * l1);
      });
      const weights = theta!.slice(1).map((weight) => weight.toFixed(2));
      return line([name, start, ...weights, lossOf(three)(theta!).toFixed(3)]);
    });
  return [
    line(["", "start", "education", "experience", "age", "loss"]),
    ...lines("no penalty", 0, 0),
    ...lines("L2, λ₂ = 0.1", 0, 0.1),
    ...lines("L1, λ₁ = 0.1", 0.1, 0),
  ];
}

/** Where rules end with a penalty and with decay, with all rows in each step or with eight. */
function adams(): readonly string[] {
  const strength = 0.5;
  const best = ridge(train, strength);
  const cells = (theta: readonly number[]): readonly string[] => [
    lossOf(train)(theta).toFixed(3),
    away(theta, best).toFixed(3),
  ];
  const eight = (step: number): readonly number[] =>
    Array.from(randomBits(foldIn(key(7), step), 8), (bits) => bits % train.x.length);
  const penalty = { l2: strength, decay: 0 };
  const decay = { l2: 0, decay: strength };
  const descent = { rule: "descent", rate: 0.25, steps: 1000 } as const;
  const adam = { rule: "adam", rate: 0.05, steps: 4000 } as const;
  const batches = { ...adam, rate: 0.02, steps: 6000, batch: eight };
  const line = (name: string, training: measure.Training): string => {
    const { theta, sizes } = measure.trained(train, training);
    const own = ridge(
      train,
      sizes.map((size) => size * strength),
    );
    const last = training.batch !== undefined && training.decay > 0 ? [away(theta, own).toFixed(3)] : [];
    return row([name, ...cells(theta), ...last], 14, 30);
  };
  return [
    row(["", "loss J", "from ridge", "from λ√v̂"], 14, 30),
    row(["least squares", ...cells(ridge(train, 1e-9))], 14, 30),
    row(["ridge", ...cells(best)], 14, 30),
    line("descent, penalty", { ...descent, ...penalty }),
    line("descent, decay", { ...descent, ...decay }),
    line("Adam, penalty", { ...adam, ...penalty }),
    line("Adam, decay", { ...adam, ...decay }),
    line("Adam, penalty, batches of 8", { ...batches, ...penalty }),
    line("Adam, decay, batches of 8", { ...batches, ...decay }),
  ];
}

/** What steps along a subgradient make of the weights, and what proximal steps do. */
function zeros(): readonly string[] {
  const counts = [10, 100, 1000, 10_000];
  const rate = 1 / curvature;
  const kinds: Readonly<Record<string, measure.Move>> = {
    subgradient: (theta, slopes) => penalisedStep(theta, slopes, rate, { l1 }),
    "with η/√t": (theta, slopes, t) => penalisedStep(theta, slopes, rate / Math.sqrt(t), { l1 }),
    proximal: (theta, slopes) => proximalStep(theta, slopes, rate, rate * l1),
  };
  const [start, line] = [zeroed.map(() => 0.5), columns(14, 14)];
  return [
    line(["", "steps", "exactly 0", "below 0.01", "above lowest"]),
    ...Object.entries(kinds).flatMap(([name, move]) =>
      after(train, counts, start, move).map((theta, i) => {
        const weights = theta.slice(1).map(Math.abs);
        const below = (bound: number): number => weights.filter((weight) => weight < bound).length;
        return line([i === 0 ? name : "", counts[i]!, below(Number.MIN_VALUE), below(0.01), above(theta)]);
      }),
    ),
  ];
}

/** Where proximal steps end at several rates: with the threshold ηλ₁, and with λ₁. */
function rates(): readonly string[] {
  const end = (rate: number, threshold: number): readonly (string | number)[] => {
    const [theta] = after(train, [6000], zeroed, (at, slopes) => proximalStep(at, slopes, rate, threshold));
    const [columns, shuffled] = countsOf(theta!);
    return [32 - columns - shuffled, above(theta!)];
  };
  return [
    row(["η", "zeros, ηλ₁", "above", "zeros, λ₁", "above"], 13, 8),
    ...[1, 0.5, 0.1].map((share) => {
      const rate = share / curvature;
      return row([two(rate), ...end(rate, rate * l1), ...end(rate, l1)], 13, 8);
    }),
  ];
}

/** The optimality gap along ISTA, and how far J + R is above its lowest value. */
function gap(): readonly string[] {
  const counts = [0, 1, 3, 10, 30, 100, 300];
  const found = after(train, counts, zeroed, (theta, slopes) =>
    proximalStep(theta, slopes, 1 / curvature, l1 / curvature),
  );
  return [
    row(["steps", "weights not 0", "gap", "above lowest"], 16, 8),
    ...found.map((theta, i) => {
      const [columns, shuffled] = countsOf(theta);
      const G = measure.gapOf(theta, gradientOf(train)(theta), l1);
      return row([counts[i]!, columns + shuffled, small(G), above(theta)], 16, 8);
    }),
  ];
}

const lambdas = lambdasFor(train, 40, 0.01);
const solved = lasso(train, lambdas);
const thetas = solved.map(({ theta }) => theta);
const marked = lambdas[thetas.indexOf(measure.chosenBy(validation, thetas))]!;

/** The steps of a whole path, from the solution before and from zeros. */
function warm(): readonly string[] {
  const line = (name: string, found: readonly measure.Found[]): string => {
    const steps = found.map((each) => each.steps);
    return row([name, steps.reduce((sum, each) => sum + each, 0), Math.max(...steps)], 16, 20);
  };
  return [
    row(["each begins", "steps in all", "most for one"], 16, 20),
    line("at the last one", solved),
    line("at zeros", lasso(train, lambdas, 1e-3, false)),
  ];
}

const path = (): readonly string[] => [
  row(["λ₁", "columns", "shuffled", "trained on", "others"], 12, 8),
  ...[0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 39].map((i) => {
    const misses = [train, validation].map((rows) => missBy(rows, thetas[i]!).toFixed(3));
    return row([two(lambdas[i]!), ...countsOf(thetas[i]!), ...misses], 12, 8);
  }),
];

/** The columns that have a weight just before the first shuffled one gets one, over 20 seeds and two numbers of rows. */
async function order(): Promise<readonly string[]> {
  const sizes = [150, 334];
  const used = await Promise.all(sizes.map(measure.beforeShuffled));
  const ranges = used.map((seeds) => {
    const counts = seeds.map((names) => names.length);
    return `${mean(counts).toFixed(1)} (${Math.min(...counts)}–${Math.max(...counts)})`;
  });
  const times = train.names.slice(0, real).map((name) => {
    const counts = used.map((seeds) => seeds.filter((names) => names.includes(name)).length);
    return [name, ...counts] as const;
  });
  return [
    row(["rows", ...sizes], 14, 16),
    row(["columns first", ...ranges], 14, 16),
    ...times.toSorted((a, b) => b[2]! - a[2]!).map((cells) => row(cells, 14, 16)),
  ];
}

/** How far predictions miss on rows that were used for nothing else, over 20 seeds. */
async function splits(): Promise<readonly string[]> {
  const found = await measure.compared(20);
  return [
    row(["", "mean", "lowest", "highest", "columns", "shuffled", "beats l. s."], 13, 16),
    ...Object.entries(found).map(([name, seeds]) => {
      const misses = seeds.map(({ miss }) => miss);
      const counts = [0, 1].map((i) => mean(seeds.map(({ used }) => used[i]!)).toFixed(1));
      const range = [mean(misses), Math.min(...misses), Math.max(...misses)].map((miss) => miss.toFixed(2));
      const wins = misses.filter((miss, seed) => miss < found["least squares"]![seed]!.miss).length;
      return row([name, ...range, ...counts, wins], 13, 16);
    }),
  ];
}

/** Proximal steps with momentum, as a sum of gradients and as their mean: the gap after 2,000 steps, and the steps to 0.001. */
function faster(): readonly string[] {
  const end = (beta: number, share: number): readonly string[] => {
    const { gap, steps } = measure.withMomentum(train, beta, share, 0.05);
    return [gap.toFixed(3), steps === undefined ? "–" : String(steps)];
  };
  return [
    row(["β", "sum: gap", "steps", "mean: gap", "steps"], 11, 6),
    ...[0, 0.3, 0.6, 0.8, 0.9].map((beta) => row([beta, ...end(beta, 1), ...end(beta, 1 - beta)], 11, 6)),
  ];
}

/** How each penalty divides the weight of education between the column and a copy of it. */
function twins(): readonly string[] {
  return [
    row(["factor", "", "education", "its copy"], 11, 8),
    ...[1, 1.01].flatMap((factor) => {
      const x = train.x.map((each) => [...each.slice(0, 17), factor * each[1]!]);
      const found = { L1: lasso({ ...train, x }, [0.1], 1e-5)[0]!.theta, L2: ridge({ ...train, x }, 0.1) };
      return Object.entries(found).map(([name, theta]) =>
        row([factor, name, theta[1]!.toFixed(3), theta.at(-1)!.toFixed(3)], 11, 8),
      );
    }),
  ];
}

const basics = { scalar, tangle, adam: adams, zeros, rates, gap };
const tables = { ...basics, warm, path, order, splits, faster, twins };
await printTables(tables, {
  opening: () => {
    const [missed, others] = [train, validation].map((rows) => thetas.map((theta) => missBy(rows, theta)));
    return opening(
      { title: "", symbol: "λ₁", names: train.names, lambdas, thetas, marked },
      { lambdas, marked, train: missed!, validation: others! },
    );
  },
});

/*
 * The tables of this lab's lesson, computed by the course's packages. Nothing here is yours.
 *
 * Run it in this folder: npm run figures              all tables
 *                        npm run figures -- plan      one of them
 *                        npm run -s figures -- opening > opening.svg
 *                        npm run figures -- record    trains again: some minutes
 */
import { columns, printTables } from "@downhill/grader/tables";
import { key } from "@downhill/tensor";
import { halving, int, logUniform, random, search, type Strategy, uniform } from "@downhill/train/search";
import { opening } from "./opening.ts";
import { type Curve, kept, marks, record, sweptDecays, sweptRates } from "./provided/trials.ts";

const row = columns(9, 14);
const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
const deviation = (list: readonly number[]): number => {
  const middle = mean(list);
  return Math.sqrt(list.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (list.length - 1));
};
/** The value below which this share of a list lies. */
const quantile = (list: readonly number[], share: number): number =>
  list.toSorted((a, b) => a - b)[Math.round(share * (list.length - 1))]!;
const at = (epochs: number): number => {
  const place = marks.indexOf(epochs as (typeof marks)[number]);
  if (place < 0) throw new Error(`nothing was measured after ${epochs} epochs`);
  return place;
};
/** The validation loss after some epochs, infinite where the training diverged. */
const after = ({ validation }: Curve, epochs: number): number => validation[at(epochs)] ?? Infinity;
const tested = ({ test }: Curve, epochs: number): number => test[at(epochs)] ?? Infinity;

const { pool, grids, rates, decays, fitted, seeds, suggestions, suggested } = kept();

/** E25: the loss on the images learned from and on others, by the decay, after 27 epochs. */
function parameters(): readonly string[] {
  return [
    row(["decay", ...sweptDecays], 8, 12),
    row(["learned from", ...fitted.map((all) => mean(all as number[]).toFixed(2))], 8, 12),
    row(["validation", ...decays.map((all) => mean(all.map((each) => after(each, 27))).toFixed(2))], 8, 12),
  ];
}

/** E26: the validation loss after 6 epochs by the rate, and how many epochs it takes to 0.8. */
function training(): readonly string[] {
  const some = sweptRates.map((rate, i) => [rate, rates[i]!] as const).filter((_, i) => i % 2 === 0);
  const enough = (all: readonly Curve[]): string => {
    const mark = marks.find((epochs) => epochs <= 6 && mean(all.map((each) => after(each, epochs))) <= 0.8);
    return mark === undefined ? "–" : String(mark);
  };
  return [
    row(["rate", ...some.map(([rate]) => Number(rate.toPrecision(2)))], 9, 14),
    row(
      ["loss after 6", ...some.map(([, all]) => mean(all.map((each) => after(each, 6))).toFixed(2))],
      9,
      14,
    ),
    row(["epochs to 0.8", ...some.map(([, all]) => enough(all))], 9, 14),
  ];
}

/** How far the best place of one hyper-parameter is from the nearest of 64 trials, as a share of its range. */
function distance(): readonly string[] {
  const places = Array.from({ length: 2001 }, (_, i) => 0.2 + (0.6 * i) / 2000);
  const nearest = (values: readonly number[]): number =>
    mean(places.map((place) => Math.min(...values.map((value) => Math.abs(value - place)))));
  const drawn = (seed: number): number[] => {
    const [bracket] = random({ trials: 64 }).brackets({ x: uniform(0, 1) }, key(seed));
    return bracket!.configurations.map(({ x }) => x);
  };
  const byChance = mean(Array.from({ length: 50 }, (_, seed) => nearest(drawn(seed))));
  const all = [1, 2, 3, 6].map((count) => {
    const points = Math.round(64 ** (1 / count));
    return [count, points, nearest(Array.from({ length: points }, (_, i) => (i + 0.5) / points))] as const;
  });
  return [
    row(["hyper-parameters", ...all.map(([count]) => count)], 8, 18),
    row(["values of each", ...all.map(([, points]) => points)], 8, 18),
    row(["grid", ...all.map(([, , far]) => far.toFixed(4))], 8, 18),
    row(["random", ...all.map(() => byChance.toFixed(4))], 8, 18),
  ];
}

/** How many of 1,000 drawn rates are below some bounds. */
function scale(): readonly string[] {
  const bounds = [0.001, 0.01, 0.1, 0.5, 1];
  const line = (name: string, range: ReturnType<typeof uniform>): string => {
    const [bracket] = random({ trials: 1000 }).brackets({ rate: range }, key(0));
    const values = bracket!.configurations.map(({ rate }) => rate);
    return row([name, ...bounds.map((bound) => values.filter((value) => value < bound).length)], 8, 14);
  };
  return [
    row(["rates below", ...bounds], 8, 14),
    line("uniform", uniform(1e-4, 1)),
    line("log-uniform", logUniform(1e-4, 1)),
  ];
}

/** The package's search among the trainings of the pool: what it chose, and what it spent. */
async function searched(strategy: Strategy, seed: number) {
  const found = await search(
    { training: int(0, pool.length - 1) },
    ({ training }, { budget }) => after(pool[training]!, budget),
    { strategy, seed },
  );
  const last = Math.max(...found.trials.map(({ budget }) => budget));
  const best = found.trials.find(({ budget, metric }) => budget === last && metric !== undefined)!;
  return { epochs: last, spent: found.spent, loss: best.metric!, curve: pool[best.configuration.training]! };
}
const repeats = 200;
async function repeated(strategy: Strategy) {
  const all: Awaited<ReturnType<typeof searched>>[] = [];
  for (let seed = 0; seed < repeats; seed++) all.push(await searched(strategy, seed));
  return all;
}
const spread = (losses: readonly number[]): string[] => [
  mean(losses).toFixed(3),
  quantile(losses, 0.1).toFixed(3),
  quantile(losses, 0.9).toFixed(3),
];

/** The same budget of 162 epochs for few trials or for many. */
async function split(): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const trials of [81, 54, 27, 18, 9, 6]) {
    const epochs = 162 / trials;
    const all = await repeated(random({ trials, budget: epochs }));
    lines.push(row([trials, epochs, ...spread(all.map(({ curve }) => tested(curve, epochs)))], 9, 8));
  }
  return [row(["trials", "epochs", "mean", "10 %", "90 %"], 9, 8), ...lines];
}

/** What the rungs of 27 trials cost, if trials continue and if each rung begins anew. */
function plan(): readonly string[] {
  const [bracket] = halving({ trials: 27, total: 162, factor: 3 }).brackets({ x: uniform(0, 1) }, key(0));
  const { rungs } = bracket!;
  const more = rungs.map(({ budget }, k) => budget - (rungs[k - 1]?.budget ?? 0));
  const sum = (costs: readonly number[]): number => costs.reduce((all, cost) => all + cost, 0);
  const continued = rungs.map(({ trials }, k) => trials * more[k]!);
  const anew = rungs.map(({ trials, budget }) => trials * budget);
  return [
    row(["rung", ...rungs.map((_, k) => k), "sum"], 8, 14),
    row(["trials", ...rungs.map(({ trials }) => trials)], 8, 14),
    row(["epochs more", ...more], 8, 14),
    row(["epochs in all", ...rungs.map(({ budget }) => budget)], 8, 14),
    row(["cost", ...continued, sum(continued)], 8, 14),
    row(["if anew", ...anew, sum(anew)], 8, 14),
  ];
}

/** How well the order after a few epochs foretells the order after 27. */
function ranks(): readonly string[] {
  const finite = pool.filter((each) => Number.isFinite(after(each, 27)));
  const few = [1, 2, 5, 12, 18];
  const places = (epochs: number): number[] => {
    const order = finite
      .map((_, i) => i)
      .toSorted((a, b) => after(finite[a]!, epochs) - after(finite[b]!, epochs));
    const place = order.map(() => 0);
    order.forEach((i, rank) => (place[i] = rank));
    return place;
  };
  const last = places(27);
  const correlation = (epochs: number): number => {
    const now = places(epochs);
    const n = now.length;
    return 1 - (6 * now.reduce((sum, rank, i) => sum + (rank - last[i]!) ** 2, 0)) / (n * (n * n - 1));
  };
  const count = Math.round(finite.length / 20);
  const kept = (epochs: number): number => {
    const now = places(epochs);
    return last.filter((rank, i) => rank < count && now[i]! < finite.length / 3).length;
  };
  return [
    row(["epochs", ...few], 8, 18),
    row(["rank correlation", ...few.map((epochs) => correlation(epochs).toFixed(2))], 8, 18),
    row([`of the best ${count}`, ...few.map(kept)], 8, 18),
  ];
}

/** One budget of 162 epochs, four methods: the loss on the test set of what each of them chose. */
async function methods(): Promise<readonly string[]> {
  const lines: string[] = [];
  const line = (name: string, spent: number, epochs: number, losses: readonly number[]): number =>
    lines.push(row([name, spent, epochs, ...spread(losses)], 9, 22));
  const best = (all: readonly Curve[]): Curve =>
    all.reduce((one, other) => (after(other, 6) < after(one, 6) ? other : one));
  line(
    "grid 3 × 3 × 3",
    162,
    6,
    grids.map((all) => tested(best(all), 6)),
  );
  const strategies: readonly (readonly [string, Strategy])[] = [
    ["random, 27", random({ trials: 27, budget: 6 })],
    ["random, 9", random({ trials: 9, budget: 18 })],
    ["halving, 27, by 3", halving({ trials: 27, total: 162, factor: 3 })],
    ["halving, 16, by 4", halving({ trials: 16, total: 162, factor: 4 })],
  ];
  for (const [name, strategy] of strategies) {
    const all = await repeated(strategy);
    line(
      name,
      all[0]!.spent,
      all[0]!.epochs,
      all.map(({ curve, epochs }) => tested(curve, epochs)),
    );
  }
  for (const epochs of [6, 27])
    line(
      "range test",
      6.4 + epochs,
      epochs,
      suggested.map((each) => tested(each, epochs)),
    );
  return [row(["", "epochs", "longest", "mean", "10 %", "90 %"], 9, 22), ...lines];
}

/** The twelve best configurations of the pool after 6 epochs: their loss there, and from six other seeds. */
function luck(): readonly string[] {
  const best = pool.toSorted((a, b) => after(a, 6) - after(b, 6)).slice(0, 12);
  const again = seeds.map((all) => all.map((each) => after(each, 6)));
  return [
    row(["rank", ...best.map((_, i) => i + 1)], 7, 12),
    row(["then", ...best.map((each) => after(each, 6).toFixed(3))], 7, 12),
    row(["mean of 6", ...again.map((all) => mean(all).toFixed(3))], 7, 12),
    row(["deviation", ...again.map((all) => deviation(all).toFixed(3))], 7, 12),
  ];
}

/** The suggestions of six range tests. */
const tests = (): readonly string[] => [row(["seed", 0, 1, 2, 3, 4, 5]), row(["rate", ...suggestions])];

const tables = {
  parameters,
  training,
  distance,
  scale,
  split,
  plan,
  ranks,
  methods,
  luck,
  tests,
};
await printTables(tables, { opening, record });

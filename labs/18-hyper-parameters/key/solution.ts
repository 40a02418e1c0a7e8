import { randomOf, seedOf } from "../provided/random.ts";

/** The value of a hyper-parameter. */
export type Value = number | string;
/** A value for each hyper-parameter, by its name. */
export type Configuration = Readonly<Record<string, Value>>;

/** Where the values of a hyper-parameter are drawn from. */
export type Range =
  | { readonly kind: "uniform" | "log-uniform" | "whole"; readonly low: number; readonly high: number }
  | { readonly kind: "choice"; readonly values: readonly Value[] };
export type Ranges = Readonly<Record<string, Range>>;

/** A training that can be continued. */
export interface Training {
  /** Trains on so many further images, from where it is; then gives the loss on the validation set. */
  train(images: number): Promise<number>;
  /** The loss on the test set, as the training is now. */
  test(): Promise<number>;
}
/** Begins a training of a configuration at the random start of a seed; it has not seen an image yet. */
export type Start = (configuration: Configuration, seed: number) => Training;

/** How to search: how many trials, how many images all of them together may see, and the seed of the search. */
export interface Settings {
  readonly trials: number;
  readonly budget: number;
  readonly seed: number;
}
/** What became of a trial. */
export interface Trial {
  readonly configuration: Configuration;
  readonly seed: number;
  /** How many images it has seen in all. */
  readonly images: number;
  /** The loss on the validation set after them. */
  readonly loss: number;
}
/** A round of successive halving: so many trials see so many further images each. */
export interface Rung {
  readonly trials: number;
  readonly images: number;
}
/** The test losses of a chosen configuration, their mean, and their standard deviation. */
export interface Report {
  readonly configuration: Configuration;
  readonly losses: readonly number[];
  readonly mean: number;
  readonly deviation: number;
}

/** All combinations of the values; the last name varies fastest. */
export function grid(values: Readonly<Record<string, readonly Value[]>>): Configuration[] {
  // #task grid
  return Object.entries(values).reduce<Configuration[]>(
    (rows, [name, list]) => rows.flatMap((row) => list.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );
  // #end
}

/** A configuration drawn at random: one call of `random` for each name, in their order. */
export function draw(ranges: Ranges, random: () => number): Configuration {
  // #task draw
  const valueOf = (range: Range, u: number): Value => {
    if (range.kind === "choice") return range.values[Math.floor(u * range.values.length)]!;
    const { kind, low, high } = range;
    if (kind === "uniform") return low + (high - low) * u;
    if (kind === "log-uniform") return low * (high / low) ** u;
    return low + Math.floor(u * (high - low + 1));
  };
  return Object.fromEntries(Object.entries(ranges).map(([name, range]) => [name, valueOf(range, random())]));
  // #end
}

/** Random search: each trial gets the same share of the budget; they are returned in the order of their numbers. */
export async function randomSearch(ranges: Ranges, start: Start, settings: Settings): Promise<Trial[]> {
  // #task random
  const { trials, budget, seed: search } = settings;
  const images = Math.floor(budget / trials);
  if (images < 1) throw new RangeError("randomSearch: the budget is too small for so many trials");
  const found: Trial[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const seed = seedOf(search, trial);
    const configuration = draw(ranges, randomOf(seed));
    const loss = await start(configuration, seed).train(images);
    found.push({ configuration, seed, images, loss });
  }
  return found;
  // #end
}

/** The rungs of successive halving, each with the same share of the budget. */
export function rungs(settings: {
  readonly trials: number;
  readonly budget: number;
  readonly factor: number;
}): Rung[] {
  // #task rungs
  const { trials, budget, factor } = settings;
  const counts = [trials];
  while (Math.floor(counts.at(-1)! / factor) > 1) counts.push(Math.floor(counts.at(-1)! / factor));
  const all = counts.map((count) => ({
    trials: count,
    images: Math.floor(budget / (counts.length * count)),
  }));
  if (all[0]!.images < 1) throw new RangeError("rungs: the budget is too small for so many trials");
  return all;
  // #end
}

/** Successive halving: the better ones of each rung continue in the next; the best trial is returned first. */
export async function halving(
  ranges: Ranges,
  start: Start,
  settings: Settings & { readonly factor: number },
): Promise<Trial[]> {
  // #task halving
  const { trials, seed: search } = settings;
  const plan = rungs(settings);
  let racing = Array.from({ length: trials }, (_, trial) => {
    const seed = seedOf(search, trial);
    const configuration = draw(ranges, randomOf(seed));
    return { configuration, seed, images: 0, loss: NaN };
  });
  const trainings = new Map(racing.map((trial) => [trial, start(trial.configuration, trial.seed)]));
  const order: Trial[] = [];
  for (const [rung, { images }] of plan.entries()) {
    for (const trial of racing) {
      trial.loss = await trainings.get(trial)!.train(images);
      trial.images += images;
    }
    const worth = ({ loss }: Trial): number => (Number.isFinite(loss) ? loss : Number.MAX_VALUE);
    const ranked = racing.toSorted((a, b) => worth(a) - worth(b));
    racing = ranked.slice(0, plan[rung + 1]?.trials ?? 0);
    order.unshift(...ranked.slice(racing.length));
  }
  return order;
  // #end
}

/** Chooses by the validation losses, trains the chosen configuration again from other seeds, and tests it. */
export async function report(
  trials: readonly Trial[],
  start: Start,
  settings: { readonly images: number; readonly seeds: readonly number[] },
): Promise<Report> {
  // #task report
  const { images, seeds } = settings;
  const most = Math.max(...trials.map((trial) => trial.images));
  const compared = trials.filter((trial) => trial.images === most && Number.isFinite(trial.loss));
  if (compared.length === 0) throw new RangeError("report: there is no trial to choose");
  const { configuration } = compared.reduce((best, trial) => (trial.loss < best.loss ? trial : best));
  const losses: number[] = [];
  for (const seed of seeds) {
    const training = start(configuration, seed);
    await training.train(images);
    losses.push(await training.test());
  }
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  const squares = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0);
  return { configuration, losses, mean, deviation: Math.sqrt(squares / (losses.length - 1)) };
  // #end
}

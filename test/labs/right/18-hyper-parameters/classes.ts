// Trials are objects of a class with getters and private fields; draws come from a table of kinds.
import { randomOf, seedOf } from "../provided/random.ts";

type Value = number | string;
type Range = { kind: string; low?: number; high?: number; values?: readonly Value[] };
type Ranges = Record<string, Range>;
type Start = (
  configuration: Record<string, Value>,
  seed: number,
) => { train(images: number): Promise<number>; test(): Promise<number> };

export class Grid {
  static of(values: Record<string, readonly Value[]>): Record<string, Value>[] {
    const [first, ...rest] = Object.keys(values);
    if (first === undefined) return [{}];
    const others = Grid.of(Object.fromEntries(rest.map((name) => [name, values[name]!])));
    return values[first]!.flatMap((value) => others.map((other) => ({ [first]: value, ...other })));
  }
}
export const grid = Grid.of;

const kinds: Record<string, (range: Range, u: number) => Value> = {
  uniform: ({ low, high }, u) => low! + u * (high! - low!),
  "log-uniform": ({ low, high }, u) => Math.pow(10, Math.log10(low!) + u * Math.log10(high! / low!)),
  whole: ({ low, high }, u) => low! + Math.trunc(u * (1 + high! - low!)),
  choice: ({ values }, u) => values!.at(Math.trunc(u * values!.length))!,
};
export function draw(ranges: Ranges, random: () => number) {
  const configuration: Record<string, Value> = {};
  for (const [name, range] of Object.entries(ranges))
    configuration[name] = kinds[range.kind]!(range, random());
  return configuration;
}

class Trial {
  readonly #training;
  readonly configuration;
  readonly seed;
  #images = 0;
  #loss = NaN;
  constructor(ranges: Ranges, start: Start, search: number, number: number) {
    this.seed = seedOf(search, number);
    this.configuration = draw(ranges, randomOf(this.seed));
    this.#training = start(this.configuration, this.seed);
  }
  get images() {
    return this.#images;
  }
  get loss() {
    return this.#loss;
  }
  async train(images: number) {
    this.#loss = await this.#training.train(images);
    this.#images += images;
    return this;
  }
  isBefore(other: Trial): boolean {
    return Number.isFinite(this.loss) && !(this.loss >= other.loss && Number.isFinite(other.loss));
  }
  static compare = (a: Trial, b: Trial): number => {
    if (!Number.isFinite(a.loss) && !Number.isFinite(b.loss)) return 0;
    if (a.loss === b.loss) return 0;
    return a.isBefore(b) ? -1 : 1;
  };
}
const trialsOf = (ranges: Ranges, start: Start, count: number, search: number) =>
  [...Array(count).keys()].map((number) => new Trial(ranges, start, search, number));

export async function randomSearch(ranges: Ranges, start: Start, settings: any) {
  const images = (settings.budget - (settings.budget % settings.trials)) / settings.trials;
  if (images < 1) throw new RangeError("too many trials");
  return Promise.all(trialsOf(ranges, start, settings.trials, settings.seed).map((trial) => trial.train(images)));
}

class Rung {
  readonly #plan: { budget: number; count: number };
  readonly trials: number;
  constructor(trials: number, plan: { budget: number; count: number }) {
    this.trials = trials;
    this.#plan = plan;
  }
  get images() {
    return Math.floor(this.#plan.budget / (this.#plan.count * this.trials));
  }
}
export function rungs({ trials, budget, factor }: any) {
  const plan = { budget, count: 0 };
  const all: Rung[] = [];
  for (let left = trials; plan.count === 0 || left > 1; left = Math.floor(left / factor)) {
    plan.count++;
    all.push(new Rung(left, plan));
  }
  if (all[0]!.images < 1) throw new RangeError("too small a budget");
  return all;
}

export async function halving(ranges: Ranges, start: Start, settings: any) {
  const plan = rungs(settings);
  let order = trialsOf(ranges, start, settings.trials, settings.seed);
  for (const { trials, images } of plan) {
    const racing = await Promise.all(order.slice(0, trials).map((trial) => trial.train(images)));
    order = [...racing.sort(Trial.compare), ...order.slice(trials)];
  }
  return order;
}

class Report {
  readonly configuration;
  readonly losses: number[];
  constructor(configuration: Record<string, Value>, losses: number[]) {
    this.configuration = configuration;
    this.losses = losses;
  }
  get mean() {
    return this.losses.reduce((a, b) => a + b) / this.losses.length;
  }
  get deviation() {
    const { mean } = this;
    return Math.hypot(...this.losses.map((loss) => loss - mean)) / Math.sqrt(this.losses.length - 1);
  }
}
export async function report(trials: any[], start: Start, { images, seeds }: any) {
  const longest = trials.reduce((most, trial) => Math.max(most, trial.images), 0);
  const [best] = trials
    .filter((trial) => trial.images === longest && Number.isFinite(trial.loss))
    .toSorted((a, b) => a.loss - b.loss);
  if (!best) throw new RangeError("no trial");
  const losses = [];
  for (const seed of seeds as number[]) {
    const training = start(best.configuration, seed);
    await training.train(images);
    losses.push(await training.test());
  }
  return new Report(best.configuration, losses);
}

// Parts of one's own: a generic product, closures for the kinds of ranges, trials that know how to continue, a sorted insertion.
import { randomOf, seedOf } from "../provided/random.ts";
type Configuration = any;
type Range = any;
type Ranges = any;
type Rung = any;
type Settings = any;
type Start = any;
type Trial = any;
type Training = any;
type Value = any;

const product = <T>(lists: readonly (readonly T[])[]): T[][] =>
  lists.reduce<T[][]>((all, list) => all.flatMap((one) => list.map((item) => one.concat([item]))), [[]]);
const zip = (names: readonly string[], values: readonly Value[]): Record<string, Value> => {
  const one: Record<string, Value> = {};
  names.forEach((name, i) => {
    one[name] = values[i]!;
  });
  return one;
};
export function grid(values: Readonly<Record<string, readonly Value[]>>): Record<string, Value>[] {
  const names = Object.keys(values);
  return product(Object.values(values)).map((row) => zip(names, row));
}

const sampler = (range: Range): ((u: number) => Value) => {
  if (range.kind === "choice") {
    const copy = [...range.values];
    return (u) => copy[Math.min(copy.length - 1, Math.floor(u * copy.length))]!;
  }
  const { low, high } = range;
  if (range.kind === "whole") return (u) => low + Math.min(high - low, Math.floor((1 + high - low) * u));
  const [from, to] = range.kind === "uniform" ? [low, high] : [Math.log2(low), Math.log2(high)];
  const between = (u: number): number => from * (1 - u) + to * u;
  return range.kind === "uniform" ? between : (u) => 2 ** between(u);
};
export function draw(ranges: Ranges, random: () => number): Configuration {
  const names = Object.keys(ranges);
  return zip(
    names,
    names.map((name) => sampler(ranges[name]!)(random())),
  );
}

interface Runner {
  readonly result: { -readonly [K in keyof Trial]: Trial[K] };
  readonly go: (images: number) => Promise<void>;
}
function runners(ranges: Ranges, start: Start, { trials, seed }: Settings): Runner[] {
  const all: Runner[] = [];
  while (all.length < trials) {
    const own = seedOf(seed, all.length);
    const configuration = draw(ranges, randomOf(own));
    const training: Training = start(configuration, own);
    const result = { configuration, seed: own, images: 0, loss: Infinity };
    all.push({
      result,
      go: async (images) => {
        result.loss = await training.train(images);
        result.images += images;
      },
    });
  }
  return all;
}

export async function randomSearch(ranges: Ranges, start: Start, settings: Settings): Promise<Trial[]> {
  if (settings.budget < settings.trials) throw new RangeError("more trials than images");
  const each = Math.floor(settings.budget / settings.trials);
  const all = runners(ranges, start, settings);
  for (const { go } of all) await go(each);
  return all.map(({ result }) => result);
}

export function rungs(settings: { trials: number; budget: number; factor: number }): Rung[] {
  const sizes: number[] = [];
  for (let n = settings.trials; n > 1 || sizes.length === 0; n = (n - (n % settings.factor)) / settings.factor)
    sizes.push(n);
  return sizes.map((trials) => {
    const images = Math.floor(settings.budget / (sizes.length * trials));
    if (images === 0) throw new RangeError("budget");
    return { trials, images };
  });
}

export async function halving(
  ranges: Ranges,
  start: Start,
  settings: Settings & { readonly factor: number },
): Promise<Trial[]> {
  const stages = rungs(settings);
  let order = runners(ranges, start, settings);
  for (const stage of stages) {
    const here = order.slice(0, stage.trials);
    await Promise.all(here.map(({ go }) => go(stage.images)));
    const best: Runner[] = [];
    for (const runner of here) {
      const loss = runner.result.loss;
      const place = Number.isFinite(loss)
        ? best.findIndex(({ result }) => !Number.isFinite(result.loss) || result.loss > loss)
        : -1;
      best.splice(place < 0 ? best.length : place, 0, runner);
    }
    order = best.concat(order.slice(stage.trials));
  }
  return order.map(({ result }) => ({ ...result }));
}

export async function report(
  trials: readonly Trial[],
  start: Start,
  settings: { readonly images: number; readonly seeds: readonly number[] },
) {
  let best: Trial | undefined;
  const longest = trials.reduce((most, { images }) => Math.max(most, images), 0);
  for (const trial of trials)
    if (trial.images >= longest && Number.isFinite(trial.loss) && !(best && best.loss <= trial.loss)) best = trial;
  if (!best) throw new RangeError("there is no finite loss among the longest trials");
  const { configuration } = best;
  // Welford's running mean and sum of squares.
  const losses: number[] = [];
  let [mean, squares] = [0, 0];
  for (const seed of settings.seeds) {
    const training = start(configuration, seed);
    await training.train(settings.images);
    const loss = await training.test();
    losses.push(loss);
    const away = loss - mean;
    mean += away / losses.length;
    squares += away * (loss - mean);
  }
  return { configuration, losses, mean, deviation: Math.sqrt(squares / (losses.length - 1)) };
}

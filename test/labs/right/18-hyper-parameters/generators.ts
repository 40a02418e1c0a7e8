// Generators yield configurations, rungs and ranks; numbers come in typed arrays.
import { randomOf, seedOf } from "../provided/random.ts";
type Configuration = any;
type Range = any;
type Ranges = any;
type Settings = any;
type Start = any;
type Trial = any;
type Value = any;

function* combinations(entries: [string, readonly Value[]][]): Generator<Record<string, Value>> {
  const last = entries.at(-1);
  if (last === undefined) return void (yield {});
  const [name, list] = last;
  for (const before of combinations(entries.slice(0, -1)))
    for (const value of list) yield { ...before, [name]: value };
}
export const grid = (values: Record<string, readonly Value[]>) => [...combinations(Object.entries(values))];

function valueAt(range: Range, u: number): Value {
  switch (range.kind) {
    case "choice":
      return range.values[(u * range.values.length) | 0]!;
    case "whole":
      return Math.floor(u * (range.high - range.low + 1)) + range.low;
    case "log-uniform":
      return range.low ** (1 - u) * range.high ** u;
    default:
      return range.low + u * (range.high - range.low);
  }
}
export const draw = (ranges: Ranges, random: () => number): Configuration =>
  Object.fromEntries(
    (function* () {
      for (const [name, range] of Object.entries(ranges)) yield [name, valueAt(range, random())] as const;
    })(),
  );

function* numbered(ranges: Ranges, { trials, seed: search }: Settings) {
  for (let number = 0; number < trials; number++) {
    const seed = seedOf(search, number);
    yield { seed, configuration: draw(ranges, randomOf(seed)) };
  }
}

export async function randomSearch(ranges: Ranges, start: Start, settings: Settings): Promise<Trial[]> {
  const images = Math.floor(settings.budget / settings.trials);
  if (!(images >= 1)) throw new RangeError("budget");
  const found: Trial[] = [];
  for (const { seed, configuration } of numbered(ranges, settings)) {
    const training = start(configuration, seed);
    found.push({ images, loss: await training.train(images), seed, configuration });
  }
  return found;
}

function* counts(trials: number, factor: number): Generator<number> {
  yield trials;
  const next = Math.floor(trials / factor);
  if (next >= 2) yield* counts(next, factor);
}
export function rungs({ trials, budget, factor }: { trials: number; budget: number; factor: number }) {
  const all = Float64Array.from(counts(trials, factor));
  const plan = Array.from(all, (count) => ({ trials: count, images: Math.floor(budget / (all.length * count)) }));
  if (plan.some(({ images }) => images < 1)) throw new RangeError("budget");
  return plan;
}

export async function halving(ranges: Ranges, start: Start, settings: Settings & { factor: number }) {
  const plan = rungs(settings);
  const all = [...numbered(ranges, settings)];
  const trainings = all.map(({ configuration, seed }) => start(configuration, seed));
  const [losses, images] = [new Float64Array(all.length), new Float64Array(all.length)];
  let racing = all.map((_, i) => i);
  const out: number[][] = [];
  for (const [k, rung] of plan.entries()) {
    for (const i of racing) {
      losses[i] = await trainings[i]!.train(rung.images);
      images[i]! += rung.images;
    }
    const [good, bad] = [
      racing.filter((i) => Number.isFinite(losses[i])),
      racing.filter((i) => !Number.isFinite(losses[i])),
    ];
    racing = [...good.sort((a, b) => losses[a]! - losses[b]!), ...bad];
    out.unshift(racing.splice(plan[k + 1]?.trials ?? 0));
  }
  return out.flat().map((i) => ({ ...all[i]!, images: images[i]!, loss: losses[i]! }));
}

export async function report(
  trials: readonly Trial[],
  start: Start,
  { images, seeds }: { images: number; seeds: readonly number[] },
) {
  const finite = trials.filter(({ loss }) => Number.isFinite(loss));
  const longest = Math.max(-Infinity, ...trials.map((trial) => trial.images));
  const rivals = finite.filter((trial) => trial.images === longest);
  const lowest = Math.min(...rivals.map(({ loss }) => loss));
  const best = rivals.find(({ loss }) => loss === lowest);
  if (best === undefined) throw new RangeError("no finite loss");
  const losses = new Float64Array(seeds.length);
  for (const [i, seed] of seeds.entries()) {
    const training = start(best.configuration, seed);
    await training.train(images);
    losses[i] = await training.test();
  }
  const mean = losses.reduce((a, b) => a + b, 0) / losses.length;
  const deviation = Math.sqrt(losses.map((loss) => (loss - mean) ** 2).reduce((a, b) => a + b) / (losses.length - 1));
  return { configuration: { ...best.configuration }, losses, mean, deviation };
}

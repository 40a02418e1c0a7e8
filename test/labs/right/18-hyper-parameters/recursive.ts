// Without loops: recursion over rungs and promises in a chain; NaN is put last by a pair of keys.
import { randomOf, seedOf } from "../provided/random.ts";

type Any = any;
export const grid = (values: Any): Any[] =>
  Object.keys(values)
    .reverse()
    .reduce((rows: Any[], name) => values[name].flatMap((value: Any) => rows.map((row) => ({ [name]: value, ...row }))), [
      {},
    ]);

export const draw = (ranges: Any, random: () => number): Any => {
  const value = (range: Any): Any => {
    const u = random();
    const { kind, low, high, values } = range;
    return kind === "uniform"
      ? low + (high - low) * u
      : kind === "log-uniform"
        ? low * Math.exp(u * Math.log(high / low))
        : kind === "whole"
          ? Math.floor(low + u * (high - low + 1))
          : values[Math.floor(u * values.length)];
  };
  return Object.fromEntries(Object.keys(ranges).map((name) => [name, value(ranges[name])]));
};

const numbers = (count: number): number[] => [...new Array(count).keys()];

export const randomSearch = async (ranges: Any, start: Any, { trials, budget, seed }: Any) => {
  const images = Math.floor(budget / trials);
  if (images === 0) throw new RangeError("no images");
  return numbers(trials).reduce(async (before: Promise<Any[]>, number) => {
    const found = await before;
    const own = seedOf(seed, number);
    const configuration = draw(ranges, randomOf(own));
    return [...found, { configuration, seed: own, images, loss: await start(configuration, own).train(images) }];
  }, Promise.resolve([]));
};

export const rungs = ({ trials, budget, factor }: Any) => {
  const down = (left: number): number[] =>
    left < 2 ? [] : [left, ...down(Math.trunc(left / factor))];
  const counts = trials === 1 ? [1] : down(trials);
  if (budget < counts.length * trials) throw new RangeError("budget");
  return counts.map((count) => ({ images: Math.floor(budget / counts.length / count), trials: count }));
};

const ranked = (trials: Any[]): Any[] =>
  trials
    .map((trial, place) => ({ trial, place, bad: Number(!Number.isFinite(trial.loss)) }))
    .sort((a, b) => a.bad - b.bad || (a.bad === 0 && a.trial.loss - b.trial.loss) || a.place - b.place)
    .map(({ trial }) => trial);

export const halving = async (ranges: Any, start: Any, settings: Any) => {
  const plan = rungs(settings);
  const race = async (racing: Any[], [rung, ...rest]: Any[]): Promise<Any[]> => {
    if (rung === undefined) return racing;
    const [here, out] = [racing.slice(0, rung.trials), racing.slice(rung.trials)];
    const after = await Promise.all(
      here.map(async (trial) => ({
        ...trial,
        loss: await trial.training.train(rung.images),
        images: trial.images + rung.images,
      })),
    );
    return [...(await race(ranked(after), rest)), ...out];
  };
  const trials = numbers(settings.trials).map((number) => {
    const seed = seedOf(settings.seed, number);
    const configuration = draw(ranges, randomOf(seed));
    return { configuration, seed, images: 0, training: start(configuration, seed) };
  });
  return race(trials, plan);
};

export const report = async (trials: Any[], start: Any, { images, seeds }: Any) => {
  const [best] = ranked(
    trials.filter((trial, _, all) => all.every((other) => other.images <= trial.images)),
  );
  if (best === undefined || !Number.isFinite(best.loss)) throw new RangeError("nothing");
  const losses: number[] = await Promise.all(
    seeds.map(async (seed: number) => {
      const training = start(best.configuration, seed);
      await training.train(images);
      return training.test();
    }),
  );
  const mean = losses.reduce((a, b) => a + b) / losses.length;
  const squares = losses.map((loss) => (loss - mean) ** 2).reduce((a, b) => a + b);
  return { ...{ configuration: best.configuration, losses, mean }, deviation: (squares / (losses.length - 1)) ** 0.5 };
};

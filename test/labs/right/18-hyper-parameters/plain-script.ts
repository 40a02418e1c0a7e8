// Plain loops and indices, everything written out.
import { randomOf, seedOf } from "../provided/random.ts";

export function grid(values: any) {
  const names = Object.keys(values);
  let total = 1;
  for (const name of names) total *= values[name].length;
  const all: any[] = [];
  for (let i = 0; i < total; i++) {
    const one: any = {};
    let rest = i;
    for (let j = names.length - 1; j >= 0; j--) {
      const list = values[names[j]!];
      one[names[j]!] = list[rest % list.length];
      rest = Math.floor(rest / list.length);
    }
    all.push(one);
  }
  return all;
}

export function draw(ranges: any, random: () => number) {
  const one: any = {};
  for (const name in ranges) {
    const range = ranges[name];
    const u = random();
    if (range.kind == "choice") one[name] = range.values[Math.floor(range.values.length * u)];
    else if (range.kind == "whole") one[name] = Math.floor(range.low + (range.high + 1 - range.low) * u);
    else if (range.kind == "uniform") one[name] = (1 - u) * range.low + u * range.high;
    else one[name] = Math.exp(Math.log(range.low) * (1 - u) + Math.log(range.high) * u);
  }
  return one;
}

export async function randomSearch(ranges: any, start: any, settings: any) {
  let images = 0;
  while ((images + 1) * settings.trials <= settings.budget) images++;
  if (images == 0) throw new RangeError("no image for each");
  const all = [];
  for (let i = 0; i < settings.trials; i++) {
    const seed = seedOf(settings.seed, i);
    const configuration = draw(ranges, randomOf(seed));
    const training = start(configuration, seed);
    const loss = await training.train(images);
    all.push({ configuration, seed, images, loss });
  }
  return all;
}

export function rungs({ trials, budget, factor }: any) {
  const all = [];
  let left = trials;
  do {
    all.push({ trials: left, images: 0 });
    left = Math.floor(left / factor);
  } while (left >= 2);
  for (const rung of all) rung.images = Math.floor(budget / all.length / rung.trials);
  if (all[0]!.images == 0) throw new RangeError("too small");
  return all;
}

const before = (a: number, b: number) => {
  const [good, other] = [Math.abs(a) < Infinity, Math.abs(b) < Infinity];
  return good && other ? a < b : good && !other;
};

export async function halving(ranges: any, start: any, settings: any) {
  const plan = rungs(settings);
  let racing: any[] = [];
  for (let i = 0; i < settings.trials; i++) {
    const seed = seedOf(settings.seed, i);
    const configuration = draw(ranges, randomOf(seed));
    racing.push({ configuration, seed, images: 0, loss: NaN, training: start(configuration, seed) });
  }
  let result: any[] = [];
  for (let k = 0; k < plan.length; k++) {
    for (let i = 0; i < racing.length; i++) {
      racing[i].loss = await racing[i].training.train(plan[k]!.images);
      racing[i].images += plan[k]!.images;
    }
    // Insertion sort: an equal one stays behind.
    const sorted: any[] = [];
    for (const trial of racing) {
      let place = sorted.length;
      while (place > 0 && before(trial.loss, sorted[place - 1].loss)) place--;
      sorted.splice(place, 0, trial);
    }
    const left = k + 1 < plan.length ? plan[k + 1]!.trials : 0;
    result = [...sorted.slice(left), ...result];
    racing = sorted.slice(0, left);
  }
  return result;
}

export async function report(trials: any[], start: any, { images, seeds }: any) {
  let most = 0;
  for (const trial of trials) if (trial.images > most) most = trial.images;
  let best: any = null;
  for (const trial of trials)
    if (trial.images == most && before(trial.loss, best == null ? NaN : best.loss)) best = trial;
  if (best == null) throw new RangeError("nothing to choose");
  const losses: number[] = [];
  let mean = 0;
  for (const seed of seeds) {
    const training = start(best.configuration, seed);
    await training.train(images);
    const loss = await training.test();
    losses.push(loss);
    mean += loss / seeds.length;
  }
  let variance = 0;
  for (const loss of losses) variance += ((loss - mean) * (loss - mean)) / (seeds.length - 1);
  return { configuration: best.configuration, losses, mean, deviation: variance ** 0.5 };
}

// Everything is a stream: rates, means and points are drawn one after another.
type Range = { low: number; high: number; steps: number };

function* rising({ low, high, steps }: Range): Generator<number> {
  for (let t = 0; t < steps; t++) {
    const share = steps < 2 ? 0 : t / (steps - 1);
    yield low ** (1 - share) * high ** share;
  }
}

function* averaging(losses: Iterable<number>, beta: number): Generator<number> {
  let [m, t] = [0, 0];
  for (const loss of losses) yield (m = m * beta + loss * (1 - beta)) / (1 - Math.pow(beta, ++t));
}

export const ramp = (range: Range): number[] => [...rising(range)];
export const smoothed = (losses: readonly number[], beta: number): number[] => [...averaging(losses, beta)];

export function stopAt(means: readonly number[], growth: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const [i, mean] of means.entries()) {
    lowest = mean < lowest ? mean : lowest;
    if (Number.isNaN(mean) || mean === Infinity || mean / growth > lowest) return i;
  }
  return -1;
}

type Training = { state: readonly Float64Array[]; step(rate: number): number };
export function rangeTest(training: Training, settings: Range & { beta: number; growth: number }) {
  const before = structuredClone(training.state);
  const [rates, losses, means]: [number[], number[], number[]] = [[], [], []];
  function* stepping(): Generator<number> {
    for (const rate of rising(settings)) {
      const loss = training.step(rate);
      rates.push(rate);
      losses.push(loss);
      yield loss;
    }
  }
  try {
    for (const mean of averaging(stepping(), settings.beta)) {
      means.push(mean);
      if (stopAt(means, settings.growth) !== -1) break;
    }
  } finally {
    training.state.forEach((list, i) => list.set(before[i]!));
  }
  return { rates, losses, means };
}

function* slopes(means: readonly number[], reach: number): Generator<readonly [slope: number, i: number]> {
  const bottom = means.indexOf(means.filter((mean) => mean === mean).toSorted((a, b) => a - b)[0]!);
  for (let i = reach * 2; i <= Math.min(bottom, means.length - 1 - reach); i++) {
    let [upper, lower] = [0, 0];
    for (let k = 1; k <= reach; k++) [upper, lower] = [upper + k * means[i + k]!, lower + k * means[i - k]!];
    yield [upper - lower, i];
  }
}
export function suggestion({ rates, means }: { rates: readonly number[]; means: readonly number[] }, reach: number) {
  const falling = [...slopes(means, reach)].filter(([slope]) => slope < 0);
  const steepest = falling.toSorted(([a, i], [b, j]) => a - b || i - j)[0];
  if (!steepest) throw new RangeError("no fall");
  return rates[steepest[1]]!;
}

// Typed arrays throughout; the state is saved in one flat list; the slope is fitted over the logarithms of the rates.
interface Settings {
  low: number;
  high: number;
  steps: number;
  beta: number;
  growth: number;
}

export const ramp = ({ low, high, steps }: Pick<Settings, "low" | "high" | "steps">): Float64Array => {
  const ratio = high / low;
  return Float64Array.from({ length: steps }, (_, t) => (steps > 1 ? low * ratio ** (t / (steps - 1)) : low));
};

export function smoothed(losses: ArrayLike<number>, beta: number): Float64Array {
  const means = new Float64Array(losses.length);
  for (let t = 0, m = 0; t < means.length; t++) {
    m = beta * m + (1 - beta) * losses[t]!;
    means[t] = m / (1 - beta ** (t + 1));
  }
  return means;
}

export function stopAt(means: ArrayLike<number>, growth: number): number {
  const lowest = Float64Array.from(means);
  for (let i = 1; i < lowest.length; i++) lowest[i] = Math.min(lowest[i]!, lowest[i - 1]!);
  return Float64Array.from(means).findIndex((mean, i) => !(mean < Infinity && mean <= growth * lowest[i]!));
}

export function rangeTest(
  training: { state: readonly Float64Array[]; step(rate: number): number },
  settings: Settings,
) {
  const { state } = training;
  const flat = Float64Array.from(state.flatMap((list) => [...list]));
  const [rates, losses] = [ramp(settings), new Float64Array(settings.steps)];
  let [t, means] = [0, new Float64Array()];
  try {
    while (t < rates.length) {
      losses[t] = training.step(rates[t]!);
      means = smoothed(losses.subarray(0, ++t), settings.beta);
      if (stopAt(means, settings.growth) > -1) break;
    }
  } finally {
    let from = 0;
    for (const list of state) list.set(flat.subarray(from, (from += list.length)));
  }
  return { rates: rates.slice(0, t), losses: losses.slice(0, t), means };
}

export function suggestion(
  { rates, means }: { rates: ArrayLike<number>; means: ArrayLike<number> },
  reach: number,
): number {
  const [x, y] = [Float64Array.from(rates, Math.log), Float64Array.from(means)];
  let bottom = 0;
  for (const [i, mean] of y.entries()) if (mean < y[bottom]! || Number.isNaN(y[bottom]!)) bottom = i;
  let [answer, steepest] = [NaN, 0];
  for (let i = 2 * reach; i <= bottom && i + reach < y.length; i++) {
    const [dx, dy] = [x, y].map((list) => list.slice(i - reach, i + reach + 1)) as [Float64Array, Float64Array];
    const middle = dx.reduce((sum, each) => sum + each, 0) / dx.length;
    const slope =
      dy.reduce((sum, each, k) => sum + (dx[k]! - middle) * each, 0) /
      dx.reduce((sum, each) => sum + (each - middle) ** 2, 0);
    if (slope < steepest) [answer, steepest] = [rates[i]!, slope];
  }
  if (Number.isNaN(answer)) throw new RangeError("there is no fall");
  return answer;
}

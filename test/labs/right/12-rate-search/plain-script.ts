// Only loops and variables.
export function ramp({ low, high, steps }: { low: number; high: number; steps: number }) {
  const rates = [low];
  const factor = Math.pow(high / low, 1 / (steps - 1));
  for (let i = 1; i < steps; i++) rates.push(rates[i - 1]! * factor);
  return rates;
}

export function smoothed(losses: number[], beta: number) {
  const means = [];
  let sum = 0;
  let weights = 0;
  for (let i = 0; i < losses.length; i++) {
    sum = sum * beta + losses[i]!;
    weights = weights * beta + 1;
    means.push(sum / weights);
  }
  return means;
}

export function stopAt(means: number[], growth: number) {
  let lowest = means[0]!;
  for (let i = 0; i < means.length; i++) {
    const mean = means[i]!;
    if (!Number.isFinite(mean)) return i;
    if (mean < lowest) lowest = mean;
    if (mean > growth * lowest) return i;
  }
  return -1;
}

export function rangeTest(
  training: { state: Float64Array[]; step: (rate: number) => number },
  settings: { low: number; high: number; steps: number; beta: number; growth: number },
) {
  const copies: number[][] = [];
  for (let i = 0; i < training.state.length; i++) copies[i] = Array.from(training.state[i]!);
  const rates: number[] = [];
  const losses: number[] = [];
  let means: number[] = [];
  const all = ramp(settings);
  try {
    for (let i = 0; i < all.length; i++) {
      rates.push(all[i]!);
      losses.push(training.step(all[i]!));
      means = smoothed(losses, settings.beta);
      if (stopAt(means, settings.growth) !== -1) break;
    }
  } finally {
    for (let i = 0; i < copies.length; i++)
      for (let j = 0; j < copies[i]!.length; j++) training.state[i]![j] = copies[i]![j]!;
  }
  return { rates, losses, means };
}

export function suggestion(curve: { rates: number[]; means: number[] }, reach: number) {
  const means = curve.means;
  let lowest = 0;
  for (let i = 1; i < means.length; i++) if (means[i]! < means[lowest]!) lowest = i;
  let found = -1;
  let steepest = 0;
  for (let i = 2 * reach; i <= lowest; i++) {
    if (i + reach >= means.length) break;
    let slope = 0;
    for (let k = 1; k <= reach; k++) slope += k * (means[i + k]! - means[i - k]!);
    if (slope < steepest) {
      steepest = slope;
      found = i;
    }
  }
  if (found < 0) throw new RangeError("no fall");
  return curve.rates[found]!;
}

// One expression each, as far as it goes.
type Range = { low: number; high: number; steps: number };
type Lists = { rates: number[]; losses: number[]; means: number[] };

export const ramp = ({ low, high, steps }: Range): number[] =>
  Array.from({ length: steps }, (_, t) => low * Math.exp((Math.log(high / low) * t) / Math.max(steps - 1, 1)));

export const smoothed = (losses: readonly number[], beta: number): number[] =>
  losses.reduce<{ m: number; out: number[] }>(
    ({ m, out }, loss, t) => {
      const next = beta * m + (1 - beta) * loss;
      out.push(next / (1 - beta ** (t + 1)));
      return { m: next, out };
    },
    { m: 0, out: [] },
  ).out;

export const stopAt = (means: readonly number[], growth: number): number => {
  const lowest = means.reduce<number[]>((all, mean) => (all.push(Math.min(all.at(-1) ?? Infinity, mean)), all), []);
  return means.findIndex((mean, t) => !(mean <= growth * lowest[t]!) || !Number.isFinite(mean));
};

export const rangeTest = (
  { state, step }: { state: readonly Float64Array[]; step(rate: number): number },
  { beta, growth, ...range }: Range & { beta: number; growth: number },
): Lists => {
  const undo = state.map((list, i, all, copy = new Float64Array(list)) => () => all[i]!.set(copy));
  const lists: Lists = { rates: [], losses: [], means: [] };
  try {
    ramp(range).some((rate) => {
      lists.losses.push(step(rate));
      lists.rates.push(rate);
      lists.means = smoothed(lists.losses, beta);
      return stopAt(lists.means, growth) >= 0;
    });
  } finally {
    undo.forEach((each) => each());
  }
  return lists;
};

export const suggestion = ({ rates, means }: Lists, reach: number): number => {
  const bottom = means.reduce((at, mean, i) => (mean < means[at]! ? i : at), 0);
  const { rate } = rates.reduce(
    (best, rate, i) => {
      const slope =
        i >= 2 * reach && i <= bottom && i + reach < means.length
          ? means.reduce((sum, mean, j) => (Math.abs(j - i) <= reach ? sum + (j - i) * mean : sum), 0)
          : 0;
      return slope < best.slope ? { slope, rate } : best;
    },
    { slope: 0, rate: NaN },
  );
  if (Number.isNaN(rate)) throw new RangeError("nothing to suggest");
  return rate;
};

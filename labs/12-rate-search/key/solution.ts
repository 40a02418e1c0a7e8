/** A training that can take one step at a time. */
export interface Training {
  /**
   * All numbers that a step changes, in some lists: weights, biases, and what the optimizer remembers. The lists stay the
   * same ones; each step writes into them.
   */
  readonly state: readonly Float64Array[];
  /** Takes a step on the next batch, and returns the loss on this batch from before the step. */
  step(learningRate: number): number;
}
/** Rates from the first to the last, both positive, and how many of them. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly steps: number;
}
export interface Settings extends Range {
  /** β of the running mean: at least 0, below 1. */
  readonly beta: number;
  /** How many times the lowest mean so far a mean may be; at least 1. */
  readonly growth: number;
}
/** What a range test has seen, a number for each step in each list. */
export interface Curve {
  readonly rates: number[];
  readonly losses: number[];
  readonly means: number[];
}

/** A list of learning rates, each the same multiple of the one before. */
export function ramp(range: Range): number[] {
  // #task ramp
  const { low, high, steps } = range;
  const share = (step: number): number => (steps === 1 ? 0 : step / (steps - 1));
  return Array.from({ length: steps }, (_, step) => low * (high / low) ** share(step));
  // #end
}

/** For each loss, the mean of those up to it, where a loss that is k steps old weighs β^k. */
export function smoothed(losses: readonly number[], beta: number): number[] {
  // #task smoothed
  let mean = 0;
  return losses.map((loss, t) => {
    mean = beta * mean + (1 - beta) * loss;
    return mean / (1 - beta ** (t + 1));
  });
  // #end
}

/** The place of the first mean at which a range test stops, counted from 0, or −1 where none is. */
export function stopAt(means: readonly number[], growth: number): number {
  // #task stop
  let lowest = Infinity;
  return means.findIndex((mean) => {
    lowest = Math.min(lowest, mean);
    return !(mean <= growth * lowest && mean < Infinity);
  });
  // #end
}

/** Trains with rising rates until the losses diverge, and leaves the training's state as it was. */
export function rangeTest(training: Training, settings: Settings): Curve {
  // #task range-test
  const { beta, growth } = settings;
  const saved = training.state.map((list) => list.slice());
  const curve: Curve = { rates: [], losses: [], means: [] };
  try {
    for (const rate of ramp(settings)) {
      curve.rates.push(rate);
      curve.losses.push(training.step(rate));
      curve.means.push(smoothed(curve.losses, beta).at(-1)!);
      if (stopAt(curve.means, growth) >= 0) break;
    }
  } finally {
    for (const [i, list] of training.state.entries()) list.set(saved[i]!);
  }
  return curve;
  // #end
}

/** The rate at which the means fall fastest, by the slopes of straight lines through `reach` points on each side. */
export function suggestion(curve: Curve, reach: number): number {
  // #task suggestion
  const { rates, means } = curve;
  const lowest = means.indexOf(Math.min(...means.filter((mean) => !Number.isNaN(mean))));
  let [steepest, best] = [0, NaN];
  for (let i = 2 * reach; i <= lowest && i + reach < means.length; i++) {
    let slope = 0;
    for (let k = -reach; k <= reach; k++) slope += k * means[i + k]!;
    if (slope < steepest) [steepest, best] = [slope, rates[i]!];
  }
  if (Number.isNaN(best)) throw new RangeError("suggestion: the losses do not fall anywhere");
  return best;
  // #end
}

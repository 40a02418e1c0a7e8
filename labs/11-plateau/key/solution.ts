/*
 * Lab 11. Replace each `return todo(…)` with your code; keep the names and the order of the parameters.
 */

/** How the loss has developed so far: the best reading that counted, and how many in a row since then were not better. */
export interface Progress {
  readonly best: number;
  readonly bad: number;
}

/** What the rule remembers from one reading to the next. */
export interface State extends Progress {
  readonly learningRate: number;
  /** How many of the next readings cannot count as bad. */
  readonly cooldown: number;
}

export interface Settings {
  /** γ, what a cut multiplies the learning rate by: above 0 and below 1. */
  readonly factor: number;
  /** P: how many bad readings in a row are tolerated. */
  readonly patience: number;
  /** δ, at least 0: a reading is better only if it is below the best by more than this. */
  readonly minDelta: number;
  /** C: how many readings after a cut do not count as bad. */
  readonly cooldown: number;
  /** A cut does not go below this rate. */
  readonly minRate: number;
}

/** The same, with the rate it began with and the number of resets so far. */
export interface ResetState extends State {
  readonly first: number;
  readonly resets: number;
}

export interface ResetSettings extends Settings {
  /** A rate below this makes no more progress. */
  readonly below: number;
  /** k, what each reset multiplies the first rate by again: above 0 and at most 1. */
  readonly shrink: number;
}

export interface Cycles {
  /** The rate at the start of each cycle. */
  readonly learningRate: number;
  /** The rate that each cycle falls towards. */
  readonly final: number;
  /** How many steps the first cycle has, a whole number of at least 1. */
  readonly length: number;
  /** How many times as long each cycle is as the one before, a whole number of at least 1. */
  readonly growth: number;
}

/** The state before the first reading: any loss is better than ∞. */
export const start = (learningRate: number): State => ({ learningRate, best: Infinity, bad: 0, cooldown: 0 });

/** Task "average": the mean of the first `size` losses, of the next `size`, and so on; an unfinished group at the end is left out. */
export function readings(losses: readonly number[], size: number): number[] {
  // #task average
  const means: number[] = [];
  for (let from = 0; from + size <= losses.length; from += size) {
    let sum = 0;
    for (let i = from; i < from + size; i++) sum += losses[i]!;
    means.push(sum / size);
  }
  return means;
  // #end
}

/** Task "track": the progress after one more reading. It is better if it lies below the best by more than `minDelta`. */
export function track(progress: Progress, reading: number, minDelta: number): Progress {
  // #task track
  const { best, bad } = progress;
  return reading < best - minDelta ? { best: reading, bad: 0 } : { best, bad: bad + 1 };
  // #end
}

/** Task "reduce": the state after one more reading, by your `track`. */
export function reduce(state: State, reading: number, settings: Settings): State {
  // #task reduce
  const { best, bad } = track(state, reading, settings.minDelta);
  const counted = state.cooldown > 0 ? 0 : bad;
  const cut = counted > settings.patience;
  const lower = Math.max(settings.factor * state.learningRate, settings.minRate);
  return {
    learningRate: cut ? Math.min(state.learningRate, lower) : state.learningRate,
    best,
    bad: cut ? 0 : counted,
    cooldown: cut ? settings.cooldown : Math.max(state.cooldown - 1, 0),
  };
  // #end
}

/** Task "reset": the state after one more reading, by your `reduce`, with a reset where its rate is below `below`. */
export function reset(state: ResetState, reading: number, settings: ResetSettings): ResetState {
  // #task reset
  const { first, resets } = state;
  const next = reduce(state, reading, settings);
  const again = first * settings.shrink ** (resets + 1);
  if (next.learningRate >= settings.below || again < settings.below) return { ...next, first, resets };
  return { ...start(again), first, resets: resets + 1 };
  // #end
}

/** Task "restarts": the learning rate at a step, counted from 0, of cosines that follow each other. */
export function restarts(step: number, cycles: Cycles): number {
  // #task restarts
  const { learningRate, final } = cycles;
  let [since, length] = [step, cycles.length];
  while (since >= length) [since, length] = [since - length, length * cycles.growth];
  return final + 0.5 * (learningRate - final) * (1 + Math.cos((Math.PI * since) / length));
  // #end
}

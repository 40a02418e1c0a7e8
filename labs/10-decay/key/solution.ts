/*
 * Lab 10. Replace each `return todo(…)` with your code; keep the names and the order of the parameters.
 */

/** The learning rate of each step. Steps count from 0: the first update uses `rate(0)`. */
export type Schedule = (step: number) => number;

/** One direction of a bowl, as mini-batches see it. */
export interface Bowl {
  /** λ, above 0: how fast the slope changes. */
  readonly curvature: number;
  /** V, 0 or more: the variance of the noise in each slope. */
  readonly noise: number;
  /** E₀, above 0: the mean squared distance from the bottom before the first step. */
  readonly start: number;
}

/** One part of a training: a schedule that counts its own steps from 0, and how many steps it lasts. */
export interface Part {
  readonly schedule: Schedule;
  readonly steps: number;
}

/** Task "noise": the mean squared distance from the bottom before the first step, and after each of the steps. */
export function expectedErrors(schedule: Schedule, bowl: Bowl, steps: number): number[] {
  // #task noise
  const { curvature, noise, start } = bowl;
  const errors = [start];
  for (let t = 0; t < steps; t++) {
    const rate = schedule(t);
    errors.push((1 - rate * curvature) ** 2 * errors[t]! + rate ** 2 * noise);
  }
  return errors;
  // #end
}

/** Task "time-based": a rate that has fallen to a half after `steps` steps, to a third after twice as many, and so on. */
export function timeBased(rate: number, steps: number): Schedule {
  // #task time-based
  return (step) => rate / (1 + step / steps);
  // #end
}

/** Task "time-based": the schedule whose every rate brings the error of this bowl down as far as one step can. */
export function bestRates(bowl: Bowl): Schedule {
  // #task time-based
  const { curvature, noise, start } = bowl;
  const steps = 1 + noise / (curvature ** 2 * start);
  return timeBased(1 / (curvature * steps), steps);
  // #end
}

/** Task "exponential": the rate times `decayRate` every `decaySteps` steps, smoothly or as a staircase. */
export function exponential(
  rate: number,
  decaySteps: number,
  decayRate: number,
  staircase = false,
): Schedule {
  // #task exponential
  return (step) => {
    const times = step / decaySteps;
    return rate * decayRate ** (staircase ? Math.floor(times) : times);
  };
  // #end
}

/** Task "horizon": from `rate` to `final` in `steps` steps, by a power of the fraction of steps that is left. */
export function polynomial(rate: number, steps: number, final: number, power: number): Schedule {
  // #task horizon
  return (step) => final + (rate - final) * (1 - Math.min(step, steps) / steps) ** power;
  // #end
}

/** Task "horizon": from `rate` to `final` in `steps` steps, along half a cosine. */
export function cosine(rate: number, steps: number, final: number): Schedule {
  // #task horizon
  return (step) => {
    const angle = (Math.PI * Math.min(step, steps)) / steps;
    return final + ((rate - final) * (1 + Math.cos(angle))) / 2;
  };
  // #end
}

/** Task "warm-up": another schedule times a factor that grows evenly from 0 at step 0 to 1 at step `steps`. */
export function warmup(schedule: Schedule, steps: number): Schedule {
  // #task warm-up
  return (step) => (step < steps ? (step / steps) * schedule(step) : schedule(step));
  // #end
}

/** Task "composition": the parts one after another, each with its own count of steps; the last one has no end. */
export function join(parts: readonly Part[]): Schedule {
  // #task composition
  const own = parts.map((part) => ({ ...part }));
  return (step) => {
    let [part, since] = [0, step];
    while (part < own.length - 1 && since >= own[part]!.steps) since -= own[part++]!.steps;
    return own[part]!.schedule(since);
  };
  // #end
}

import { checkOptions } from "./options.ts";
import { checkFactor, checkStep, checkSteps, checkValue, type Schedule } from "./schedule.ts";

/** Whether an exponential falls smoothly or in stairs. */
export interface ExponentialOptions {
  /** Keep the value for `steps` steps, then multiply at once; false unless given. */
  readonly staircase?: boolean;
}

/**
 * The rate times `rate` every `steps` steps, smoothly or in stairs:
 *
 * $$\eta_t = \eta\,r^{t/T} \qquad\text{or}\qquad \eta_t = \eta\,r^{\lfloor t/T \rfloor}$$
 *
 * PyTorch's `ExponentialLR` multiplies every step, its `StepLR` is the staircase; optax's `exponential_decay` is the
 * same as this. It never ends: {@link clampMin} keeps it above a floor.
 *
 * @param steps $T$, the steps in which the value is multiplied once.
 * @param rate $r$, above 0 and at most 1.
 * @throws ScheduleError when a value is out of its range, or `steps` is not a whole number from 1 on.
 * @example
 * ```ts
 * import { exponential } from "@downhill/schedules";
 * const smooth = exponential(0.1, 10, 0.25);
 * smooth(5); // 0.05
 * smooth(10); // 0.025
 * const stairs = exponential(0.1, 10, 0.25, { staircase: true });
 * stairs(9); // 0.1
 * stairs(10); // 0.025
 * ```
 * @see He et al., "Deep residual learning for image recognition", CVPR 2016, §3.4 (a staircase, by tenths).
 */
export function exponential(
  learningRate: number,
  steps: number,
  rate: number,
  options: ExponentialOptions = {},
): Schedule {
  const { staircase = false } = checkOptions("exponential", options, ["staircase"]);
  checkValue("exponential", "learningRate", learningRate);
  checkSteps("exponential", steps, { en: "use constant(…)", zh: "使用 constant(…)" });
  checkFactor("exponential", "rate", rate);
  return (step) => {
    checkStep("exponential", step);
    const times = step / steps;
    return learningRate * rate ** (staircase ? Math.floor(times) : times);
  };
}

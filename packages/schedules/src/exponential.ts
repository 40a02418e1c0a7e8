import { checkFlag, checkOptions } from "./options.ts";
import { checkFactor, checkStep, checkSteps, checkValue, type Schedule } from "./schedule.ts";

/** Whether an exponential falls smoothly or in steps. */
export interface ExponentialOptions {
  /** Keep the value for `steps` steps, then multiply in one go; false by default. */
  readonly staircase?: boolean;
}

/**
 * The learning rate times `rate` every `steps` steps, smoothly or as a staircase:
 *
 * $$\eta_t = \eta\,r^{t/T} \qquad\text{or}\qquad \eta_t = \eta\,r^{\lfloor t/T \rfloor}$$
 *
 * PyTorch's `ExponentialLR` multiplies every step, its `StepLR` is the staircase; optax's `exponential_decay` is the
 * same as this. It has no end: use {@link clampMin} to set a lower bound.
 *
 * @param steps $T$, the number of steps over which the value is multiplied once.
 * @param rate $r$, above 0 and at most 1.
 * @throws ScheduleError when a value is out of its range, or `steps` is not a whole number of at least 1.
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
  checkFlag("exponential", "staircase", staircase);
  return (step) => {
    checkStep("exponential", step);
    const times = step / steps;
    return learningRate * rate ** (staircase ? Math.floor(times) : times);
  };
}

import { checkOptions } from "./options.ts";
import { checkStep, checkSteps, checkValue, type Schedule } from "./schedule.ts";
import { ScheduleError } from "./schedule-error.ts";

/** The end of a polynomial. */
export interface PolynomialOptions {
  /** The value at `steps` and after it; 0 by default. */
  readonly final?: number;
}

/**
 * A power of the remaining fraction of the training; afterwards the value stays constant:
 *
 * $$\eta_t = \eta_{\text{final}} + (\eta - \eta_{\text{final}})\Bigl(1 - \frac{\min(t, T)}{T}\Bigr)^p$$
 *
 * With $p = 1$ it is {@link linear}; a larger power falls early and levels off, one below 1 falls late.
 *
 * @param steps $T$, counted from step 0.
 * @param power $p$, above 0.
 * @throws ScheduleError when a value is negative or not finite, `steps` is not a whole number of at least 1, or the
 * power is 0.
 * @example
 * ```ts
 * import { polynomial } from "@downhill/schedules";
 * const rate = polynomial(0.1, 100, 2);
 * rate(0); // 0.1
 * rate(50); // 0.025
 * rate(100); // 0
 * ```
 * @see Chen et al., "DeepLab: Semantic image segmentation with deep convolutional nets", 2017, §4.1 (the "poly" policy).
 */
export function polynomial(
  learningRate: number,
  steps: number,
  power: number,
  options: PolynomialOptions = {},
): Schedule {
  const { final = 0 } = checkOptions("polynomial", options, ["final"]);
  checkValue("polynomial", "learningRate", learningRate);
  checkValue("polynomial", "final", final);
  checkSteps("polynomial", steps, { en: "use constant(…)", zh: "使用 constant(…)" });
  if (!(power > 0 && Number.isFinite(power))) {
    throw new ScheduleError("out-of-range", {
      en: `polynomial: power ${power} must be finite and above 0; change it, or use constant(…)`,
      zh: `polynomial：power ${power} 不是大于 0 的有限数；请给出这样的数，或使用 constant(…)`,
    });
  }
  return (step) => {
    checkStep("polynomial", step);
    return final + (learningRate - final) * (1 - Math.min(step, steps) / steps) ** power;
  };
}

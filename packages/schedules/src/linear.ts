import { checkOptions } from "./options.ts";
import { checkStep, checkSteps, checkValue, type Schedule } from "./schedule.ts";

/** The end of a straight line. */
export interface LinearOptions {
  /** The value at `steps` and after it; 0 by default. */
  readonly final?: number;
}

/**
 * A straight line from `learningRate` to `final` in `steps` steps, down or up; afterwards the value stays constant:
 *
 * $$\eta_t = \eta + (\eta_{\text{final}} - \eta)\,\min\Bigl(1, \frac tT\Bigr)$$
 *
 * PyTorch's `LinearLR` takes both ends as factors of the rate, and by default starts at a third of it.
 *
 * @param steps $T$, counted from step 0.
 * @throws ScheduleError when a value is negative or not finite, or `steps` is not a whole number of at least 1.
 * @example
 * ```ts
 * import { linear } from "@downhill/schedules";
 * const rate = linear(0.1, 100, { final: 0.02 });
 * rate(0); // 0.1
 * rate(50); // 0.06
 * rate(1000); // 0.02
 * ```
 * @see Devlin et al., "BERT: Pre-training of deep bidirectional transformers for language understanding", NAACL 2019, §A.2.
 */
export function linear(learningRate: number, steps: number, options: LinearOptions = {}): Schedule {
  const { final = 0 } = checkOptions("linear", options, ["final"]);
  checkValue("linear", "learningRate", learningRate);
  checkValue("linear", "final", final);
  checkSteps("linear", steps, { en: "use constant(…)", zh: "使用 constant(…)" });
  return (step) => {
    checkStep("linear", step);
    return final + (learningRate - final) * (1 - Math.min(step, steps) / steps);
  };
}

import { checkStep, checkSteps, checkValue, type Schedule } from "./schedule.ts";

/**
 * A linear warm-up to `learningRate`, then decay with the inverse square root of time; also called Noam, after Noam
 * Shazeer:
 *
 * $$\eta_t = \eta\,\min\Bigl(\frac tW, \sqrt{\frac Wt}\Bigr)$$
 *
 * It does not depend on the length of the training, so training can be extended. The Transformer's original form has
 * the width $d$ of the model instead of the peak: it is this with $\eta = (dW)^{-1/2}$.
 *
 * @param learningRate the peak, at step `warmupSteps`.
 * @param warmupSteps $W$, the steps of the warm-up.
 * @throws ScheduleError when the rate is negative or not finite, or `warmupSteps` is not a whole number of at least 1.
 * @example
 * ```ts
 * import { inverseSquareRoot } from "@downhill/schedules";
 * const rate = inverseSquareRoot(0.1, 100);
 * rate(50); // 0.05
 * rate(100); // 0.1
 * rate(400); // 0.05
 * const noam = inverseSquareRoot((512 * 4000) ** -0.5, 4000);
 * noam(4000); // 0.00069877
 * ```
 * @see Vaswani et al., "Attention is all you need", 2017, eq. 3.
 */
export function inverseSquareRoot(learningRate: number, warmupSteps: number): Schedule {
  checkValue("inverseSquareRoot", "learningRate", learningRate);
  checkSteps("inverseSquareRoot", warmupSteps, {
    en: "give 1 for almost no warm-up",
    zh: "用 1 表示几乎不预热",
  });
  return (step) => {
    checkStep("inverseSquareRoot", step);
    return learningRate * (step < warmupSteps ? step / warmupSteps : Math.sqrt(warmupSteps / step));
  };
}

import { checkOptions } from "./options.ts";
import { checkStep, checkSteps, checkValue, type Schedule } from "./schedule.ts";

/** The end of a cosine. */
export interface CosineOptions {
  /** The value at `steps` and after it; 0 by default. */
  readonly final?: number;
}

/**
 * Half a cosine from `learningRate` down to `final`, in `steps` steps; afterwards the value stays constant:
 *
 * $$\eta_t = \eta_{\text{final}} + \tfrac12(\eta - \eta_{\text{final}})\Bigl(1 + \cos\frac{\pi \min(t, T)}{T}\Bigr)$$
 *
 * PyTorch's `CosineAnnealingLR` is the same up to step $T$ and then rises again; optax's `cosine_decay_schedule` stays
 * constant, as this does, but takes $\alpha = \eta_{\text{final}} / \eta$ instead of `final`.
 *
 * @param steps $T$, counted from step 0: the length of the whole training, including a warm-up.
 * @throws ScheduleError when a value is negative or not finite, or `steps` is not a whole number of at least 1.
 * @example
 * ```ts
 * import { cosine } from "@downhill/schedules";
 * const rate = cosine(0.1, 100, { final: 0.01 });
 * rate(0); // 0.1
 * rate(50); // 0.055
 * rate(1000); // 0.01
 * ```
 * @see Loshchilov and Hutter, "SGDR: Stochastic gradient descent with warm restarts", ICLR 2017, eq. 5 (without restarts).
 */
export function cosine(learningRate: number, steps: number, options: CosineOptions = {}): Schedule {
  const { final = 0 } = checkOptions("cosine", options, ["final"]);
  checkValue("cosine", "learningRate", learningRate);
  checkValue("cosine", "final", final);
  checkSteps("cosine", steps, { en: "use constant(…)", zh: "使用 constant(…)" });
  return (step) => {
    checkStep("cosine", step);
    const phase = (Math.PI * Math.min(step, steps)) / steps;
    return final + 0.5 * (learningRate - final) * (1 + Math.cos(phase));
  };
}

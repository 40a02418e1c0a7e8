import { checkOptions } from "./options.ts";
import { checkCount, checkStep, checkSteps, checkValue, type Schedule } from "./schedule.ts";
import { ScheduleError } from "./schedule-error.ts";

/** The lengths of the first and the last part; the rate is constant between them. */
export interface WarmupStableDecayOptions {
  /** $W$, at least 0. */
  readonly warmupSteps: number;
  /** $D$, at least 1; a tenth to a fifth of the training is usual. */
  readonly decaySteps: number;
  /** The value at the last step and after it; 0 by default. */
  readonly final?: number;
}

/**
 * A linear rise, a constant part at the full rate, and a linear fall at the very end; afterwards the value stays
 * constant:
 *
 * $$\eta_t = \begin{cases}
 *   \eta\,t/W & t < W\\
 *   \eta & W \le t \le T - D\\
 *   \eta_{\text{final}} + (\eta - \eta_{\text{final}})\,\frac{T - \min(t, T)}{D} & t > T - D
 * \end{cases}$$
 *
 * The stable part does not depend on the end: training can continue from its checkpoints, or decay from any of them.
 *
 * @param steps $T$, the total length.
 * @throws ScheduleError when a value is negative or not finite, a length is not a whole number, or the two parts
 * together are longer than `steps`.
 * @example
 * ```ts
 * import { warmupStableDecay } from "@downhill/schedules";
 * const rate = warmupStableDecay(0.1, 100, { warmupSteps: 10, decaySteps: 20 });
 * rate(5); // 0.05
 * rate(80); // 0.1
 * rate(90); // 0.05
 * rate(100); // 0
 * ```
 * @see Hu et al., "MiniCPM: Unveiling the potential of small language models with scalable training strategies", 2024, §4.
 */
export function warmupStableDecay(
  learningRate: number,
  steps: number,
  options: WarmupStableDecayOptions,
): Schedule {
  const {
    warmupSteps,
    decaySteps,
    final = 0,
  } = checkOptions("warmupStableDecay", options, ["warmupSteps", "decaySteps", "final"]);
  checkValue("warmupStableDecay", "learningRate", learningRate);
  checkValue("warmupStableDecay", "final", final);
  checkSteps("warmupStableDecay", steps, { en: "use constant(…)", zh: "使用 constant(…)" });
  checkCount("warmupStableDecay", "warmupSteps", warmupSteps);
  checkSteps("warmupStableDecay", decaySteps, { en: "use warmup(…) alone", zh: "只使用 warmup(…)" });
  if (warmupSteps + decaySteps > steps) {
    throw new ScheduleError("phases-too-long", {
      en: `warmupStableDecay: ${warmupSteps} steps up and ${decaySteps} down do not fit in ${steps}; shorten one of them`,
      zh: `warmupStableDecay：上升 ${warmupSteps} 步、下降 ${decaySteps} 步，放不进 ${steps} 步；请缩短其中一段`,
    });
  }
  return (step) => {
    checkStep("warmupStableDecay", step);
    if (step < warmupSteps) return (learningRate * step) / warmupSteps;
    const left = Math.max(0, steps - step);
    return left >= decaySteps ? learningRate : final + (learningRate - final) * (left / decaySteps);
  };
}

import { constant } from "./constant.ts";
import { checkStep, checkSteps, type Hyper, type Schedule } from "./schedule.ts";

/**
 * A linear warm-up of another schedule: its value times a factor that rises from 0 at step 0 to 1 at step `steps`,
 *
 * $$\eta_t = \min\Bigl(1, \frac tW\Bigr)\,\eta^{\text{inner}}_t.$$
 *
 * The factors multiply, and both count the same steps, so `warmup(cosine(3e-4, 10_000), 500)` ends at step 10,000 and
 * is the plain cosine after step 500. PyTorch's `ChainedScheduler` of a `LinearLR` and a `CosineAnnealingLR` multiplies
 * like this. Other libraries *join*: in optax's `warmup_cosine_decay_schedule`, PyTorch's `SequentialLR` and the
 * Transformers library's `get_cosine_schedule_with_warmup` the cosine begins only where the warm-up ends, so that its
 * top is the full rate. In the example above the two differ by up to 4.7% of the rate, so take care when you compare.
 *
 * At step 0 the value is 0: that update changes nothing, but momentum and second moments already accumulate.
 *
 * @param inner the schedule, or a constant number.
 * @param steps $W$, the first step at full value.
 * @throws ScheduleError when `steps` is not a whole number of at least 1, or `inner` is a number that {@link constant}
 * refuses.
 * @example
 * ```ts
 * import { cosine, warmup } from "@downhill/schedules";
 * const rate = warmup(cosine(3e-4, 10_000), 500);
 * rate(0); // 0
 * rate(500); // 2.98e-4, the cosine's own value
 * warmup(0.1, 4)(1); // 0.025
 * ```
 * @see Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", 2017, §2.2.
 */
export function warmup(inner: Hyper, steps: number): Schedule {
  checkSteps("warmup", steps, { en: "leave the warm-up out", zh: "去掉预热" });
  const full = typeof inner === "function" ? inner : constant(inner);
  return (step) => {
    checkStep("warmup", step);
    return Math.min(1, step / steps) * full(step);
  };
}

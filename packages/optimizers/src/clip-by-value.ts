import type { Hyper } from "@downhill/schedules";
import { maximum, minimum, type Tensor, tidy, treeMap } from "@downhill/tensor";
import { checked } from "./checked.ts";
import { hyperOf } from "./hyper.ts";
import type { Transform } from "./optimizer.ts";
import { tensors } from "./tensors.ts";

/**
 * Clips each element of each gradient to $[-c, c]$. This changes the direction; clipping by a norm does not.
 *
 * $$g_i \leftarrow \max(-c,\,\min(g_i,\,c))$$
 *
 * @param limit $c$, a number or a schedule.
 * @throws ValueError when `limit` is not a positive finite number.
 * @example
 * ```ts
 * import { clipByValue } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const g = tensor([0.5, -3]);
 * clipByValue(1).update(g, {}, g, 0)[0]; // [0.5, -1]
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep learning", 2016, §10.11.1.
 */
export function clipByValue(limit: Hyper): Transform<Readonly<Record<never, never>>> {
  const limitAt = hyperOf("clipByValue", "limit", limit);
  return checked({
    name: "clipByValue",
    init: () => ({}),
    update(grads, state, _, step) {
      const bound = limitAt(step);
      const clip = (g: Tensor): Tensor => maximum(minimum(g, bound), tensors.neg(bound));
      return [tidy("clipByValue", () => treeMap(clip, grads)), state];
    },
  });
}

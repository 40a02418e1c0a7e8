import type { Hyper } from "@downhill/schedules";
import { mul, norm, type Tensor, tidy, treeMap } from "@downhill/tensor";
import { checked } from "./checked.ts";
import { hyperOf } from "./hyper.ts";
import type { Transform } from "./optimizer.ts";
import { shrink } from "./shrink.ts";

/**
 * Shrinks each gradient separately so that its norm is at most `maxNorm`. Each keeps its own direction, but their joint
 * direction changes; {@link clipByGlobalNorm} keeps it.
 *
 * $$g \leftarrow g\,\frac{c}{\max(\lVert g\rVert,\,c)} \quad\text{for each tensor } g$$
 *
 * @param maxNorm $c$, a number or a schedule.
 * @throws ValueError when `maxNorm` is not a positive finite number.
 * @example
 * ```ts
 * import { clipByNorm } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const g = { w: tensor([3, 4]), b: tensor([0.5]) };
 * clipByNorm(1).update(g, {}, g, 0)[0]; // { w: [0.6, 0.8], b: [0.5] }
 * ```
 * @see Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, §3.2.
 */
export function clipByNorm(maxNorm: Hyper): Transform<Readonly<Record<never, never>>> {
  const boundAt = hyperOf("clipByNorm", "maxNorm", maxNorm);
  return checked({
    name: "clipByNorm",
    init: () => ({}),
    update(grads, state, _, step) {
      const bound = boundAt(step);
      const clip = (g: Tensor): Tensor => mul(g, shrink(norm(g), bound));
      return [tidy("clipByNorm", () => treeMap(clip, grads)), state];
    },
  });
}

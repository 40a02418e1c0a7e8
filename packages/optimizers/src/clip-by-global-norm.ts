import type { Hyper } from "@downhill/schedules";
import {
  checkTensor,
  mul,
  norm,
  paths,
  stack,
  type Tensor,
  tidy,
  type Tree,
  treeMap,
  zeros,
} from "@downhill/tensor";
import { checked } from "./checked.ts";
import { hyperOf } from "./hyper.ts";
import type { Transform } from "./optimizer.ts";
import { shrink } from "./shrink.ts";

/**
 * The norm of all leaves taken as one vector, $\lVert g\rVert = \sqrt{\sum_i g_i^2}$; a scalar, 0 for a tree without leaves. It is
 * computed as the norm of the leaves' norms, each taken without overflow.
 *
 * @example
 * ```ts
 * import { globalNorm } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * globalNorm({ w: tensor([3]), b: tensor([4]) }); // 5
 * ```
 * @see Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, §3.2.
 */
export const globalNorm = (tree: Tree<Tensor>): Tensor =>
  tidy("globalNorm", () => {
    const [first, ...others] = paths<Tensor>(tree).map(([path, x]) => {
      checkTensor("globalNorm", path === "" ? "the tree" : path, x);
      return norm(x);
    });
    if (first === undefined) return zeros([]);
    return others.length === 0 ? first : norm(stack(first, ...others));
  });

/**
 * Shrinks all gradients together so that their global norm is at most `maxNorm`; their direction stays the same, and shorter
 * gradients pass unchanged. If the norm is not finite, all of them become NaN.
 *
 * $$g \leftarrow g\,\frac{c}{\max(\lVert g\rVert,\,c)}$$
 *
 * @param maxNorm $c$, a number or a schedule.
 * @throws ValueError when `maxNorm` is not a positive finite number.
 * @example
 * ```ts
 * import { adam, chain, clipByGlobalNorm } from "@downhill/optimizers";
 * const optimizer = chain(clipByGlobalNorm(1), adam());
 * ```
 * @see Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, §3.2.
 */
export function clipByGlobalNorm(maxNorm: Hyper): Transform<Readonly<Record<never, never>>> {
  const boundAt = hyperOf("clipByGlobalNorm", "maxNorm", maxNorm);
  return checked({
    name: "clipByGlobalNorm",
    init: () => ({}),
    update: (grads, state, _, step) => {
      const clipped = tidy("clipByGlobalNorm", () => {
        const factor = shrink(globalNorm(grads), boundAt(step));
        return treeMap((g: Tensor) => mul(g, factor), grads);
      });
      return [clipped, state];
    },
  });
}

import {
  add,
  div,
  leaves,
  maximum,
  mul,
  sqrt,
  square,
  sum,
  type Tensor,
  tidy,
  type Tree,
  treeMap,
} from "@downhill/tensor";
import type { Transform } from "./optimizer.ts";
import { hyperAt } from "./hyper.ts";

/**
 * The norm of all leaves taken as one vector, $\lVert g\rVert = \sqrt{\sum_i g_i^2}$; a scalar.
 *
 * @example
 * ```ts
 * import { globalNorm } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * globalNorm({ w: tensor([3]), b: tensor([4]) }); // 5
 * ```
 */
export const globalNorm = (tree: Tree<Tensor>): Tensor =>
  tidy("globalNorm", () =>
    sqrt(
      leaves(tree)
        .map((x) => sum(square(x)))
        .reduce((total, part) => add(total, part)),
    ),
  );

/**
 * Shrinks all gradients together so that their global norm is at most `maxNorm`; their direction stays, and smaller
 * ones pass unchanged.
 *
 * $$g \leftarrow g\,\frac{c}{\max(\lVert g\rVert,\,c)}$$
 *
 * @throws RangeError when `maxNorm` is not a positive finite number.
 * @example
 * ```ts
 * import { adam, chain, clipByGlobalNorm } from "@downhill/optimizers";
 * const optimizer = chain(clipByGlobalNorm(1), adam());
 * ```
 * @see Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, §3.2.
 */
export function clipByGlobalNorm(maxNorm: number): Transform<Readonly<Record<never, never>>> {
  hyperAt("clipByGlobalNorm", "maxNorm", maxNorm, 0);
  return {
    name: "clipByGlobalNorm",
    init: () => ({}),
    update: (grads, state) => {
      const clipped = tidy("clipByGlobalNorm", () => {
        const factor = div(maxNorm, maximum(globalNorm(grads), maxNorm));
        return treeMap((g: Tensor) => mul(g, factor), grads);
      });
      return [clipped, state];
    },
  };
}

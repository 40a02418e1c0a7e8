import type { Hyper } from "@downhill/schedules";
import { maximum, mul, norm, type Tensor, tidy, treeMap } from "@downhill/tensor";
import { checked } from "./checked.ts";
import { hyperOf } from "./hyper.ts";
import type { Transform } from "./optimizer.ts";
import { shrink } from "./shrink.ts";

/** The norm of each unit's part, with its axes kept at length 1. */
function unitNorms(x: Tensor): Tensor {
  const rank = x.shape.length;
  const axes = Array.from({ length: rank < 2 ? rank : rank - 1 }, (_, axis) => axis);
  return norm(x, { axes, keepDims: true });
}

/**
 * Adaptive gradient clipping: no unit's gradient $G_i$ may be longer than `ratio` times the length of the unit's weights $W_i$,
 * which counts as at least `floor`. Units lie along the last axis, since a dense layer's weights are inputs × outputs;
 * a vector is one unit.
 *
 * $$G_i \leftarrow G_i\,\frac{c_i}{\max(\lVert G_i\rVert,\,c_i)}, \qquad c_i = \lambda\,\max(\lVert W_i\rVert,\,\epsilon)$$
 *
 * @param ratio $\lambda$, a number or a schedule; 0.01 to 0.16 in the paper.
 * @param floor $\epsilon$, which lets zero weights start to move.
 * @throws ValueError when one of them is not a positive finite number.
 * @example
 * ```ts
 * import { clipAdaptively } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const [g, w] = [tensor([[3, 3], [4, 4]]), tensor([[3, 30], [4, 40]])]; // two units, of length 5 and 50
 * clipAdaptively(0.1).update(g, {}, w, 0)[0]; // [[0.3, 3], [0.4, 4]]
 * ```
 * @see Brock, De, Smith and Simonyan, "High-performance large-scale image recognition without normalization", ICML 2021,
 * equation 3.
 */
export function clipAdaptively(
  ratio: Hyper = 0.01,
  floor: Hyper = 1e-3,
): Transform<Readonly<Record<never, never>>> {
  const ratioAt = hyperOf("clipAdaptively", "ratio", ratio);
  const floorAt = hyperOf("clipAdaptively", "floor", floor);
  return checked({
    name: "clipAdaptively",
    init: () => ({}),
    update(grads, state, params, step) {
      const clip = (g: Tensor, p: Tensor): Tensor => {
        const bound = mul(ratioAt(step), maximum(unitNorms(p), floorAt(step)));
        return mul(g, shrink(unitNorms(g), bound));
      };
      return [tidy("clipAdaptively", () => treeMap(clip, grads, params)), state];
    },
  });
}

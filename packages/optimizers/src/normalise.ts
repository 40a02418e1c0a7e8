import { checkOptions, div, equal, norm, type Tensor, tidy, treeMap, where } from "@downhill/tensor";
import { checked } from "./checked.ts";
import { globalNorm } from "./clip-by-global-norm.ts";
import type { Transform } from "./optimizer.ts";

/** What is brought to length 1. */
export interface NormaliseOptions {
  /** Each tensor by its own norm, in place of all together by the global one; false unless given. */
  readonly perTensor?: boolean;
}

/**
 * Gradients without their length: all together are divided by their global norm, so that a step is as long as the
 * learning rate says, in flat regions and on cliffs. Nothing but zeros stays as it is; a gradient that is not finite stays NaN.
 *
 * $$g \leftarrow \frac{g}{\lVert g\rVert}$$
 *
 * @throws ValueError when there is no such option.
 * @example
 * ```ts
 * import { chain, gradientDescent, normalise } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = chain(normalise(), gradientDescent({ learningRate: 1 }));
 * const w = tensor([0, 0]);
 * optimizer.update(tensor([30, -40]), optimizer.init(w), w, 0)[0]; // [-0.6, 0.8]
 * ```
 * @see Hazan, Levy and Shalev-Shwartz, "Beyond convexity: stochastic quasi-convex optimization", NeurIPS 2015; for each
 *   tensor, You, Gitman and Ginsburg, "Large batch training of convolutional networks", arXiv:1708.03888, 2017.
 */
export function normalise(options: NormaliseOptions = {}): Transform<Readonly<Record<never, never>>> {
  const { perTensor = false } = checkOptions("normalise", options, ["perTensor"]);
  return checked({
    name: "normalise",
    init: () => ({}),
    update(grads, state) {
      const normalised = tidy("normalise", () => {
        const whole = perTensor ? undefined : globalNorm(grads);
        return treeMap((g: Tensor) => {
          const length = whole ?? norm(g);
          return div(g, where(equal(length, 0), 1, length));
        }, grads);
      });
      return [normalised, state];
    },
  });
}

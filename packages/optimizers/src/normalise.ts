import {
  checkFlag,
  checkOptions,
  div,
  equal,
  norm,
  type Tensor,
  tidy,
  treeMap,
  where,
} from "@downhill/tensor";
import { checked } from "./checked.ts";
import { globalNorm } from "./clip-by-global-norm.ts";
import type { Transform } from "./optimizer.ts";

/** What is scaled to length 1. */
export interface NormaliseOptions {
  /** Divides each tensor by its own norm instead of all together by the global norm; default false. */
  readonly perTensor?: boolean;
}

/**
 * Normalised gradients: all are divided by their global norm, so the learning rate alone sets the length of a step, in flat
 * regions as on cliffs. All-zero gradients stay zero; a gradient that is not finite becomes NaN.
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
  checkFlag("normalise", "perTensor", perTensor);
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

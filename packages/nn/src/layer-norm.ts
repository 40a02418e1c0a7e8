import {
  checkOptions,
  add,
  div,
  mean,
  mul,
  ones,
  ShapeError,
  showShape,
  sqrt,
  square,
  sub,
  type Tensor,
  zeros,
} from "@downhill/tensor";
import { checkGiven } from "./given.ts";
import type { Layer } from "./layer.ts";
import { checkFrom0, checkSizes } from "./sizes.ts";

/** A scale and a shift for each feature. */
export type LayerNormParams = { readonly scale: Tensor; readonly b: Tensor };

/** The settings of layer normalisation. */
export interface LayerNormOptions {
  /** Keeps the division finite if all features are equal; 1e-5 by default. */
  readonly epsilon?: number;
}

/**
 * Layer normalisation: the features of each example get mean 0 and variance 1, then a learned scale and shift,
 *
 * $$y = \gamma \odot \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta, \qquad \mu = \frac1d\sum_i x_i, \quad
 * \sigma^2 = \frac1d\sum_i (x_i - \mu)^2.$$
 *
 * Examples are independent of each other, so training and inference are the same. $\gamma$ begins at 1, $\beta$ at 0.
 *
 * @param features $d$, the length of the last axis of `x`; the shape does not change.
 * @throws ValueError when `features` is not a whole number of at least 1; ShapeError, on applying, when `x` does not
 * end in it.
 * @example
 * ```ts
 * import { layerNorm } from "@downhill/nn";
 * import { key, tensor } from "@downhill/tensor";
 * const layer = layerNorm(2, { epsilon: 0 });
 * layer.apply(layer.init(key(0)), tensor([[1, 5]])); // [[-1, 1]]
 * ```
 * @see Ba, Kiros and Hinton, "Layer normalization", arXiv:1607.06450.
 */
export function layerNorm(features: number, options: LayerNormOptions = {}): Layer<LayerNormParams> {
  const { epsilon = 1e-5 } = checkOptions("layerNorm", options, ["epsilon"]);
  const name = `layerNorm(${features})`;
  checkSizes(name, [features]);
  checkFrom0(name, "epsilon", epsilon, 1e-5);
  return {
    name,
    init: () => ({ scale: ones([features]), b: zeros([features]) }),
    apply(params, x) {
      checkGiven(name, params, x);
      const { scale, b } = params;
      if (x.shape.at(-1) !== features) {
        throw new ShapeError("shape-mismatch", {
          en: `${name}: x is ${showShape(x.shape)} but must end in ${features}; give the layer the length of x's last axis`,
          zh: `${name}：x 的形状是 ${showShape(x.shape)}，而最后一个轴的长度应为 ${features}；请让这一层的大小与 x 最后一个轴相同`,
        });
      }
      const centred = sub(x, mean(x, { axes: -1, keepDims: true }));
      const variance = mean(square(centred), { axes: -1, keepDims: true });
      return add(mul(div(centred, sqrt(add(variance, epsilon))), scale), b);
    },
  };
}

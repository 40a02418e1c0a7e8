import {
  checkFunction,
  checkTensor,
  gelu as gaussian,
  relu as rectifier,
  sigmoid as logistic,
  tanh as tangent,
  type Tensor,
} from "@downhill/tensor";
import type { Layer, NoParams } from "./layer.ts";

/**
 * Turns a function of one tensor into a layer without parameters, $y = f(x)$.
 *
 * @param name names the layer in messages.
 * @param fn $f$, made of operations so that gradients flow; `x` has the batch as its first axis.
 * @returns a layer that, when applied, throws only what `fn` throws.
 * @example
 * ```ts
 * import { activation } from "@downhill/nn";
 * import { mul, sigmoid } from "@downhill/tensor";
 * const swish = activation("swish", (x) => mul(x, sigmoid(x)));
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §6.3.
 */
export const activation = (name: string, fn: (x: Tensor) => Tensor): Layer<NoParams> => ({
  name,
  init: () => [],
  apply(_, x) {
    checkFunction(name, "fn", fn);
    checkTensor(name, "x", x);
    return fn(x);
  },
});

/**
 * The rectifier $\max(0, x)$ of each element as a layer; `x` has any shape. Its gradient at 0 is 0.
 *
 * @example
 * ```ts
 * import { dense, heNormal, relu, sequential } from "@downhill/nn";
 * const model = sequential(dense(784, 256, { init: heNormal }), relu, dense(256, 10));
 * ```
 * @see Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010.
 */
export const relu: Layer<NoParams> = activation("relu", (x) => rectifier(x));

/**
 * The hyperbolic tangent $\frac{e^x - e^{-x}}{e^x + e^{-x}}$ of each element as a layer; `x` has any shape. Values lie in
 * $(-1, 1)$, and the slope at 0 is 1.
 *
 * @example
 * ```ts
 * import { dense, sequential, tanh } from "@downhill/nn";
 * const model = sequential(dense(5, 4), tanh, dense(4, 3));
 * ```
 * @see LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998, §4.4.
 */
export const tanh: Layer<NoParams> = activation("tanh", (x) => tangent(x));

/**
 * The logistic function $\sigma(x) = \frac{1}{1 + e^{-x}}$ of each element as a layer; `x` has any shape. Values lie in
 * $(0, 1)$. Leave it out before `binaryCrossEntropy`, which takes logits.
 *
 * @example
 * ```ts
 * import { dense, sequential, sigmoid } from "@downhill/nn";
 * const model = sequential(dense(5, 1), sigmoid);
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §6.2.2.
 */
export const sigmoid: Layer<NoParams> = activation("sigmoid", (x) => logistic(x));

/**
 * The Gaussian error linear unit $x\,\Phi(x)$ of each element as a layer; `x` has any shape. Exact, with $\Phi$ the
 * normal distribution function: a rectifier with a smooth bend, usual in transformers.
 *
 * @example
 * ```ts
 * import { dense, gelu, sequential } from "@downhill/nn";
 * const model = sequential(dense(64, 256), gelu, dense(256, 64));
 * ```
 * @see Hendrycks and Gimpel, "Gaussian error linear units (GELUs)", arXiv:1606.08415.
 */
export const gelu: Layer<NoParams> = activation("gelu", (x) => gaussian(x));

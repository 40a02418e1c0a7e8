import {
  type Key,
  mul,
  normal,
  type Shape,
  ShapeError,
  showShape,
  type Tensor,
  type TensorOptions,
  tidy,
  uniform,
  zeros,
} from "@downhill/tensor";

/** The backend and dtype of the numbers; by default the backend in use and its floating dtype. */
export type InitialiserOptions = Omit<TensorOptions, "shape">;

/**
 * Draws weights: a pure function of the key and the shape `[inputs, outputs]`. The draws are the same on every backend,
 * up to the rounding of its dtype.
 */
export type Initialiser = (key: Key, shape: Shape, options?: InitialiserOptions) => Tensor;

/** The number of inputs and outputs of each unit of a weight. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/**
 * The fans of a weight's shape $[\dots, n_{\text{in}}, n_{\text{out}}]$. Leading axes are the window of a convolution,
 * and multiply both.
 *
 * @throws ShapeError when there are fewer than two axes.
 * @example
 * ```ts
 * import { fans } from "@downhill/nn";
 * fans([784, 256]); // { fanIn: 784, fanOut: 256 }
 * ```
 * @see He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015, §2.2, on the fans of a convolution.
 */
export function fans(shape: Shape): Fans {
  const [inputs, outputs] = Array.isArray(shape) ? (shape as Shape).slice(-2) : [];
  if (inputs === undefined || outputs === undefined) {
    const given = Array.isArray(shape) ? showShape(shape) : String(shape);
    throw new ShapeError("rank", {
      en: `fans: ${given} is not the shape of a weight; use [inputs,outputs], or allZeros for a bias`,
      zh: `fans：${given} 不是权重的形状；请给出 [inputs,outputs]，偏置请用 allZeros`,
    });
  }
  const window = shape.slice(0, -2).reduce((size, length) => size * length, 1);
  return { fanIn: window * inputs, fanOut: window * outputs };
}

const spread =
  (deviation: (fans: Fans) => number): Initialiser =>
  (key, shape, options) => {
    const bound = Math.sqrt(3) * deviation(fans(shape));
    return uniform(key, shape, -bound, bound, options);
  };

const bell =
  (deviation: (fans: Fans) => number): Initialiser =>
  (key, shape, options) =>
    tidy("initialiser", () => mul(normal(key, shape, options), deviation(fans(shape))));

const xavier = ({ fanIn, fanOut }: Fans): number => Math.sqrt(2 / (fanIn + fanOut));
const he = ({ fanIn }: Fans): number => Math.sqrt(2 / fanIn);

/**
 * Xavier (Glorot) initialisation, uniform:
 *
 * $$w \sim U[-a, a), \quad a = \sqrt{\frac{6}{n_{\text{in}} + n_{\text{out}}}}, \quad \operatorname{Var} w = \frac{2}{n_{\text{in}} + n_{\text{out}}}$$
 *
 * A compromise between signals that keep their size in the forward pass ($1/n_{\text{in}}$) and gradients that keep
 * theirs in the reverse pass ($1/n_{\text{out}}$), for activations with slope 1 at 0, such as tanh.
 *
 * @param shape $[\dots, n_{\text{in}}, n_{\text{out}}]$, at least two axes.
 * @throws ShapeError when the shape has fewer than two axes.
 * @example
 * ```ts
 * import { xavierUniform } from "@downhill/nn";
 * import { key } from "@downhill/tensor";
 * const w = xavierUniform(key(0), [784, 256]); // variance 2/1040
 * ```
 * @see Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010,
 * eq. 16.
 */
export const xavierUniform: Initialiser = spread(xavier);

/**
 * Xavier (Glorot) initialisation, normal:
 * $w \sim \mathcal N\bigl(0,\ 2/(n_{\text{in}} + n_{\text{out}})\bigr)$.
 *
 * @param shape $[\dots, n_{\text{in}}, n_{\text{out}}]$, at least two axes.
 * @throws ShapeError when the shape has fewer than two axes.
 * @example
 * ```ts
 * import { xavierNormal } from "@downhill/nn";
 * import { key } from "@downhill/tensor";
 * const w = xavierNormal(key(0), [784, 256]); // variance 2/1040
 * ```
 * @see Glorot and Bengio, AISTATS 2010, eq. 12.
 */
export const xavierNormal: Initialiser = bell(xavier);

/**
 * He (Kaiming) initialisation, uniform:
 *
 * $$w \sim U[-a, a), \quad a = \sqrt{\frac{6}{n_{\text{in}}}}, \quad \operatorname{Var} w = \frac{2}{n_{\text{in}}}$$
 *
 * Twice $1/n_{\text{in}}$, because a rectifier lets through half of the squares.
 *
 * @param shape $[\dots, n_{\text{in}}, n_{\text{out}}]$, at least two axes.
 * @throws ShapeError when the shape has fewer than two axes.
 * @example
 * ```ts
 * import { heUniform } from "@downhill/nn";
 * import { key } from "@downhill/tensor";
 * const w = heUniform(key(0), [784, 256]); // variance 2/784
 * ```
 * @see He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015, §2.2, eq. 10.
 */
export const heUniform: Initialiser = spread(he);

/**
 * He (Kaiming) initialisation, normal: $w \sim \mathcal N(0,\ 2/n_{\text{in}})$.
 *
 * @param shape $[\dots, n_{\text{in}}, n_{\text{out}}]$, at least two axes.
 * @throws ShapeError when the shape has fewer than two axes.
 * @example
 * ```ts
 * import { heNormal } from "@downhill/nn";
 * import { key } from "@downhill/tensor";
 * const w = heNormal(key(0), [784, 256]); // variance 2/784
 * ```
 * @see He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015, §2.2, eq. 10.
 */
export const heNormal: Initialiser = bell(he);

/**
 * All zeros, $w = 0$, of any shape: right for biases, and for weights the classic mistake, since the units of a layer
 * then stay equal forever.
 *
 * @example
 * ```ts
 * import { allZeros, dense } from "@downhill/nn";
 * const regression = dense(784, 1, { init: allZeros }); // a single unit has nothing to be equal to
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §8.4, on breaking symmetry.
 */
export const allZeros: Initialiser = (_, shape, options) => zeros(shape, options);

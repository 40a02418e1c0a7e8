import {
  checkFlag,
  checkOptions,
  checkFunction,
  type Convolution,
  conv2d as correlate,
  type Pair,
  ShapeError,
  showShape,
} from "@downhill/tensor";
import { plusBias, type WithBias, withBias } from "./bias.ts";
import { type Initialiser, xavierUniform } from "./initialisers.ts";
import { checkWindows } from "./pooling.ts";
import { checkGiven } from "./given.ts";
import type { Layer } from "./layer.ts";
import { checkSizes } from "./sizes.ts";

/** A filter `[height, width, inputs, outputs]` and a bias `[outputs]`; no `b` with `Conv2dParams<false>`. */
export type Conv2dParams<Bias extends boolean = true> = WithBias<Bias>;

/** How the filter moves: by `strides` (default 1), with `padding` (default `"valid"`: no padding). */
export interface Conv2dOptions<Bias extends boolean = boolean> extends Convolution {
  /** Whether a bias is learned and added; true by default. Leave it out before a normalisation, which cancels it. */
  readonly bias?: Bias;
  /** The size of the filter; 3 by 3 by default. */
  readonly size?: number | Pair;
  /** Draws the filter; {@link xavierUniform} by default. Use `heNormal` before a rectifier. */
  readonly init?: Initialiser;
}

/**
 * A convolutional layer: one filter for each output channel moves over the image and adds its bias,
 * $y_{nmo} = b_o + \sum_{ijc} x_{ns+i,\,ms+j,\,c}\,w_{ijco}$. Biases begin at 0; with `bias: false`
 * there are none.
 *
 * @param inputs channels of the images: `x` is `[batch, height, width, inputs]`.
 * @param outputs channels of the result, `[batch, down, across, outputs]`.
 * @throws ValueError when a size is not a whole number of at least 1; ShapeError, on applying, when `x` does not fit.
 * @example
 * ```ts
 * import { conv2d } from "@downhill/nn";
 * import { key, ones } from "@downhill/tensor";
 * const layer = conv2d(1, 8, { size: 3, padding: "same" });
 * layer.apply(layer.init(key(0)), ones([2, 28, 28, 1])); // shape [2,28,28,8]
 * ```
 * @see LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", Proc. IEEE 1998.
 */
export function conv2d<Bias extends boolean = true>(
  inputs: number,
  outputs: number,
  options: Conv2dOptions<Bias> = {},
): Layer<Conv2dParams<Bias>> {
  const {
    size = 3,
    init = xavierUniform,
    bias = true,
    ...convolution
  } = checkOptions("conv2d", options, ["size", "init", "bias", "strides", "padding", "dilations"]);
  const name = `conv2d(${inputs}, ${outputs})`;
  const [height, width] = (Array.isArray(size) ? size : [size, size]) as Pair;
  checkFlag(name, "bias", bias);
  checkFunction(name, "init", init);
  checkSizes(name, [inputs, outputs, height, width]);
  checkWindows("conv2d", convolution);
  return {
    name,
    init: (key) => withBias(init(key, [height, width, inputs, outputs]), outputs, bias),
    apply(params, x) {
      checkGiven(name, params, x);
      if (x.shape.length !== 4 || x.shape[3] !== inputs) {
        throw new ShapeError("shape-mismatch", {
          en: `${name}: x is ${showShape(x.shape)} but must be [batch,height,width,${inputs}]; reshape it, or give the layer the channels of x`,
          zh: `${name}：x 的形状是 ${showShape(x.shape)}，而应为 [batch,height,width,${inputs}]；请用 reshape 改变形状，或让这一层的通道数与 x 相同`,
        });
      }
      return plusBias(correlate(x, params.w, convolution), params, bias);
    },
  };
}

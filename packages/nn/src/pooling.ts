import { avgPool, checkChoice, checkOptions, maxPool, type Padding, type Windows } from "@downhill/tensor";
import { activation } from "./activation.ts";
import type { Layer, NoParams } from "./layer.ts";

/** @throws ValueError when it is a string that is not a kind of padding. */
export function checkPadding(name: string, padding: Padding | undefined): void {
  if (typeof padding === "string") checkChoice(name, "padding", padding, ["valid", "same"]);
}

function pool(name: string, fn: typeof maxPool, windows: Windows): Layer<NoParams> {
  const { size, padding } = checkOptions(name, windows, ["size", "strides", "padding"]);
  checkPadding(name, padding);
  return activation(`${name}(${String(size)})`, (x) => fn(x, windows));
}

/**
 * The largest pixel of each window as a layer, $y_{nm} = \max_{ij} x_{ns+i,\,ms+j}$: from `[batch, height, width, channels]`
 * to `[batch, down, across, channels]`.
 *
 * @param windows their `size`; `strides` are the size by default, and `padding` is `"valid"`.
 * @throws ShapeError, on applying, when no window fits.
 * @example
 * ```ts
 * import { conv2d, maxPool2d, relu, sequential } from "@downhill/nn";
 * const model = sequential(conv2d(1, 8), relu, maxPool2d({ size: 2 }));
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §9.3.
 */
export const maxPool2d = (windows: Windows): Layer<NoParams> => pool("maxPool2d", maxPool, windows);

/**
 * The mean pixel of each window as a layer, $y_{nm} = \frac{1}{hw}\sum_{ij} x_{ns+i,\,ms+j}$, over those pixels that lie in
 * the image: from `[batch, height, width, channels]` to `[batch, down, across, channels]`.
 *
 * @param windows their `size`; `strides` are the size by default, and `padding` is `"valid"`.
 * @throws ShapeError, on applying, when no window fits.
 * @example
 * ```ts
 * import { avgPool2d, conv2d, sequential, tanh } from "@downhill/nn";
 * const model = sequential(conv2d(1, 6, { size: 5 }), tanh, avgPool2d({ size: 2 }));
 * ```
 * @see LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", Proc. IEEE 1998.
 */
export const avgPool2d = (windows: Windows): Layer<NoParams> => pool("avgPool2d", avgPool, windows);

import { avgPool, checkChoice, checkOptions, maxPool, ValueError, type Windows } from "@downhill/tensor";
import { activation } from "./activation.ts";
import type { Layer, NoParams } from "./layer.ts";

const isCount = (value: unknown, least: number): boolean =>
  Number.isInteger(value) && (value as number) >= least;
const isPair = (value: unknown, least: number): boolean =>
  isCount(value, least) ||
  (Array.isArray(value) && value.length === 2 && value.every((each) => isCount(each, least)));

/** @throws ValueError unless sizes and distances are whole numbers of at least 1 or pairs of these, and the padding is a known one. */
export function checkWindows(
  name: string,
  {
    padding,
    ...counts
  }: Omit<Partial<Windows>, "size"> & { readonly size?: unknown; readonly dilations?: unknown },
): void {
  if (typeof padding === "string") checkChoice(name, "padding", padding, ["valid", "same"]);
  const given = Object.entries({ ...counts, ...(typeof padding !== "string" && { padding }) });
  for (const [option, value] of given) {
    const least = option === "padding" ? 0 : 1;
    if (value === undefined || isPair(value, least)) continue;
    throw new ValueError("out-of-range", {
      en: `${name}: ${option} is ${JSON.stringify(value)}; give a whole number of at least ${least}, or two of them`,
      zh: `${name}：${option} 是 ${JSON.stringify(value)}；请给出不小于 ${least} 的整数，或两个这样的整数`,
    });
  }
}

function pool(name: string, fn: typeof maxPool, windows: Windows): Layer<NoParams> {
  const { size }: { readonly size?: unknown } = checkOptions(name, windows, ["size", "strides", "padding"]);
  checkWindows(name, { ...windows, size: size ?? null });
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
 * The mean pixel of each window as a layer, $y_{nm} = \frac{1}{hw}\sum_{ij} x_{ns+i,\,ms+j}$, over the pixels that lie in the
 * image: from `[batch, height, width, channels]` to `[batch, down, across, channels]`.
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

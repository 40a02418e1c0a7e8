import { checkChoice } from "../check-choice.ts";
import { type Shape, ShapeError, showShape, windowCount } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { pad, slice } from "./slice.ts";

/** Along height and along width. */
export type Pair = readonly [height: number, width: number];

/**
 * `"valid"`: windows stay inside the image; `"same"`: zeros around it, so that there is a window for each stride;
 * or the number of zeros on each side of an axis, the same on both sides.
 */
export type Padding = "valid" | "same" | number | Pair;

/** The windows on an image: their size (one number: square), their distance (default their size), and the padding. */
export interface Windows {
  readonly size: number | Pair;
  readonly strides?: number | Pair;
  readonly padding?: Padding;
}

/** Windows that stay inside: their strides, and the size that the input shapes do not determine. */
export interface Fixed {
  readonly strides: Pair;
  readonly size: Pair;
}

/** The resolved windows on one image: margins for `pad`, and how many fit along each axis. */
export interface Laid {
  readonly size: Pair;
  readonly strides: Pair;
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** The image's shape with its margins. */
  readonly padded: Shape;
  readonly count: Pair;
}

const pair = (value: number | Pair): Pair => (typeof value === "number" ? [value, value] : value);

/** @throws ShapeError when the image does not have four axes, or no window fits. */
export function lay(op: string, image: Shape, windows: Windows): Laid {
  const { padding = "valid" } = windows;
  if (typeof padding === "string") checkChoice(op, "padding", padding, ["valid", "same"]);
  const size = pair(windows.size);
  const strides = pair("strides" in windows ? windows.strides : size);
  if (image.length !== 4) {
    throw new ShapeError("rank", {
      en: `${op}: ${showShape(image)} is not a batch of images; reshape it to [batch, height, width, channels]`,
      zh: `${op}：${showShape(image)} 不是一个批次的图像；请用 reshape 变成 [batch, height, width, channels]`,
    });
  }
  const spatial = image.slice(1, 3);
  const margins = spatial.map((length, axis): Pair => {
    if (padding === "valid") return [0, 0];
    if (padding !== "same") return [pair(padding)[axis]!, pair(padding)[axis]!];
    const covered = (Math.ceil(length / strides[axis]!) - 1) * strides[axis]! + size[axis]!;
    const missing = Math.max(0, covered - length);
    return [Math.floor(missing / 2), Math.ceil(missing / 2)];
  });
  const along = (axis: 0 | 1): number => {
    const [before, after] = margins[axis]!;
    return windowCount(spatial[axis]! + before + after, size[axis], strides[axis]);
  };
  const count: Pair = [along(0), along(1)];
  const wrong = [...size, ...strides].some((value) => !Number.isInteger(value) || value < 1);
  if (
    wrong ||
    !margins.flat().every((value) => Number.isInteger(value) && value >= 0) ||
    !(Math.min(...count) >= 1)
  ) {
    throw new ShapeError("window-size", {
      en: `${op}: no window of ${showShape(size)} with strides ${showShape(strides)} and padding ${JSON.stringify(padding)} fits an image of ${showShape(spatial)}; give positive integers and a smaller window, or padding "same"`,
      zh: `${op}：大小 ${showShape(size)}、步幅 ${showShape(strides)}、padding 为 ${JSON.stringify(padding)} 的窗口放不进 ${showShape(spatial)} 的图像；请给出正整数和更小的窗口，或用 padding "same"`,
    });
  }
  const before = [0, margins[0]![0], margins[1]![0], 0];
  const after = [0, margins[0]![1], margins[1]![1], 0];
  const padded = image.map((length, axis) => length + before[axis]! + after[axis]!);
  return { size, strides, before, after, padded, count };
}

/** An image with its margins, if any. */
export const padded = (x: Tensor, { before, after }: Laid, value = 0): Tensor =>
  [...before, ...after].every((count) => count === 0) ? x : pad(x, { before, after, value });

/** Like {@link lay}, for pools: without pixels there is neither a maximum nor a mean. */
export function layPool(op: string, image: Shape, windows: Windows): Laid {
  const laid = lay(op, image, windows);
  const sees = ([axis, length]: readonly [number, number]): boolean =>
    Math.max(laid.before[axis + 1]!, laid.after[axis + 1]!) < length;
  if (![...laid.size.entries()].every(sees)) {
    throw new ShapeError("out-of-range", {
      en: `${op}: padding ${JSON.stringify(windows.padding)} leaves windows of ${showShape(laid.size)} entirely outside the image; give less than the window's size`,
      zh: `${op}：padding 为 ${JSON.stringify(windows.padding)} 时，有些 ${showShape(laid.size)} 的窗口完全落在图像之外；请让它小于窗口的大小`,
    });
  }
  return laid;
}

/** A filter's size when its positions are `dilations` apart. */
export const dilated = (filter: Shape, dilations: number | Pair): Pair => {
  const [down, across] = pair(dilations);
  return [(filter[0]! - 1) * down + 1, (filter[1]! - 1) * across + 1];
};

/** The filter with zeros between its positions, as an ordinary filter of that size. */
export function dilate(filter: Tensor, dilations: number | Pair): Tensor {
  const [down, across] = pair(dilations);
  const none = [0, 0, 0, 0];
  return down === 1 && across === 1
    ? filter
    : pad(filter, { before: none, after: none, between: [down - 1, across - 1, 0, 0] });
}

/** The positions of a dilated filter without the zeros between them: the transpose of {@link dilate}. */
export function contract(wide: Tensor, size: Shape, dilations: number | Pair): Tensor {
  return slice(wide, { begin: [0, 0, 0, 0], size, steps: [...pair(dilations), 1, 1] });
}

/** @throws ShapeError unless the image has the channels that the filter takes. */
export function sameChannels(op: string, image: Shape, filter: Shape): void {
  if (filter.length !== 4 || image[3] !== filter[2]) {
    throw new ShapeError("channel-mismatch", {
      en: `${op}: images ${showShape(image)} and filter ${showShape(filter)} differ in channels; the filter is [height, width, channels in, channels out], and its third axis is the images' fourth`,
      zh: `${op}：图像 ${showShape(image)} 与卷积核 ${showShape(filter)} 的通道数不同；卷积核的形状是 [高, 宽, 输入通道, 输出通道]，它的第三个轴应与图像的第四个轴等长`,
    });
  }
}

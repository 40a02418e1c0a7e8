import { checkOptions, foldIn } from "@downhill/tensor";
import { finite } from "./in-range.ts";
import { batchGiven, listGiven } from "../given.ts";
import { DataError } from "../data-error.ts";
import { wholeNumber } from "../whole-number.ts";
import type { Augmentation } from "./augmentation.ts";
import { integers } from "./draws.ts";
import { imageSizes, movedPixels } from "./pixels.ts";

/**
 * Makes an augmentation that cuts a window out of each image, at a random place drawn for each, after padding it on all
 * sides.
 *
 * @param options.size the window's height and width
 * @param options.padding how many pixels to add on each side first, 0 when left out
 * @param options.fill the value of the padding, 0 when left out; in the batch's units
 * @returns a function of a batch `[n, height, width]` or `[n, height, width, channels]` and a key; it returns `[n,
 * ...size]` or `[n, ...size, channels]`
 * @throws DataError for sizes that are not whole numbers, a window larger than the padded image, and a batch without
 * images
 * @example
 * ```ts
 * import { crop } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const batch = { x: new Float32Array(784).fill(1), shape: [1, 28, 28], y: new Int32Array([0]) };
 * crop({ size: [24, 24] })(batch, key(0)).shape; // [1, 24, 24]
 * ```
 * @see He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016, §4.2: padded by 4.
 */
export function crop(options: {
  readonly size: readonly [height: number, width: number];
  readonly padding?: number;
  readonly fill?: number;
}): Augmentation {
  const { size, padding = 0, fill = 0 } = checkOptions("crop", options, ["size", "padding", "fill"]);
  listGiven("crop", "size", size, "[24, 24]");
  for (const each of size) wholeNumber("crop", "size", each, 1);
  wholeNumber("crop", "padding", padding, 0);
  finite("crop", "fill", fill);
  return (batch, key) => {
    batchGiven("crop", batch);
    const sizes = imageSizes("crop", batch.shape);
    const { count, height, width } = sizes;
    const rooms = [height + 2 * padding - size[0], width + 2 * padding - size[1]] as const;
    if (Math.min(...rooms) < 0) {
      throw new DataError("window-size", {
        en: `crop: a window of [${size.join(", ")}] is larger than images of [${height}, ${width}] with ${padding} pixels of padding; choose a smaller window or more padding.`,
        zh: `crop：[${size.join(", ")}] 的窗口大于四周填充 ${padding} 个像素的 [${height}, ${width}] 图像；请减小窗口或增大 padding。`,
      });
    }
    const top = integers(foldIn(key, 0), count, 0, rooms[0]);
    const left = integers(foldIn(key, 1), count, 0, rooms[1]);
    return movedPixels(batch, sizes, size, fill, (i, row, column) => [
      row + top[i]! - padding,
      column + left[i]! - padding,
    ]);
  };
}

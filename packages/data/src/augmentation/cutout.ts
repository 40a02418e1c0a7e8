import { checkOptions, foldIn } from "@downhill/tensor";
import { finite } from "./in-range.ts";
import { batchGiven } from "../given.ts";
import { wholeNumber } from "../whole-number.ts";
import type { Augmentation } from "./augmentation.ts";
import { integers } from "./draws.ts";
import { imageSizes, movedPixels } from "./pixels.ts";

/**
 * Makes an augmentation that covers a square of each image. Its centre can be any pixel, so part of it may lie outside:
 * an image of ones is left with the mean $1 - \bar r \bar c / (hw)$, where $\bar r$ and $\bar c$ are the rows and
 * columns covered on average.
 *
 * @param options.size the square's side in pixels
 * @param options.fill the value of the square, 0 when left out; in the batch's units, where the mean stands out least
 * @returns a function of a batch `[n, height, width]` or `[n, height, width, channels]` and a key
 * @throws DataError for a side that is not a whole number, and a batch that is not of images
 * @example
 * ```ts
 * import { cutout } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const batch = { x: new Float32Array(784).fill(1), shape: [1, 28, 28], y: new Int32Array([0]) };
 * cutout({ size: 8 })(batch, key(0)).x.includes(0); // true
 * ```
 * @see DeVries and Taylor, "Improved regularization of convolutional neural networks with cutout", 2017, §3.
 */
export function cutout(options: { readonly size: number; readonly fill?: number }): Augmentation {
  const { size, fill = 0 } = checkOptions("cutout", options, ["size", "fill"]);
  wholeNumber("cutout", "size", size, 0);
  finite("cutout", "fill", fill);
  return (batch, key) => {
    batchGiven("cutout", batch);
    const sizes = imageSizes("cutout", batch.shape);
    const { count, height, width } = sizes;
    const half = Math.floor(size / 2);
    const top = integers(foldIn(key, 0), count, -half, height - 1 - half);
    const left = integers(foldIn(key, 1), count, -half, width - 1 - half);
    const within = (at: number, start: number) => at >= start && at < start + size;
    return movedPixels(batch, sizes, [height, width], fill, (i, row, column) =>
      within(row, top[i]!) && within(column, left[i]!) ? undefined : [row, column],
    );
  };
}

import { checkOptions, foldIn } from "@downhill/tensor";
import { finite } from "./in-range.ts";
import { batchGiven } from "../given.ts";
import { wholeNumber } from "../whole-number.ts";
import type { Augmentation } from "./augmentation.ts";
import { integers } from "./draws.ts";
import { imageSizes, movedPixels } from "./pixels.ts";

/**
 * Makes an augmentation that moves each image by whole pixels, $x'_{ij} = x_{i-\delta,\,j-\varepsilon}$ with $\delta$ and
 * $\varepsilon$ uniform in $-\text{by} \dots \text{by}$. Pixels that enter at the border get the fill value.
 *
 * @param options.by the largest shift in each direction, in pixels
 * @param options.fill the value outside the image, 0 when left out; in the batch's units
 * @returns a function of a batch `[n, height, width]` or `[n, height, width, channels]` and a key
 * @throws DataError for a distance that is not a whole number, and a batch that is not of images
 * @example
 * ```ts
 * import { shift } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const batch = { x: new Float32Array(784).fill(1), shape: [1, 28, 28], y: new Int32Array([0]) };
 * shift({ by: 2 })(batch, key(0)).shape; // [1, 28, 28]
 * ```
 * @see Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document analysis",
 * ICDAR 2003, §2.
 */
export function shift(options: { readonly by: number; readonly fill?: number }): Augmentation {
  const { by, fill = 0 } = checkOptions("shift", options, ["by", "fill"]);
  wholeNumber("shift", "by", by, 0);
  finite("shift", "fill", fill);
  return (batch, key) => {
    batchGiven("shift", batch);
    const sizes = imageSizes("shift", batch.shape);
    const down = integers(foldIn(key, 0), sizes.count, -by, by);
    const right = integers(foldIn(key, 1), sizes.count, -by, by);
    return movedPixels(batch, sizes, [sizes.height, sizes.width], fill, (i, row, column) => [
      row - down[i]!,
      column - right[i]!,
    ]);
  };
}

import { checkChoice, checkOptions } from "@downhill/tensor";
import { batchGiven } from "../given.ts";
import type { Augmentation } from "./augmentation.ts";
import { uniforms } from "./draws.ts";
import { inRange } from "./in-range.ts";
import { imageSizes, movedPixels } from "./pixels.ts";

/**
 * Makes an augmentation that mirrors each image with a probability: $x'_{ij} = x_{i,\,w-1-j}$. With the same key a second flip
 * undoes the first.
 *
 * Do not use it where mirroring changes the meaning, for example for digits and letters.
 *
 * @param options.probability of each image, 0.5 when left out
 * @param options.axis `"horizontal"` (the default) swaps left and right, `"vertical"` top and bottom
 * @returns a function of a batch `[n, height, width]` or `[n, height, width, channels]` and a key
 * @throws DataError for a probability that is not in [0, 1], and a batch that is not of images
 * @example
 * ```ts
 * import { flip } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const batch = { x: new Float32Array([1, 2, 3]), shape: [1, 1, 3], y: new Int32Array([0]) };
 * flip({ probability: 1 })(batch, key(0)).x; // [3, 2, 1]
 * ```
 * @see Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks", 2012, §4.1.
 */
export function flip(
  options: { readonly probability?: number; readonly axis?: "horizontal" | "vertical" } = {},
): Augmentation {
  const { probability = 0.5, axis = "horizontal" } = checkOptions("flip", options, ["probability", "axis"]);
  checkChoice("flip", "axis", axis, ["horizontal", "vertical"]);
  inRange("flip", "probability", probability, 0, 1);
  return (batch, key) => {
    batchGiven("flip", batch);
    const sizes = imageSizes("flip", batch.shape);
    const { count, height, width } = sizes;
    const u = uniforms(key, count);
    return movedPixels(batch, sizes, [height, width], 0, (i, row, column) => {
      if (u[i]! >= probability) return [row, column];
      return axis === "horizontal" ? [row, width - 1 - column] : [height - 1 - row, column];
    });
  };
}

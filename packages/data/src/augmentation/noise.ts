import { checkOptions } from "@downhill/tensor";
import { batchGiven } from "../given.ts";
import type { Augmentation } from "./augmentation.ts";
import { normals } from "./draws.ts";
import { inRange } from "./in-range.ts";

/**
 * Makes an augmentation that adds noise to every number: $x' = x + \sigma z$ with $z \sim \mathcal N(0, 1)$. For a small
 * $\sigma$ and a squared error it is, on average, a penalty on the model's slope.
 *
 * @param options.deviation $\sigma$, in the batch's units
 * @returns a function of a batch of any shape and a key
 * @throws DataError for a deviation that is negative or not finite
 * @example
 * ```ts
 * import { noise } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const batch = { x: new Float32Array(4), shape: [2, 2], y: new Int32Array([0, 1]) };
 * noise({ deviation: 0 })(batch, key(0)).x; // [0, 0, 0, 0]
 * ```
 * @see Bishop, "Training with noise is equivalent to Tikhonov regularization", Neural Computation 7 (1995).
 */
export function noise(options: { readonly deviation: number }): Augmentation {
  const { deviation } = checkOptions("noise", options, ["deviation"]);
  inRange("noise", "deviation", deviation, 0, Infinity);
  return (batch, key) => {
    batchGiven("noise", batch);
    const z = normals(key, batch.x.length);
    return { ...batch, x: batch.x.map((value, i) => value + deviation * z[i]!) };
  };
}

import { type Key, permutation } from "@downhill/tensor";
import { type Dataset, type Labels, take } from "../dataset.ts";

/**
 * Puts the examples into a random order, each with its label: the same order for the same key, on every machine.
 *
 * @example
 * ```ts
 * import { dataset, shuffle } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const points = dataset({ x: new Float32Array([5, 6, 7]), shape: [1], y: new Int32Array([0, 1, 2]) });
 * const mixed = shuffle(points, key(0));
 * ```
 * @see Durstenfeld, "Algorithm 235: Random permutation", CACM 7 (1964).
 */
export function shuffle<Y extends Labels>(from: Dataset<Y>, key: Key): Dataset<Y> {
  return take(from, permutation(key, from.size));
}

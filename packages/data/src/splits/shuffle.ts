import { type Key, permutation } from "@downhill/tensor";
import { datasetGiven } from "../given.ts";
import { type Dataset, type Labels, take } from "../dataset.ts";
import { keyGiven } from "../key-given.ts";
import type { MarkOf } from "./marked.ts";

/**
 * Shuffles the examples, each with its label: the same order for the same key, on every machine.
 *
 * @throws DataError when the key is not one.
 * @example
 * ```ts
 * import { dataset, shuffle } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const points = dataset({ x: new Float32Array([5, 6, 7]), shape: [1], y: new Int32Array([0, 1, 2]) });
 * const mixed = shuffle(points, key(0));
 * ```
 * @see Durstenfeld, "Algorithm 235: Random permutation", CACM 7 (1964).
 */
export function shuffle<Y extends Labels, P extends Dataset<Y>>(
  from: P & Dataset<Y>,
  key: Key,
): Dataset<Y> & MarkOf<P> {
  datasetGiven("shuffle", from);
  return take(from, permutation(keyGiven("shuffle", key), from.size));
}

import type { Key } from "@downhill/tensor";
import type { Labels, Rows } from "../dataset.ts";

/**
 * A random change to a batch that leaves its labels true. It is a pure function of batch and key: the same key makes
 * the same change, and the batch passed in is not modified. `pipeline.augment(key, fn)` calls it with a new key for
 * each batch.
 */
export type Augmentation = <Y extends Labels>(batch: Rows<Y>, key: Key) => Rows<Y>;

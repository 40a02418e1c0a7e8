import type { Params, Transform } from "@downhill/optimizers";
import { leaves, Tensor } from "@downhill/tensor";

/** A value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Everything a run needs to continue: parameters, the optimizer's state, and the number of steps taken. */
export interface TrainingState<P extends Params, S> {
  readonly params: P;
  readonly state: S;
  readonly step: number;
}

/** The measurements over the steps since the previous point. */
export interface Point {
  /** The number of steps taken. */
  readonly step: number;
  /** The mean loss of these steps. */
  readonly loss: number;
  /** The metrics on the last step's batch, by name, and the validation set's, such as `validation.loss`. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** The saved state of a run, without its tensors. */
export interface Remembered {
  /** The readings so far. */
  readonly history?: readonly Point[];
  /** The saved states of callbacks and data, by their names, for resuming the run. */
  readonly memory?: Readonly<Record<string, Json>>;
  /** The loss and metrics at exactly this step, by which the best checkpoint is chosen. */
  readonly metrics?: Readonly<Record<string, number>>;
}

/** The contents of a checkpoint, without the tensors. */
export interface Described {
  readonly optimizer: Transform<unknown>;
  /**
   * Texts that must be the same when the run is resumed: the model, the data and their key, anything that affects the run.
   * A checkpoint with different texts is an error.
   */
  readonly about?: Readonly<Record<string, string>>;
}

/** The tensors of a tree; anything else, such as a count, is left out. */
export const tensorsOf = (tree: unknown): Tensor[] =>
  leaves<unknown>(tree).filter((leaf): leaf is Tensor => leaf instanceof Tensor);

/**
 * Frees the memory of a tree of tensors.
 *
 * @example
 * ```ts
 * import { disposeTree } from "@downhill/train";
 * import { ones } from "@downhill/tensor";
 * disposeTree({ w: ones([2, 2]), moments: [ones([2, 2])] });
 * ```
 */
export function disposeTree(tree: unknown): void {
  for (const tensor of tensorsOf(tree)) tensor.dispose();
}

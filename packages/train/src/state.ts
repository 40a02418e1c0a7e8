import type { Params, Transform } from "@downhill/optimizers";
import { leaves, Tensor } from "@downhill/tensor";

/** A value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** All that a run needs to go on: parameters, the optimizer's state, and the number of steps taken. */
export interface TrainingState<P extends Params, S> {
  readonly params: P;
  readonly state: S;
  readonly step: number;
}

/** What was measured over the steps since the point before. */
export interface Point {
  /** How many steps had been taken. */
  readonly step: number;
  /** The mean loss of these steps. */
  readonly loss: number;
  /** The metrics on the last step's batch, by name, and those of the validation set, as `validation.loss`. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** What a run remembers besides its tensors. */
export interface Remembered {
  /** The readings so far. */
  readonly history?: readonly Point[];
  /** What callbacks and the data had to say for the day the run goes on, by their names. */
  readonly memory?: Readonly<Record<string, Json>>;
  /** The loss and metrics at this very step, by which the best checkpoint is chosen. */
  readonly metrics?: Readonly<Record<string, number>>;
}

/** What belongs to a checkpoint besides the tensors. */
export interface Described {
  readonly optimizer: Transform<unknown>;
  /**
   * Texts that must be the same when the run goes on: the model, the data and their key, whatever shapes the run.
   * A checkpoint that says otherwise is refused.
   */
  readonly about?: Readonly<Record<string, string>>;
}

/** The tensors of a tree; what else it holds (a count, say) is left out. */
export const tensorsOf = (tree: unknown): Tensor[] =>
  leaves<unknown>(tree).filter((leaf): leaf is Tensor => leaf instanceof Tensor);

/**
 * Gives the memory of a tree of tensors back.
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

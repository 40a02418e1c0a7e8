import type { Statistics } from "@downhill/nn";
import type { LossAndGradient, Params, Transform } from "@downhill/optimizers";
import type { Tensor } from "@downhill/tensor";
import type { Callback } from "./callback.ts";
import type { Observer } from "./report.ts";
import type { Described, Json, Point, Remembered, TrainingState } from "./state.ts";
import type { NonFiniteLossError, Saved, TrainingError } from "./training-error.ts";

/** What `train` measures every so many steps; a point of the history has it as `validation.<name>`. */
export interface Validation<P extends Params> {
  /** In steps; an epoch unless given. */
  readonly every?: number;
  /** The names of the numbers, so that one who goes by another is refused before the first step. */
  readonly names?: readonly string[];
  /** Numbers by name, for the parameters now. They must be finite. */
  readonly measure: (params: P) => Promise<Readonly<Record<string, number>>>;
}

/** Where checkpoints go: what `checkpoints` opens is one. */
export interface CheckpointSink {
  /** The numbers of a reading by which it chooses what to keep; see `Callback`. */
  readonly watches?: readonly string[];
  /** The newest that is there. */
  latest(): Saved | undefined;
  /** Writes one, and resolves to its path. */
  save<P extends Params, S>(run: TrainingState<P, S> & Remembered, described: Described): Promise<string>;
}

/** When a run writes checkpoints: every so many steps, after each validation, at the end, and when it is stopped. */
export type CheckpointPlan = { readonly every: number } & (
  | {
      /** One file, which always holds the newest. */
      readonly path: string;
    }
  | {
      /** A folder of several, kept by a rule. */
      readonly to: CheckpointSink;
    }
);

/** What `train` needs to know. */
export interface TrainOptions<P extends Params, S, B> extends Pick<Described, "about"> {
  /** Where the run begins. They stay the caller's: `train` frees only what it made, unless `takeOver`. */
  readonly params: P;
  readonly optimizer: Transform<S>;
  /**
   * The loss of a batch, a scalar; or a pair of it and the statistics that `trainApply` found, which are put in place after
   * the update. What it draws at random must come from a key folded with the step, so that a run can go on anywhere.
   */
  readonly loss: (params: P, batch: B, step: number) => Tensor | readonly [loss: Tensor, beside: Statistics];
  /**
   * Takes the gradient in another way than once, at the parameters: `(lossAndGradient) => sam(lossAndGradient, { radius: 0.05 })`.
   * What it makes of the loss and gradient of a batch is given the parameters, the step and the batch. Where it asks more than once
   * in a step, the statistics are those of the first time.
   */
  readonly gradient?: (
    lossAndGradient: LossAndGradient<P, [batch: B]>,
  ) => (params: P, step: number, batch: B) => readonly [loss: Tensor, gradient: P];
  /** The batch of a step, and of nothing but the step, so that a run can go on anywhere. */
  readonly batchAt: (step: number) => B | Promise<B>;
  /** How many steps the run has when it is done, those before a resume included. */
  readonly steps: number;
  /** The optimizer's state to go on from; fresh unless given. */
  readonly state?: S;
  /** Gives `params` and `state` to the run, which frees them as soon as they are replaced. */
  readonly takeOver?: boolean;
  /** The steps already taken; 0 unless given. */
  readonly step?: number;
  /** The points of the run so far; they come back with the new ones. */
  readonly history?: readonly Point[];
  /** What the callbacks and the loss meter remember from before. */
  readonly memory?: Readonly<Record<string, Json>>;
  /** The checkpoint that the run goes on from, for messages. */
  readonly from?: Saved;
  /** The damaged checkpoints that were passed over, for messages. */
  readonly passedOver?: readonly TrainingError[];
  /** Why the run went back to that checkpoint with a lower rate, each time; for messages. */
  readonly backedOff?: readonly NonFiniteLossError[];
  /** Scalars to watch besides the loss, computed on the batch of every reading. */
  readonly metrics?: (params: P, batch: B) => Readonly<Record<string, Tensor>>;
  /** Reads the loss every so many steps; 10 unless given. Between, nothing is copied from the device. */
  readonly every?: number;
  readonly validation?: Validation<P>;
  /** How many steps an epoch has; without it there are none. */
  readonly stepsPerEpoch?: number;
  readonly observe?: readonly Observer[];
  readonly callbacks?: readonly Callback[];
  readonly checkpoint?: CheckpointPlan;
  /**
   * Says, of a loss that is not finite, in which operation and layer it began: the steps since the last checkpoint are taken
   * once more and watched, unless that would take longer than a minute. True unless given.
   */
  readonly explain?: boolean;
  /** Stops the run after the step it is in. */
  readonly signal?: AbortSignal;
}

/** Where a run ended. The tensors are the caller's; give them back with `disposeTree`. */
export interface Trained<P extends Params, S> extends TrainingState<P, S> {
  readonly history: readonly Point[];
  /** What it takes to go on to the bit, besides the tensors. */
  readonly memory: Readonly<Record<string, Json>>;
  /** False when it was stopped before its last step. */
  readonly finished: boolean;
  /** What stopped it: a callback's name, or "signal". */
  readonly stoppedBy: string | undefined;
}

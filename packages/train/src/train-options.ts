import type { Statistics } from "@downhill/nn";
import type { LossAndGradient, Params, Transform } from "@downhill/optimizers";
import type { Tensor } from "@downhill/tensor";
import type { Callback } from "./callback.ts";
import type { Observer } from "./report.ts";
import type { Described, Json, Point, Remembered, TrainingState } from "./state.ts";
import type { NonFiniteLossError, Saved, TrainingError } from "./training-error.ts";

/** A regular measurement by `train`; the history has its numbers as `validation.<name>`. */
export interface Validation<P extends Params> {
  /** In steps; default one epoch. */
  readonly every?: number;
  /** The names of the numbers, so that the use of an unknown one is an error before the first step. */
  readonly names?: readonly string[];
  /** Numbers by name, for the parameters now. They must be finite. */
  readonly measure: (params: P) => Promise<Readonly<Record<string, number>>>;
}

/** A destination for checkpoints, such as `checkpoints` opens. */
export interface CheckpointSink {
  /** The numbers of a reading by which it chooses what to keep; see `Callback`. */
  readonly watches?: readonly string[];
  /** The newest one there. */
  latest(): Saved | undefined;
  /** Writes one, and resolves to its path. */
  save<P extends Params, S>(run: TrainingState<P, S> & Remembered, described: Described): Promise<string>;
}

/** When a run writes checkpoints: at regular intervals, after each validation, at the end, and when it is stopped. */
export type CheckpointPlan = { readonly every: number } & (
  | {
      /** A single file that always holds the newest. */
      readonly path: string;
    }
  | {
      /** A folder of several, with a rule for which to keep. */
      readonly to: CheckpointSink;
    }
);

/** The options of `train`. */
export interface TrainOptions<P extends Params, S, B> extends Pick<Described, "about"> {
  /** The initial parameters. The caller keeps ownership: `train` frees only tensors it made, unless `takeOver` is set. */
  readonly params: P;
  readonly optimizer: Transform<S>;
  /**
   * The loss of a batch, a scalar; or a pair of the loss and the statistics from `trainApply`, which are stored after the
   * update. Random numbers must come from a key folded with the step, so that a run can be resumed anywhere.
   */
  readonly loss: (params: P, batch: B, step: number) => Tensor | readonly [loss: Tensor, beside: Statistics];
  /**
   * Replaces the usual gradient, taken once at the parameters: `(lossAndGradient) => sam(lossAndGradient, { radius: 0.05 })`.
   * The function it returns is called with the parameters, the step and the batch. If it evaluates the loss more than once in a
   * step, the statistics are those of the first evaluation.
   */
  readonly gradient?: (
    lossAndGradient: LossAndGradient<P, [batch: B]>,
  ) => (params: P, step: number, batch: B) => readonly [loss: Tensor, gradient: P];
  /** The batch of a step; it may depend on the step only, so that a run can be resumed anywhere. */
  readonly batchAt: (step: number) => B | Promise<B>;
  /** The total number of steps, including those before a resume. */
  readonly steps: number;
  /** The optimizer's state to continue from; default a fresh one. */
  readonly state?: S;
  /** Gives `params` and `state` to the run, which frees them as soon as they are replaced. */
  readonly takeOver?: boolean;
  /** The number of steps already taken; default 0. */
  readonly step?: number;
  /** The points of the run so far; they are returned with the new ones. */
  readonly history?: readonly Point[];
  /** The saved states of the callbacks and the loss meter. */
  readonly memory?: Readonly<Record<string, Json>>;
  /** The checkpoint that the run continues from, for messages. */
  readonly from?: Saved;
  /** The damaged checkpoints that were skipped, for messages. */
  readonly passedOver?: readonly TrainingError[];
  /** The reason each time the run went back to that checkpoint with a lower rate; for messages. */
  readonly backedOff?: readonly NonFiniteLossError[];
  /** Scalars to record in addition to the loss, computed on the batch of every reading. */
  readonly metrics?: (params: P, batch: B) => Readonly<Record<string, Tensor>>;
  /** The number of steps between readings of the loss; default 10. In between, nothing is copied from the device. */
  readonly every?: number;
  readonly validation?: Validation<P>;
  /** The number of steps per epoch; without it there are no epochs. */
  readonly stepsPerEpoch?: number;
  readonly observe?: readonly Observer[];
  readonly callbacks?: readonly Callback[];
  readonly checkpoint?: CheckpointPlan;
  /**
   * For a loss that is not finite, reports the operation and layer where that started: the steps since the last checkpoint are
   * replayed and monitored, unless that would take longer than a minute. Default true.
   */
  readonly explain?: boolean;
  /** Stops the run after the current step. */
  readonly signal?: AbortSignal;
}

/** The result of a run. The tensors belong to the caller; free them with `disposeTree`. */
export interface Trained<P extends Params, S> extends TrainingState<P, S> {
  readonly history: readonly Point[];
  /** What is needed, besides the tensors, to continue bit for bit. */
  readonly memory: Readonly<Record<string, Json>>;
  /** False when it was stopped before its last step. */
  readonly finished: boolean;
  /** What stopped it: a callback's name, or "signal". */
  readonly stoppedBy: string | undefined;
}

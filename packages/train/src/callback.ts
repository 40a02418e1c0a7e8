import type { Params } from "@downhill/optimizers";
import type { Report } from "./report.ts";
import type { Json, Point } from "./state.ts";
import { CallbackError, type NonFiniteLossError, type Saved, type TrainingError } from "./training-error.ts";

/** The progress of a run when a callback is called. */
export interface Moment {
  /** The number of steps taken. */
  readonly step: number;
  /** The total number of steps of the run. */
  readonly steps: number;
  /** The parameters now. They belong to the run, which frees them after its next step: copy anything you want to keep. */
  readonly params: Params;
  /** The readings so far. */
  readonly history: readonly Point[];
}

/** A run starts or resumes. */
export interface Beginning extends Moment {
  /** The checkpoint it continues from, if any. */
  readonly from: Saved | undefined;
  /** The damaged checkpoints that were skipped, one sentence each. */
  readonly passedOver: readonly TrainingError[];
  /** The reason each time it went back to that checkpoint with a lower rate. */
  readonly backedOff: readonly NonFiniteLossError[];
}

/** How a run ended. */
export interface Ending extends Moment {
  /** False when it was stopped before its last step. */
  readonly finished: boolean;
  /** What stopped it: a callback's name, or "signal". */
  readonly stoppedBy: string | undefined;
}

/** The return value of a callback: `"stop"` ends the run after this step, with a checkpoint. */
export type Answer = void | "stop" | Promise<void | "stop">;

/**
 * Plain functions that are called at certain moments of a run; each is optional, and awaited. If one throws, the run ends
 * with an error that names it.
 *
 * @example
 * ```ts
 * import type { Callback } from "@downhill/train";
 * const goodEnough: Callback = {
 *   name: "good enough",
 *   validation: ({ metrics }) => (metrics["validation.accuracy"]! > 0.9 ? "stop" : undefined),
 * };
 * ```
 */
export interface Callback {
  /** Identifies it in messages, and its saved state in checkpoints. */
  readonly name: string;
  /**
   * The numbers of a reading that it requires: `loss`, a metric, or one of the validation set, such as `validation.loss`. If
   * nothing measures them, the run does not start.
   */
  readonly watches?: readonly string[];
  /** Before the first step. */
  begin?(at: Beginning): Answer;
  /** After every step. Nothing is read from the device, so it costs nothing. */
  step?(at: Moment): Answer;
  /** After every reading of the loss. */
  reading?(at: Moment & Report): Answer;
  /** After the validation set was measured; called after `reading`, which has the same numbers. */
  validation?(at: Moment & Report): Answer;
  /** After the last step of an epoch; `epoch` counts from 1. */
  epoch?(at: Moment & { readonly epoch: number }): Answer;
  /** After a checkpoint was written. */
  checkpoint?(at: Moment & Saved): Answer;
  /** After the last step, even if the run was stopped; not after an error. */
  end?(at: Ending): Answer;
  /** Its state for the checkpoint, so that the run can be resumed. */
  save?(): Json;
  /** Receives that state before `begin`. */
  restore?(saved: Json): void;
}

/** The argument of each moment. */
export interface Events {
  readonly begin: Beginning;
  readonly step: Moment;
  readonly reading: Moment & Report;
  readonly validation: Moment & Report;
  readonly epoch: Moment & { readonly epoch: number };
  readonly checkpoint: Moment & Saved;
  readonly end: Ending;
}

/** Calls all callbacks at a moment, in their order; resolves to the name of the first that asks to stop. */
export async function callAll<M extends keyof Events>(
  callbacks: readonly Callback[],
  moment: M,
  at: () => Events[M],
  last: () => Saved | undefined,
): Promise<string | undefined> {
  let stop: string | undefined;
  for (const callback of callbacks) {
    if (callback[moment] === undefined) continue;
    const event = at();
    try {
      const answer = await (callback[moment] as (at: Events[M]) => Answer)(event);
      if (answer === "stop") stop ??= callback.name;
    } catch (error) {
      throw new CallbackError(callback.name, moment, event.step, error, last());
    }
  }
  return stop;
}

/** The states of the callbacks, by their names. */
export const memoryOf = (callbacks: readonly Callback[]): Record<string, Json> =>
  Object.fromEntries(
    callbacks.flatMap((callback) =>
      callback.save === undefined ? [] : [[callback.name, callback.save()] as const],
    ),
  );

/** Gives the callbacks their saved states. A callback without one starts fresh. */
export function restoreAll(callbacks: readonly Callback[], memory: Readonly<Record<string, Json>>): void {
  for (const callback of callbacks) {
    const saved = memory[callback.name];
    if (saved !== undefined) callback.restore?.(saved);
  }
}

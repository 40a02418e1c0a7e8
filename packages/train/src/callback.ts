import type { Params } from "@downhill/optimizers";
import type { Report } from "./report.ts";
import type { Json, Point } from "./state.ts";
import { CallbackError, type NonFiniteLossError, type Saved, type TrainingError } from "./training-error.ts";

/** Where a run stands when a callback is called. */
export interface Moment {
  /** How many steps were taken. */
  readonly step: number;
  /** How many the run will have taken when it is done. */
  readonly steps: number;
  /** The parameters now. They belong to the run, which frees them after its next step: copy what you keep. */
  readonly params: Params;
  /** The readings so far. */
  readonly history: readonly Point[];
}

/** A run begins, or goes on. */
export interface Beginning extends Moment {
  /** The checkpoint that it goes on from, if any. */
  readonly from: Saved | undefined;
  /** Checkpoints that were damaged and passed over, in a sentence each. */
  readonly passedOver: readonly TrainingError[];
  /** Why it went back to that checkpoint with a lower rate, each time. */
  readonly backedOff: readonly NonFiniteLossError[];
}

/** How a run ended. */
export interface Ending extends Moment {
  /** False when it was stopped before its last step. */
  readonly finished: boolean;
  /** What stopped it: a callback's name, or "signal". */
  readonly stoppedBy: string | undefined;
}

/** What a callback may answer: `"stop"` ends the run after this step, with a checkpoint. */
export type Answer = void | "stop" | Promise<void | "stop">;

/**
 * Plain functions that are called at the moments of a run; each is optional, and awaited. One that throws ends the run
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
  /** Names it in messages, and in checkpoints what it remembers. */
  readonly name: string;
  /**
   * The numbers of a reading that it cannot do without: `loss`, a metric, or one of the validation set, as `validation.loss`. A run in
   * which nothing measures them is refused.
   */
  readonly watches?: readonly string[];
  /** Before the first step. */
  begin?(at: Beginning): Answer;
  /** After every step. Nothing was read from the device, so it costs nothing. */
  step?(at: Moment): Answer;
  /** After every reading of the loss. */
  reading?(at: Moment & Report): Answer;
  /** When the validation set was measured; after `reading`, which has the same numbers. */
  validation?(at: Moment & Report): Answer;
  /** After the last step of an epoch; `epoch` counts from 1. */
  epoch?(at: Moment & { readonly epoch: number }): Answer;
  /** After a checkpoint was written. */
  checkpoint?(at: Moment & Saved): Answer;
  /** After the last step, also when the run was stopped; not after an error. */
  end?(at: Ending): Answer;
  /** What it must know when the run goes on, for the checkpoint. */
  save?(): Json;
  /** Gets it back before `begin`. */
  restore?(saved: Json): void;
}

/** What each moment tells. */
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

/** What the callbacks want to know again, by their names. */
export const memoryOf = (callbacks: readonly Callback[]): Record<string, Json> =>
  Object.fromEntries(
    callbacks.flatMap((callback) =>
      callback.save === undefined ? [] : [[callback.name, callback.save()] as const],
    ),
  );

/** Gives the callbacks back what they saved. One that saved nothing begins anew. */
export function restoreAll(callbacks: readonly Callback[], memory: Readonly<Record<string, Json>>): void {
  for (const callback of callbacks) {
    const saved = memory[callback.name];
    if (saved !== undefined) callback.restore?.(saved);
  }
}

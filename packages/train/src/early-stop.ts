import {
  earlyStopping,
  type EarlyStoppingOptions,
  type EarlyStoppingState,
  keepBest,
} from "@downhill/regularizers";
import type { Params } from "@downhill/optimizers";
import type { Callback } from "./callback.ts";
import { disposeTree, type Json } from "./state.ts";
import { checkCount, TrainingError } from "./training-error.ts";
import { modeOf, valueOf } from "./watched.ts";

/** When `fit` stops early, and what it then returns. */
export interface EarlyStop extends EarlyStoppingOptions {
  /** The number that should improve; default `validation.loss`. */
  readonly by?: string;
  /** Returns the parameters of the best step instead of the last; default true if `by` is measured on the validation set. */
  readonly restoreBest?: boolean;
}

/** Its options. */
export const stopNames = [
  "by",
  "patience",
  "minDelta",
  "mode",
  "restoreBest",
] satisfies readonly (keyof EarlyStop)[];

/** A callback that stops a run, and holds a copy of the best parameters. */
export interface Stopper<P extends Params> extends Callback {
  /** The step of the parameters it holds. */
  bestStep(): number | undefined;
  /** The best step, if its parameters should be held but were not yet restored after a resume. */
  missing(): number | undefined;
  /** The copy. */
  best(): P | undefined;
  /** Adopts a copy from an earlier run. */
  hold(params: P): void;
  dispose(): void;
}

interface Memory {
  readonly seen: EarlyStoppingState;
  readonly step: number | null;
}

/** Early stopping as a callback. Its state is in the checkpoints, except for the copy, which is the checkpoint of its step. */
export function earlyStop<P extends Params>({
  by = "validation.loss",
  restoreBest = by.startsWith("validation."),
  ...options
}: EarlyStop): Stopper<P> {
  if (restoreBest && !by.startsWith("validation.")) {
    throw new TrainingError("no-checkpoints", {
      en: `fit: earlyStopping by "${by}" cannot restore the best parameters, because only a validation writes a checkpoint to restore; use "validation.loss", or give restoreBest: false.`,
      zh: `fit：按 "${by}" 早停时无法恢复最佳参数，因为只有验证之后才会留下可供恢复的检查点；请改用 "validation.loss"，或写 restoreBest: false。`,
    });
  }
  const { patience = 10, minDelta = 0 } = options;
  checkCount("fit", "earlyStopping.patience", patience, 1);
  if (!(Number.isFinite(minDelta) && minDelta >= 0)) {
    throw new TrainingError("out-of-range", {
      en: `fit: earlyStopping.minDelta is ${minDelta}; give the smallest improvement that counts, finite and at least 0.`,
      zh: `fit：earlyStopping.minDelta 是 ${minDelta}；它表示好多少才算更好，应为不小于 0 的有限数。`,
    });
  }
  const { init, update } = earlyStopping({
    ...options,
    mode: modeOf("fit: earlyStopping", { by, ...options }),
  });
  let memory: Memory = { seen: init(), step: null };
  let copy: P | undefined;
  // Inside a scope, so that constants made while copying are freed too.
  const hold = (params: P): void => {
    copy = keepBest(params, copy);
  };
  const answer = (): "stop" | undefined => (memory.seen.stop ? "stop" : undefined);
  return {
    name: "early stopping",
    watches: [by],
    begin: answer,
    reading(at) {
      const value = valueOf(at, by);
      if (value === undefined) return undefined;
      const seen = update(memory.seen, value);
      const isBest = seen.bestStep === seen.seen - 1;
      if (isBest && restoreBest) hold(at.params as P);
      memory = { seen, step: isBest ? at.step : memory.step };
      return answer();
    },
    save: () => memory as unknown as Json,
    restore(saved) {
      memory = saved as unknown as Memory;
    },
    bestStep: () => (copy === undefined ? undefined : (memory.step ?? undefined)),
    missing: () => (restoreBest && copy === undefined ? (memory.step ?? undefined) : undefined),
    best: () => copy,
    hold,
    dispose() {
      disposeTree(copy ?? []);
      copy = undefined;
    },
  };
}

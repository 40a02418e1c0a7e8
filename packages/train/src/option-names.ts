import type { Params } from "@downhill/optimizers";
import { checkFlag, checkOptions } from "@downhill/tensor";
import { backOffNames } from "./back-off.ts";
import { stopNames } from "./early-stop.ts";
import type { FitOptions } from "./fit-options.ts";
import { bestNames, ruleNames } from "./keep-rule.ts";
import type { Trained, TrainOptions } from "./train-options.ts";

type Names<O> = Readonly<Record<keyof O, true>>;

/** The options of `train`: a missing or additional one does not compile. */
const ofTrain: Names<Required<TrainOptions<never, never, never>>> = {
  ...{ params: true, optimizer: true, loss: true, gradient: true, batchAt: true, steps: true, state: true },
  ...{
    takeOver: true,
    step: true,
    history: true,
    memory: true,
    from: true,
    passedOver: true,
    backedOff: true,
    metrics: true,
  },
  ...{ every: true, validation: true, stepsPerEpoch: true, observe: true, callbacks: true, checkpoint: true },
  ...{ signal: true, about: true, explain: true },
};

/** Every option of `fit`. */
const ofFit: Names<Required<FitOptions<never, never, never>>> = {
  ...{ loss: true, optimizer: true, seed: true, batchSize: true, flat: true, epochs: true, steps: true },
  ...{ metrics: true, penalty: true, validation: true, validateEvery: true, toTensors: true, params: true },
  ...{ earlyStopping: true, checkpoints: true, resume: true, every: true, about: true, gradient: true },
  ...{ observe: true, callbacks: true, signal: true, dropLast: true, backOff: true, explain: true },
};

/** The fields of a finished run, which may be spread into the options of the next. */
const ofRun = { finished: true, stoppedBy: true } satisfies Partial<Names<Trained<never, never>>>;

export const trainNames = Object.keys({ ...ofTrain, ...ofRun }) as (keyof typeof ofTrain)[];
const fitNames = Object.keys(ofFit) as (keyof typeof ofFit)[];

/** Options of `fit` that are true or false. */
const flags = ["dropLast", "flat", "resume", "explain"] as const;

/**
 * Refuses names that `fit` does not read, among its options and their own options.
 *
 * @throws ValueError that names the option with its path; KindError when one that contains options is not an
 *   object, or one is not true or false that must be.
 */
export function checkFitNames<P extends Params, S, B>(options: FitOptions<P, S, B>): void {
  const given = checkOptions("fit", options, fitNames);
  const { checkpoints, earlyStopping, backOff } = given;
  for (const name of flags) checkFlag("fit", name, given[name]);
  checkFlag("fit", "earlyStopping.restoreBest", earlyStopping?.restoreBest);
  checkOptions("fit", checkpoints, ["folder", "every", ...ruleNames], "checkpoints");
  checkOptions("fit", checkpoints?.best, bestNames, "checkpoints.best");
  checkOptions("fit", earlyStopping, stopNames, "earlyStopping");
  checkOptions("fit", backOff, backOffNames, "backOff");
}

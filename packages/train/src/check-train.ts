import { optimizerGiven } from "./given.ts";
import type { Params } from "@downhill/optimizers";
import { checkFlag, checkFunction, checkOptions } from "@downhill/tensor";
import { checkCallbacks } from "./check-callbacks.ts";
import { validateEvery } from "./due.ts";
import { trainNames } from "./option-names.ts";
import type { CheckpointSink, TrainOptions } from "./train-options.ts";
import { checkWatched } from "./unmeasured.ts";
import { checkCount, TrainingError } from "./training-error.ts";

/** Refuses unknown options, invalid counts, and callbacks that a checkpoint could not tell apart. */
export function checkTrain<P extends Params, S, B>(options: TrainOptions<P, S, B>): void {
  checkOptions("train", options, trainNames);
  optimizerGiven("train", (options as Partial<typeof options> | undefined)?.optimizer);
  checkFunction("train", "loss", options.loss);
  checkFunction("train", "batchAt", options.batchAt);
  checkFlag("train", "explain", options.explain);
  checkFlag("train", "takeOver", options.takeOver);
  checkOptions("train", options.validation, ["every", "names", "measure"], "validation");
  checkOptions<{ every: number; path?: string; to?: CheckpointSink }>(
    "train",
    options.checkpoint,
    ["every", "path", "to"],
    "checkpoint",
  );
  const {
    steps,
    step = 0,
    every = 10,
    stepsPerEpoch = 1,
    checkpoint,
    callbacks = [],
    observe = [],
  } = options;
  checkCount("train", "steps", steps, 0);
  checkCount("train", "step", step, 0);
  checkCount("train", "every", every, 1);
  checkCount("train", "validation.every", validateEvery(options), 1);
  checkCount("train", "stepsPerEpoch", stepsPerEpoch, 1);
  checkCount("train", "checkpoint.every", checkpoint?.every ?? 1, 1);
  if (!Array.isArray(observe)) {
    throw new TrainingError("not-a-list", {
      en: "train: observe is not a list of observers; give one, such as observe: [progressBar()].",
      zh: "train：observe 不是观察者的列表；请写成 observe: [progressBar()] 这样的形式。",
    });
  }
  for (const each of observe) checkFunction("train", "observe", each);
  checkCallbacks(callbacks);
  checkWatched(options);
}

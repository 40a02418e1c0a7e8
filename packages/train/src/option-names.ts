import type { FitOptions } from "./fit-options.ts";
import type { Trained, TrainOptions } from "./train-options.ts";

type Names<O> = Readonly<Record<keyof O, true>>;

/** Every option of `train`, and no other: a missing one does not compile. */
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

/** What a run that ended brings along where it is spread among the options of the next. */
const ofRun = { finished: true, stoppedBy: true } satisfies Partial<Names<Trained<never, never>>>;

export const trainNames = Object.keys({ ...ofTrain, ...ofRun }) as (keyof typeof ofTrain)[];
export const fitNames = Object.keys(ofFit) as (keyof typeof ofFit)[];

import type { Params } from "@downhill/optimizers";
import type { TrainOptions } from "./train-options.ts";

/** The actions due after a given number of steps. */
export interface Due {
  readonly validation: boolean;
  readonly reading: boolean;
  readonly checkpoint: boolean;
  /** The epoch that ended, counted from 1. */
  readonly epoch: number | undefined;
}

/** In steps, between one validation and the next. */
export const validateEvery = <P extends Params, S, B>(options: TrainOptions<P, S, B>): number =>
  options.validation?.every ?? options.stepsPerEpoch ?? options.every ?? 10;

/** The actions due after each step: every validation is also a reading, and writes a checkpoint. */
export function dueOf<P extends Params, S, B>(options: TrainOptions<P, S, B>): (step: number) => Due {
  const { every = 10, steps, validation, stepsPerEpoch = Infinity, checkpoint } = options;
  const between = validation === undefined ? Infinity : validateEvery(options);
  return (step) => {
    const validates = step % between === 0;
    return {
      validation: validates,
      reading: validates || step % every === 0 || step === steps,
      checkpoint: checkpoint !== undefined && (validates || step % checkpoint.every === 0),
      epoch: step % stepsPerEpoch === 0 ? step / stepsPerEpoch : undefined,
    };
  };
}

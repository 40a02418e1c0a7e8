import type { Params } from "@downhill/optimizers";
import { checkTrain } from "./check-train.ts";
import { dueOf } from "./due.ts";
import { type Again, Replay } from "./replay.ts";
import { Run } from "./run.ts";
import { RunLog, tallyIn } from "./run-log.ts";
import type { Trained, TrainOptions } from "./train-options.ts";
import { NonFiniteLossError } from "./training-error.ts";

/**
 * Trains: at every step the gradient of the loss on that step's batch goes through the optimizer, and the update is
 * added, $\theta_{t+1} = \theta_t + u(\nabla L_t(\theta_t))$. One scope per step frees everything else, so the number of
 * tensors held does not grow. A run that continues from its own result, or from a checkpoint, gives the same bits as one
 * that was never interrupted.
 *
 * The device notices at which step the loss is no longer finite, although the loss is read only every `every` steps.
 *
 * @returns the parameters, the optimizer's state, the step and the loss so far; spread it into the options to continue.
 * @throws NonFiniteLossError with the step at which the loss was no longer finite, the operation and layer where that started, and
 *   the last good checkpoint.
 * @throws CallbackError when a callback throws; CheckpointWriteError when a checkpoint cannot be written.
 * @throws TrainingError when a count is not a whole number, two callbacks have the same name, a callback uses a number that
 *   nothing measures, or, at the first step, the loss does not depend on the parameters.
 * @example
 * ```ts
 * import { gradientDescent } from "@downhill/optimizers";
 * import { square, sub, sum, tensor } from "@downhill/tensor";
 * import { train } from "@downhill/train";
 * const run = await train({
 *   params: { x: tensor([0]) },
 *   optimizer: gradientDescent({ learningRate: 0.1 }),
 *   loss: ({ x }, target: number) => sum(square(sub(x, target))),
 *   batchAt: () => 3,
 *   steps: 50,
 * });
 * await run.params.x.item(); // about 3
 * ```
 * @see Bottou, Curtis and Nocedal, "Optimization methods for large-scale machine learning", SIAM Review 2018, §4.
 */
export async function train<P extends Params, S, B>(options: TrainOptions<P, S, B>): Promise<Trained<P, S>> {
  return trained(options);
}

/** The loop. `again` recreates parameters and state that were handed over to it, for a replay. */
export async function trained<P extends Params, S, B>(
  options: TrainOptions<P, S, B>,
  again?: Again<P, S>,
): Promise<Trained<P, S>> {
  checkTrain(options);
  const due = dueOf(options);
  const replay = new Replay(options, again);
  const run = new Run(options, tallyIn(options.memory));
  const log = new RunLog(run, options);
  const breathe = breather();
  try {
    await log.begin();
    while (run.step < options.steps && !log.stopped) {
      const batch = await options.batchAt(run.step);
      run.take(batch);
      await log.took(batch);
      const { reading, validation, epoch, checkpoint } = due(run.step);
      if (reading) await log.read(batch, validation);
      if (epoch !== undefined) await log.tell("epoch", { epoch });
      if (checkpoint) await log.save();
      await breathe();
    }
    return await log.end();
  } catch (error) {
    const thrown = error instanceof NonFiniteLossError ? await replay.explained(error, run, log) : error;
    run.release();
    throw thrown;
  } finally {
    run.meter.dispose();
  }
}

/** Gives timers, signals and the terminal a turn 20 times a second. */
function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < 50) return;
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  };
}

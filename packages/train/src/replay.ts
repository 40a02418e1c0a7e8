import type { Params } from "@downhill/optimizers";
import { recording } from "@downhill/tensor";
import { memoryOf } from "./callback.ts";
import { loadCheckpoint } from "./checkpoint.ts";
import { dueOf } from "./due.ts";
import type { Origin } from "./origin.ts";
import { Run } from "./run.ts";
import { RunLog, tallyIn } from "./run-log.ts";
import type { Json } from "./state.ts";
import { StepWatch } from "./step-watch.ts";
import type { TrainOptions } from "./train-options.ts";
import { NonFiniteLossError } from "./training-error.ts";

/** The time limit of a replay; a monitored step takes about three times as long as a normal one. */
const [mostSeconds, watchedCost] = [60, 3];

/** Initial parameters and state, if those in the options were handed over. */
export type Again<P extends Params, S> = () => Pick<
  TrainOptions<P, S, never>,
  "params" | "state" | "takeOver"
>;

/**
 * Finds the origin of a non-finite number: goes back to the last checkpoint, or to the start, repeats the same steps, and
 * monitors each. Callbacks with saved state are called for them, because the rate may depend on them; others are not.
 */
export class Replay<P extends Params, S, B> {
  readonly #options: TrainOptions<P, S, B>;
  readonly #again: Again<P, S> | undefined;
  /** The states of the callbacks at the start; undefined if one could not give it. */
  readonly #memory: Readonly<Record<string, Json>> | undefined;

  constructor(options: TrainOptions<P, S, B>, again: Again<P, S> | undefined) {
    this.#options = options;
    this.#again = again;
    this.#memory = options.explain === false ? undefined : memoryAtFirst(options);
  }

  /** The same error, with the operation where it started, if that can be found. */
  async explained(
    error: NonFiniteLossError,
    run: Run<P, S, B>,
    log: RunLog<P, S, B>,
  ): Promise<NonFiniteLossError> {
    const { step, checkpoint, parameter } = error;
    if (this.#options.explain === false || parameter?.startsWith("validation.") === true) return error;
    try {
      const from = await this.#beginning(run, log);
      if (from === undefined) return error;
      const steps = step + 1 - (from.step ?? 0);
      const origin =
        steps * watchedCost * log.secondsPerStep > mostSeconds ? undefined : await originOf(from, step);
      return new NonFiniteLossError(step, checkpoint, parameter, origin);
    } catch {
      // An error in a replay is less informative than the error it was meant to explain.
      return error;
    }
  }

  async #beginning(run: Run<P, S, B>, log: RunLog<P, S, B>): Promise<TrainOptions<P, S, B> | undefined> {
    const { checkpoint: _, signal: __, observe: ___, from: ____, ...options } = this.#options;
    const { optimizer, about, callbacks = [], takeOver = false } = options;
    const remembering = callbacks.filter((callback) => "save" in callback);
    const same = { ...options, callbacks: remembering };
    if (log.saved !== undefined) {
      const like = { params: run.params, optimizer, ...(about && { about }) };
      return { ...same, ...(await loadCheckpoint(log.saved.path, like)), takeOver: true };
    }
    if (this.#memory === undefined || (takeOver && this.#again === undefined)) return undefined;
    return { ...same, memory: this.#memory, ...this.#again?.() };
  }
}

function memoryAtFirst<P extends Params, S, B>({
  callbacks = [],
  memory = {},
}: TrainOptions<P, S, B>): Readonly<Record<string, Json>> | undefined {
  try {
    return { ...structuredClone(memoryOf(callbacks)), ...memory };
  } catch {
    return undefined; // A callback without a state before the run has started.
  }
}

async function originOf<P extends Params, S, B>(
  options: TrainOptions<P, S, B>,
  bad: number,
): Promise<Origin | undefined> {
  let watch: StepWatch | undefined;
  const heard: TrainOptions<P, S, B> = {
    ...options,
    loss: (params, batch, step) => watch!.loss(params, () => options.loss(params, batch, step)),
    gradient(lossAndGradient) {
      const taken = options.gradient?.(lossAndGradient);
      return (params, step, batch) =>
        recording(watch!, () => taken?.(params, step, batch) ?? lossAndGradient(params, batch));
    },
  };
  const run = new Run(heard, tallyIn(options.memory));
  const log = new RunLog(run, heard);
  const due = dueOf(heard);
  try {
    await log.begin();
    while (run.step <= bad && run.step < options.steps) {
      const batch = await options.batchAt(run.step);
      using now = (watch = new StepWatch());
      run.take(batch);
      const origin = await now.origin(run.params);
      if (origin !== undefined) return origin;
      await log.took(batch);
      const { reading, validation, epoch } = due(run.step);
      if (reading) await log.read(batch, validation);
      if (epoch !== undefined) await log.tell("epoch", { epoch });
    }
    return undefined;
  } finally {
    run.release();
    run.meter.dispose();
  }
}

import type { Params } from "@downhill/optimizers";
import { add, moveTo, paths, Tensor, tidy } from "@downhill/tensor";
import { callAll, type Events, memoryOf, type Moment, restoreAll } from "./callback.ts";
import { saveCheckpoint } from "./checkpoint.ts";
import type { Tally } from "./loss-meter.ts";
import { read } from "./measure.ts";
import type { Report } from "./report.ts";
import type { Run } from "./run.ts";
import type { Json, Point } from "./state.ts";
import type { CheckpointPlan, CheckpointSink, Trained, TrainOptions } from "./train-options.ts";
import { checkReading } from "./unmeasured.ts";
import { CheckpointWriteError, NonFiniteLossError, type Saved } from "./training-error.ts";

/** The name under which the loss meter remembers its sum. */
export const meterName = "loss since the last reading";

/** The losses that were not yet read when the state was saved. */
export const tallyIn = (memory: Readonly<Record<string, Json>> = {}): Tally | undefined =>
  (memory[meterName] ?? undefined) as Tally | undefined;

/** Everything about a run except its tensors: the readings, the last checkpoint, its callbacks, and what stopped it. */
export class RunLog<P extends Params, S, B> {
  readonly #run: Run<P, S, B>;
  readonly #options: TrainOptions<P, S, B>;
  readonly #history: Point[];
  readonly #sink: CheckpointSink | undefined;
  readonly #first: number;
  readonly #start = performance.now();
  #saved: Saved | undefined;
  #stoppedBy: string | undefined;
  #batch: B | undefined;

  constructor(run: Run<P, S, B>, options: TrainOptions<P, S, B>) {
    this.#run = run;
    this.#options = options;
    this.#history = [...(options.history ?? [])];
    this.#sink = sinkOf(options.checkpoint);
    this.#first = run.step;
    this.#saved = options.from;
  }

  /** The last good checkpoint. */
  get saved(): Saved | undefined {
    return this.#saved;
  }

  get secondsPerStep(): number {
    return (performance.now() - this.#start) / 1000 / Math.max(1, this.#run.step - this.#first);
  }

  /** Whether a callback or the signal asked for the end. */
  get stopped(): boolean {
    if (this.#options.signal?.aborted === true) this.#stoppedBy ??= "signal";
    return this.#stoppedBy !== undefined;
  }

  /** Restores the states of the callbacks. */
  async begin(): Promise<void> {
    const { callbacks = [], memory = {}, from, passedOver = [], backedOff = [] } = this.#options;
    restoreAll(callbacks, memory);
    await this.tell("begin", { from, passedOver, backedOff });
  }

  /** Reports the progress of the run to the callbacks. */
  async tell<M extends keyof Events>(moment: M, event: Omit<Events[M], keyof Moment>): Promise<void> {
    const { callbacks = [], steps } = this.#options;
    const whole = (): Events[M] => {
      const { step, params } = this.#run;
      return { step, steps, params, history: this.#history, ...event } as unknown as Events[M];
    };
    const stop = await callAll(callbacks, moment, whole, () => this.#saved);
    this.#stoppedBy ??= stop;
  }

  /** Records a step. */
  async took(batch: B): Promise<void> {
    this.#batch = batch;
    await this.tell("step", {});
  }

  /**
   * Reads the losses, measures the metrics, and reports both.
   *
   * @throws NonFiniteLossError when a loss, or a number of the validation set, is not finite.
   */
  async read(batch: B, validates: boolean): Promise<void> {
    const { metrics, validation, observe = [], steps } = this.#options;
    const { params, step, meter } = this.#run;
    const { mean: loss } = await this.#meanLoss();
    meter.reset();
    const measured: Record<string, number> = {
      ...(metrics === undefined ? {} : await read(tidy("metrics", () => metrics(params, batch)))),
    };
    for (const [name, value] of Object.entries(validates ? await validation!.measure(params) : {})) {
      if (!Number.isFinite(value)) throw new NonFiniteLossError(step, this.#saved, `validation.${name}`);
      measured[`validation.${name}`] = value;
    }
    const point: Point = { step, loss, metrics: measured };
    checkReading(this.#options, point, validates);
    this.#history.push(point);
    const [taken, seconds] = [step - this.#first, (performance.now() - this.#start) / 1000];
    const report: Report = { ...point, steps, taken, seconds };
    for (const observer of observe) await observer(report);
    await this.tell("reading", report);
    if (validates) await this.tell("validation", report);
  }

  /** Writes a checkpoint, if one is due and its values are finite. Its errors name the previous one. */
  async save(): Promise<void> {
    if (this.#sink === undefined) return;
    const { params, state, step } = this.#run;
    const tally = await this.#unread();
    await this.#mustBeGood();
    const last = this.#history.at(-1);
    const metrics = last?.step === step ? { loss: last.loss, ...last.metrics } : { loss: tally?.mean ?? NaN };
    const run = { params, state, step, history: this.#history, memory: this.#memory(tally), metrics };
    const { optimizer, about } = this.#options;
    try {
      const path = await this.#sink.save(run, { optimizer, ...(about && { about }) });
      this.#saved = { path, step };
    } catch (error) {
      throw naming(error, this.#saved);
    }
    await this.tell("checkpoint", this.#saved);
  }

  /** The last checkpoint, and the result of the run. */
  async end(): Promise<Trained<P, S>> {
    const { step, params, state } = this.#run;
    if (step > this.#first && this.#saved?.step !== step) await this.save();
    const ending = { finished: step >= this.#options.steps, stoppedBy: this.#stoppedBy };
    await this.tell("end", ending);
    const memory = this.#memory(await this.#unread());
    return { params, state, step, history: this.#history, memory, ...ending };
  }

  /**
   * Computes the loss of the last batch again, at the current parameters: if it is no longer finite, they are useless to go
   * back to, and the previous checkpoint stays the last good one.
   */
  async #mustBeGood(): Promise<void> {
    const { params, state, step } = this.#run;
    const loss = tidy("loss", () => {
      const value = this.#options.loss(params, this.#batch as B, step - 1);
      return add(value instanceof Tensor ? value : value[0], 0);
    });
    moveTo(loss, null);
    const value = await loss.item();
    loss.dispose();
    if (Number.isFinite(value)) return;
    for (const [path, leaf] of paths<unknown>({ params, state })) {
      const odd = leaf instanceof Tensor && !(await leaf.data()).every(Number.isFinite);
      if (odd) throw new NonFiniteLossError(step, this.#saved, path);
    }
    throw new NonFiniteLossError(step, this.#saved);
  }

  async #meanLoss(): Promise<Tally & { readonly mean: number }> {
    const { firstBad, ...tally } = await this.#run.meter.read();
    if (firstBad !== undefined) throw new NonFiniteLossError(firstBad, this.#saved);
    return tally;
  }

  async #unread() {
    return this.#run.meter.count() === 0 ? undefined : this.#meanLoss();
  }

  #memory(tally: Tally | undefined): Record<string, Json> {
    const { memory = {}, callbacks = [] } = this.#options;
    const unread = tally === undefined ? null : { sum: tally.sum, count: tally.count };
    return { ...memory, ...memoryOf(callbacks), [meterName]: unread };
  }
}

/** An error while writing a checkpoint, which names the last one written. */
function naming(error: unknown, saved: Saved | undefined): unknown {
  if (error instanceof NonFiniteLossError) return new NonFiniteLossError(error.step, saved, error.parameter);
  return error instanceof CheckpointWriteError
    ? new CheckpointWriteError(error.path, error.cause, saved)
    : error;
}

function sinkOf(plan: CheckpointPlan | undefined): CheckpointSink | undefined {
  if (plan === undefined || "to" in plan) return plan?.to;
  const { path } = plan;
  return {
    latest: () => undefined,
    async save(run, { optimizer, about }) {
      await saveCheckpoint(path, run, { optimizer, ...(about && { about }) });
      return path;
    },
  };
}

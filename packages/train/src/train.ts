import { trainNames } from "./option-names.ts";
import { withStatistics } from "@downhill/nn";
import { apply, descend, type Params } from "@downhill/optimizers";
import { checkOptions, moveTo, scope, type Tensor, tidy } from "@downhill/tensor";
import { callAll, type Events, memoryOf, type Moment, restoreAll } from "./callback.ts";
import { saveCheckpoint } from "./checkpoint.ts";
import { slopeOf } from "./gradient.ts";
import { lossMeter, type Tally } from "./loss-meter.ts";
import type { Report } from "./report.ts";
import { read } from "./measure.ts";
import { type Json, type Point, tensorsOf } from "./state.ts";
import type { CheckpointPlan, CheckpointSink, Trained, TrainOptions } from "./train-options.ts";
import { checkCount, CheckpointWriteError, NonFiniteLossError, TrainingError } from "./training-error.ts";

/** The name under which the loss meter remembers its sum. */
const meterName = "loss since the last reading";

/**
 * Trains: at every step the gradient of the loss on that step's batch goes through the optimizer, and the update is
 * added, $\theta_{t+1} = \theta_t + u(\nabla L_t(\theta_t))$. One scope per step frees all else, so the number of
 * tensors held does not grow. A run that goes on from its own result, or from a checkpoint, gives the same bits as one
 * that was never interrupted.
 *
 * The loss is noticed the moment it is no longer finite, on the device, and read only every `every` steps.
 *
 * @returns the parameters, the optimizer's state, the step and the loss so far; spread it into the options to go on.
 * @throws NonFiniteLossError with the step at which the loss was no longer finite, and the last checkpoint.
 * @throws CallbackError when a callback throws; CheckpointWriteError when a checkpoint cannot be written.
 * @throws TrainingError when a count is not a whole number, or two callbacks have one name.
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
 * await run.params.x.item(); // nearly 3
 * ```
 * @see Bottou, Curtis and Nocedal, "Optimization methods for large-scale machine learning", SIAM Review 2018, §4.
 */
export async function train<P extends Params, S, B>(options: TrainOptions<P, S, B>): Promise<Trained<P, S>> {
  checkOptions("train", options, trainNames);
  const { optimizer, batchAt, steps, metrics, checkpoint, signal, validation, stepsPerEpoch } = options;
  const { every = 10, observe = [], callbacks = [], memory = {} } = options;
  const first = options.step ?? 0;
  const validateEvery = validation?.every ?? stepsPerEpoch ?? every;
  check(options, first, every, validateEvery);

  const slope = slopeOf(options);
  const history = [...(options.history ?? [])];
  let params = options.params;
  let state = options.state ?? tidy("optimizer.init", () => unowned(optimizer.init(params)));
  let step = first;
  let unread: B | undefined;
  let stoppedBy: string | undefined;
  let saved = options.from;
  const meter = lossMeter((memory[meterName] ?? undefined) as Tally | undefined);
  const sink = sinkOf(checkpoint);
  const breathe = breather();
  const start = performance.now();
  const given = new Set(options.takeOver === true ? [] : tensorsOf([options.params, options.state]));
  const release = (tree: unknown, except: ReadonlySet<Tensor> = new Set()): void => {
    for (const tensor of tensorsOf(tree)) if (!given.has(tensor) && !except.has(tensor)) tensor.dispose();
  };

  const tell = async <M extends keyof Events>(
    moment: M,
    event: Omit<Events[M], keyof Moment>,
  ): Promise<void> => {
    const whole = (): Events[M] => ({ step, steps, params, history, ...event }) as unknown as Events[M];
    const stop = await callAll(callbacks, moment, whole, () => saved);
    stoppedBy ??= stop;
  };

  /** Spends what the run made itself; what the caller gave stays whole. */
  const advance = (gradient: P): readonly [P, S] => {
    if (!tensorsOf([params, state]).some((tensor) => given.has(tensor))) {
      return descend(optimizer, gradient, state, params, step);
    }
    const [updates, nextState] = optimizer.update(gradient, state, params, step);
    return [apply(params, updates), nextState];
  };

  const takeStep = (batch: B): void => {
    using _ = scope(`step ${step}`);
    const { loss, gradient, statistics } = slope(params, batch, step);
    const [moved, nextState] = advance(gradient);
    const settled = Object.keys(statistics).length === 0 ? moved : withStatistics(moved, statistics);
    const next = unowned([settled, nextState] as const);
    meter.add(loss, step);
    release([params, state], new Set(tensorsOf(next)));
    [params, state] = next;
  };

  const meanLoss = async (): Promise<Tally & { readonly mean: number }> => {
    const { firstBad, ...tally } = await meter.read();
    if (firstBad !== undefined) throw new NonFiniteLossError(firstBad, saved);
    return tally;
  };

  const readLoss = async (batch: B, validate: boolean): Promise<void> => {
    unread = undefined;
    const { mean: loss } = await meanLoss();
    meter.reset();
    const measured: Record<string, number> = {
      ...(metrics === undefined ? {} : await read(tidy("metrics", () => metrics(params, batch)))),
    };
    for (const [name, value] of Object.entries(validate ? await validation!.measure(params) : {})) {
      if (!Number.isFinite(value)) throw new NonFiniteLossError(step, saved, `validation.${name}`);
      measured[`validation.${name}`] = value;
    }
    const point: Point = { step, loss, metrics: measured };
    history.push(point);
    const report: Report = {
      ...point,
      steps,
      taken: step - first,
      seconds: (performance.now() - start) / 1000,
    };
    for (const observer of observe) await observer(report);
    await tell("reading", report);
    if (validate) await tell("validation", report);
  };

  const remembered = (tally: Tally | undefined): Record<string, Json> => ({
    ...memory,
    ...memoryOf(callbacks),
    [meterName]: tally === undefined ? null : { sum: tally.sum, count: tally.count },
  });

  const save = async (to: CheckpointSink): Promise<void> => {
    const tally = meter.count() === 0 ? undefined : await meanLoss();
    const last = history.at(-1);
    const measured =
      last?.step === step ? { loss: last.loss, ...last.metrics } : { loss: tally?.mean ?? NaN };
    try {
      const run = { params, state, step, history, memory: remembered(tally), metrics: measured };
      saved = { path: await to.save(run, options), step };
    } catch (error) {
      if (error instanceof NonFiniteLossError) {
        throw new NonFiniteLossError(error.step, saved, error.parameter);
      }
      throw error instanceof CheckpointWriteError
        ? new CheckpointWriteError(error.path, error.cause, saved)
        : error;
    }
    await tell("checkpoint", saved);
  };

  try {
    restoreAll(callbacks, memory);
    await tell("begin", { from: options.from, passedOver: options.passedOver ?? [] });
    while (step < steps && stoppedBy === undefined) {
      if (signal?.aborted === true) {
        stoppedBy = "signal";
        break;
      }
      unread = await batchAt(step);
      takeStep(unread);
      step++;
      await tell("step", {});
      const validate = validation !== undefined && step % validateEvery === 0;
      if (validate || step % every === 0 || step === steps) await readLoss(unread, validate);
      if (step % (stepsPerEpoch ?? Infinity) === 0) await tell("epoch", { epoch: step / stepsPerEpoch! });
      if (sink !== undefined && (validate || step % checkpoint!.every === 0)) await save(sink);
      await breathe();
    }
    if (sink !== undefined && step > first && saved?.step !== step) await save(sink);
    await tell("end", { finished: step >= steps, stoppedBy });
    const tally = meter.count() === 0 ? undefined : await meanLoss();
    return {
      params,
      state,
      step,
      history,
      memory: remembered(tally),
      finished: step >= steps,
      stoppedBy,
    };
  } catch (error) {
    release([params, state]);
    throw error;
  } finally {
    meter.dispose();
  }
}

function check<P extends Params, S, B>(
  { steps, stepsPerEpoch = 1, checkpoint, callbacks = [] }: TrainOptions<P, S, B>,
  first: number,
  every: number,
  validateEvery: number,
): void {
  checkCount("train", "steps", steps, 0);
  checkCount("train", "step", first, 0);
  checkCount("train", "every", every, 1);
  checkCount("train", "validation.every", validateEvery, 1);
  checkCount("train", "stepsPerEpoch", stepsPerEpoch, 1);
  checkCount("train", "checkpoint.every", checkpoint?.every ?? 1, 1);
  const names = callbacks.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i || name === meterName);
  if (twice !== undefined) {
    throw new TrainingError(
      `train: two callbacks are named "${twice}", and a checkpoint could not tell them apart; give each a name of its own.`,
      `train：有两个回调都叫 "${twice}"，检查点将无法区分它们；请各取一个不同的名字。`,
    );
  }
}

function sinkOf(plan: CheckpointPlan | undefined): CheckpointSink | undefined {
  if (plan === undefined || "to" in plan) return plan?.to;
  const { path } = plan;
  return {
    latest: () => undefined,
    async save(run, described) {
      const { optimizer, about } = described;
      await saveCheckpoint(path, run, { optimizer, ...(about && { about }) });
      return path;
    },
  };
}

/** Takes tensors out of every scope: they live until they are disposed. */
function unowned<T>(tree: T): T {
  for (const tensor of tensorsOf(tree)) moveTo(tensor, null);
  return tree;
}

/** Lets timers, signals and the terminal have their turn 20 times a second. */
function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < 50) return;
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  };
}

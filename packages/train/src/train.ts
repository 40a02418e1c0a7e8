import { valueAndGrad } from "@downhill/autograd";
import { apply, type Params, type Transform } from "@downhill/optimizers";
import { moveTo, scope, type Tensor, tidy } from "@downhill/tensor";
import { saveCheckpoint } from "./checkpoint.ts";
import { lossMeter } from "./loss-meter.ts";
import { type Described, disposeTree, type Point, tensorsOf, type TrainingState } from "./state.ts";
import { NonFiniteLossError } from "./training-error.ts";

/** What an observer is told at every reading, and once more at the end. */
export interface Report extends Point {
  /** The steps that the run will have taken when it is done. */
  readonly steps: number;
  /** Seconds since the run began or went on. */
  readonly seconds: number;
  /** Steps taken in these seconds. */
  readonly taken: number;
}

/** A plain function that is told how the run goes: a progress bar, a log, a plot. */
export type Observer = (report: Report) => void | Promise<void>;

export interface TrainOptions<P extends Params, S, B> extends Pick<Described, "about"> {
  /** Where the run begins. They stay the caller's: `train` frees only what it made. */
  readonly params: P;
  readonly optimizer: Transform<S>;
  /** The loss of a batch, a scalar. */
  readonly loss: (params: P, batch: B) => Tensor;
  /** The batch of a step, and of nothing but the step, so that a run can go on anywhere. */
  readonly batchAt: (step: number) => B | Promise<B>;
  /** How many steps the run has when it is done, those before a resume included. */
  readonly steps: number;
  /** The optimizer's state to go on from; fresh unless given. */
  readonly state?: S;
  /** The steps already taken; 0 unless given. */
  readonly step?: number;
  /** The points of the run so far; they come back with the new ones. */
  readonly history?: readonly Point[];
  /** Scalars to watch besides the loss, computed on the batch of every reading. */
  readonly metrics?: (params: P, batch: B) => Readonly<Record<string, Tensor>>;
  /** Reads the loss every so many steps; 10 unless given. Between, nothing is copied from the device. */
  readonly every?: number;
  readonly observe?: readonly Observer[];
  /** Writes a checkpoint every so many steps, at the end, and when stopped. */
  readonly checkpoint?: { readonly path: string; readonly every: number };
  /** Stops the run after the step it is in. */
  readonly signal?: AbortSignal;
}

/** Where a run ended. The tensors are the caller's; give them back with `disposeTree`. */
export interface Trained<P extends Params, S> extends TrainingState<P, S> {
  readonly history: readonly Point[];
  /** False when the signal stopped it before its last step. */
  readonly finished: boolean;
}

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
 * @throws RangeError when a count is not a whole number.
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
  const { optimizer, loss, batchAt, steps, metrics, checkpoint, signal, observe = [], every = 10 } = options;
  const first = options.step ?? 0;
  for (const [name, value, least] of [
    ["steps", steps, 0],
    ["step", first, 0],
    ["every", every, 1],
    ["checkpoint.every", checkpoint?.every ?? 1, 1],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < least) {
      throw new RangeError(`train: ${name} is ${value}; give a whole number from ${least} on`);
    }
  }

  const lossAndGrad = valueAndGrad(loss);
  const history = [...(options.history ?? [])];
  let params = options.params;
  let state = options.state ?? tidy("optimizer.init", () => unowned(optimizer.init(params)));
  let step = first;
  let unread: B | undefined;
  let saved: { readonly path: string; readonly step: number } | undefined;
  const meter = lossMeter();
  const breathe = breather();
  const start = performance.now();
  const given = new Set(tensorsOf([options.params, options.state]));
  const release = (tree: unknown, except: ReadonlySet<Tensor> = new Set()): void => {
    for (const tensor of tensorsOf(tree)) if (!given.has(tensor) && !except.has(tensor)) tensor.dispose();
  };

  const takeStep = (batch: B): void => {
    using _ = scope(`step ${step}`);
    const [value, gradient] = lossAndGrad(params, batch);
    const [updates, nextState] = optimizer.update(gradient, state, params, step);
    const next = unowned([apply(params, updates), nextState] as const);
    meter.add(value, step);
    release([params, state], new Set(tensorsOf(next)));
    [params, state] = next;
  };

  const read = async (batch: B): Promise<void> => {
    unread = undefined;
    const { mean, firstBad } = await meter.read();
    if (firstBad !== undefined) throw new NonFiniteLossError(firstBad, saved);
    const point: Point = {
      step,
      loss: mean,
      metrics: metrics === undefined ? {} : await watched(metrics, params, batch),
    };
    history.push(point);
    const report = { ...point, steps, taken: step - first, seconds: (performance.now() - start) / 1000 };
    for (const observer of observe) await observer(report);
  };

  const save = async (path: string): Promise<void> => {
    try {
      await saveCheckpoint(path, { params, state, step, history }, options);
    } catch (error) {
      throw error instanceof NonFiniteLossError
        ? new NonFiniteLossError(error.step, saved, error.parameter)
        : error;
    }
    saved = { path, step };
  };

  const settle = async (): Promise<void> => {
    if (unread !== undefined) await read(unread);
    if (checkpoint !== undefined && saved?.step !== step) await save(checkpoint.path);
  };

  try {
    const stopped = (): boolean => signal?.aborted === true;
    while (step < steps && !stopped()) {
      unread = await batchAt(step);
      takeStep(unread);
      step++;
      if (step % every === 0) await read(unread);
      if (checkpoint !== undefined && step % checkpoint.every === 0) await settle();
      await breathe();
    }
    if (step > first) await settle();
  } catch (error) {
    release([params, state]);
    throw error;
  } finally {
    meter.dispose();
  }
  return { params, state, step, history, finished: step >= steps };
}

async function watched<P extends Params, B>(
  metrics: NonNullable<TrainOptions<P, unknown, B>["metrics"]>,
  params: P,
  batch: B,
): Promise<Readonly<Record<string, number>>> {
  const tensors = tidy("metrics", () => unowned(metrics(params, batch)));
  const values: [string, number][] = [];
  for (const [name, tensor] of Object.entries(tensors)) values.push([name, await tensor.item()]);
  disposeTree(tensors);
  return Object.fromEntries(values);
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

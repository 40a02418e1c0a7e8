import { fitNames } from "./option-names.ts";
import { type Labels, type Rows, toTensors as rowsToTensors } from "@downhill/data";
import { type Layer, trainApply } from "@downhill/nn";
import type { Params, Transform } from "@downhill/optimizers";
import { checkOptions, add, foldIn, key } from "@downhill/tensor";
import type { Checkpoints } from "./checkpoint-folder.ts";
import { checkpoints } from "./checkpoints.ts";
import { earlyStop, type Stopper } from "./early-stop.ts";
import { checkClasses } from "./class-numbers.ts";
import { checkGiven, checkNames, type FitOptions, type Fitted, stepsOf } from "./fit-options.ts";
import { checkLastRow } from "./last-row.ts";
import { type Examples, inOrder, type Measure, measure, valuesOf } from "./measure.ts";
import { CheckpointError } from "./safetensors.ts";
import { type Data, isDataset, sourceOf } from "./source.ts";
import { disposeTree, type Json } from "./state.ts";
import { train } from "./train.ts";
import type { TrainOptions } from "./train-options.ts";
import { checkCount, TrainingError } from "./training-error.ts";

/**
 * Trains a model on data: `train`, with the loss, the batches, the measuring, the checkpoints and their resumption put
 * together from a model, a data set and a few words. In training, layers get a key folded from the seed and the step, and the
 * statistics they find are taken over, so dropout and batch normalisation work and a run that was killed and goes on, gives the same
 * bits.
 *
 * $$\theta_{t+1} = \theta_t + u\big(\nabla_\theta\, L(f_\theta(x_t; k_t), y_t)\big), \qquad k_t = \text{fold}(\text{seed}, t)$$
 *
 * @param data a data set, which is shuffled anew each epoch; batches by step; or a pipeline of batches, whose position is kept
 *   in the checkpoints.
 * @returns the parameters (the best, with early stopping), and all that a run has.
 * @throws TrainingError when an option is none, with the remedy; CheckpointError when the folder holds another run.
 * @throws NonFiniteLossError, CallbackError, CheckpointWriteError as `train` does; each names the last checkpoint.
 * @example
 * ```ts
 * import { dataset } from "@downhill/data";
 * import { dense, dropout, meanSquaredError, relu, sequential } from "@downhill/nn";
 * import { adam } from "@downhill/optimizers";
 * import { reshape } from "@downhill/tensor";
 * import { fit } from "@downhill/train";
 * const at = (x: number[]) => dataset({ x: Float32Array.from(x), shape: [1], y: Float32Array.from(x, Math.sin) });
 * const model = sequential(dense(1, 16), relu, dropout(0.1), dense(16, 1));
 * const run = await fit(model, at([0, 0.5, 1, 1.5, 2, 2.5, 3]), {
 *   loss: (prediction, y) => meanSquaredError(prediction, reshape(y, prediction.shape)),
 *   optimizer: adam({ learningRate: 0.02 }),
 *   batchSize: 4,
 *   epochs: 40,
 *   validation: at([0.25, 1.25, 2.25]),
 *   earlyStopping: { patience: 10 },
 *   checkpoints: { folder: "out/sine", last: 2, best: { by: "validation.loss" } },
 *   resume: true, // after a kill, the same call goes on
 * });
 * run.history.at(-1)!.metrics["validation.loss"]; // small
 * ```
 * @see Chollet, "Deep Learning with Python", 2nd ed. 2021, §7.3, on training loops that are given, and their callbacks.
 */
export async function fit<P extends Params, S, B = Rows<Labels>>(
  model: Layer<P>,
  data: Data<B>,
  options: FitOptions<P, S, B>,
): Promise<Fitted<P, S>> {
  checkOptions("fit", options, fitNames);
  checkGiven(options);
  const { loss, optimizer, seed = 0, batchSize = 32, flat = false, metrics = {}, penalty } = options;
  const toTensors = options.toTensors ?? (rowsToTensors as unknown as (batch: B) => Examples);
  checkCount("fit", "seed", seed, 0);
  checkCount("fit", "batchSize", batchSize, 1);
  const root = key(seed);
  const draws = foldIn(root, 2);
  const { dropLast } = options;
  const source = sourceOf(data, { batchSize, dropLast, flat, key: foldIn(root, 1) });
  const steps = stepsOf(options, source);
  checkNames(options);
  const stopper = options.earlyStopping && earlyStop<P>(options.earlyStopping);
  const about = { model: model.name, seed: String(seed), ...source.about, ...options.about };

  const store = await opened(options, stopper);
  const begun = options.params ?? model.init(foldIn(root, 0));
  const like = { params: begun, optimizer, about };
  const mine: unknown[] = options.params === undefined ? [begun] : [];
  try {
    checkLastRow(model, begun, data, { batchSize, dropLast, flat }, { toTensors, key: draws });
    const resumed = await store?.newest(like);
    mine.push(resumed?.params, resumed?.state);
    const lost = await holdBest(stopper, store, like, resumed?.memory);
    if (resumed !== undefined && options.params === undefined) disposeTree(begun);
    const passedOver = [...(store?.passedOver ?? []), ...(lost === undefined ? [] : [lost])];
    const run = await train<P, S, B>({
      optimizer,
      ...given(options, ["gradient", "every", "observe", "signal"]),
      params: begun,
      ...resumed,
      takeOver: mine.length > 0 && (resumed !== undefined || options.params === undefined),
      passedOver,
      steps,
      about,
      batchAt: source.batchAt,
      ...(source.stepsPerEpoch === undefined ? {} : { stepsPerEpoch: source.stepsPerEpoch }),
      callbacks: [
        ...source.memory,
        ...(stopper === undefined ? [] : [stopper]),
        ...(options.callbacks ?? []),
      ],
      loss(params, batch, step) {
        const { x, y } = toTensors(batch);
        const [prediction, statistics] = trainApply(model, params, x, foldIn(draws, step));
        if (options.toTensors === undefined) checkClasses(prediction, batch, `step ${step}`);
        const value = loss(prediction, y);
        return [penalty === undefined ? value : add(value, penalty(params)), statistics];
      },
      ...watching(model, metrics, toTensors),
      ...validated(model, options, toTensors, Math.min(source.stepsPerEpoch ?? steps, steps)),
      ...(store === undefined
        ? {}
        : {
            checkpoint: {
              to: store,
              every: options.checkpoints?.every ?? source.stepsPerEpoch ?? Math.max(1, steps),
            },
          }),
    });
    const best = stopper?.best();
    if (best !== undefined) disposeTree(run.params);
    return { ...run, params: best ?? run.params, bestStep: stopper?.bestStep() ?? run.step, passedOver };
  } catch (error) {
    stopper?.dispose();
    disposeTree(mine);
    throw error;
  } finally {
    await source.close();
  }
}

/** Those of the options that were given. */
const given = <O extends object, K extends keyof O>(options: O, names: readonly K[]): Pick<O, K> =>
  Object.fromEntries(names.flatMap((name) => (name in options ? [[name, options[name]]] : []))) as Pick<O, K>;

/** The folder of checkpoints, if there is to be one. One that holds another run already is not written over. */
async function opened<P extends Params, S, B>(
  { checkpoints: plan, resume = false }: FitOptions<P, S, B>,
  stopper: Stopper<P> | undefined,
): Promise<Checkpoints | undefined> {
  if (plan === undefined) {
    if (!resume) return undefined;
    throw new TrainingError(
      'fit: there is nothing to resume from; add checkpoints: { folder: "out/run" }, or leave resume out.',
      'fit：没有可供恢复的检查点；请加上 checkpoints: { folder: "out/run" }，或去掉 resume。',
    );
  }
  const { folder, every: _, ...rule } = plan;
  if (typeof folder !== "string" || folder === "") {
    throw new TrainingError(
      'fit: checkpoints has no folder; give a path, as checkpoints: { folder: "out/run" }.',
      'fit：checkpoints 没有给出文件夹；请给出路径，例如 checkpoints: { folder: "out/run" }。',
    );
  }
  const store = await checkpoints(folder, {
    ...rule,
    also: () => [stopper?.bestStep()].filter((step) => step !== undefined),
  });
  const last = store.latest();
  if (last === undefined || resume) return store;
  throw new TrainingError(
    `fit: ${folder} holds a run of ${last.step} steps already; add resume: true to go on with it, or choose another folder.`,
    `fit：${folder} 中已有一次训练，进行到了第 ${last.step} 步；加上 resume: true 可以继续，否则请换一个文件夹。`,
  );
}

/** Gives early stopping back the best parameters so far. Where their checkpoint is damaged, says so, and later ones will have to do. */
async function holdBest<P extends Params, S>(
  stopper: Stopper<P> | undefined,
  store: Checkpoints | undefined,
  like: Parameters<Checkpoints["at"]>[1] & { readonly params: P; readonly optimizer: Transform<S> },
  memory: Readonly<Record<string, Json>> = {},
): Promise<CheckpointError | undefined> {
  const saved = stopper && memory[stopper.name];
  if (stopper === undefined || saved === undefined) return undefined;
  stopper.restore?.(saved);
  const step = stopper.missing();
  if (step === undefined) return undefined;
  try {
    const { params, state } = await store!.at<P, unknown>(step, like);
    stopper.hold(params);
    disposeTree([params, state]);
    return undefined;
  } catch (error) {
    if (error instanceof CheckpointError) return error;
    throw error;
  }
}

/** The metrics on a batch, the model as in use; nothing where there are none, for it costs a forward pass. */
function watching<P extends Params, B>(
  model: Layer<P>,
  metrics: Readonly<Record<string, Measure>>,
  toTensors: (batch: B) => Examples,
): Pick<TrainOptions<P, unknown, B>, "metrics"> {
  if (Object.keys(metrics).length === 0) return {};
  return {
    metrics(params, batch) {
      const { x, y } = toTensors(batch);
      return valuesOf(metrics, model.apply(params, x), y);
    },
  };
}

/** The loss and the metrics of the whole validation set, the model as in use. */
function validated<P extends Params, S, B>(
  model: Layer<P>,
  { validation, validateEvery, loss, metrics = {}, batchSize = 32, flat = false }: FitOptions<P, S, B>,
  toTensors: (batch: B) => Examples,
  epoch: number,
): Pick<TrainOptions<P, S, B>, "validation"> {
  if (validation === undefined) return {};
  const set = (): Iterable<B> | AsyncIterable<B> =>
    isDataset(validation) ? (inOrder(validation, batchSize, flat) as Iterable<Rows<Labels> & B>) : validation;
  return {
    validation: {
      every: validateEvery ?? Math.max(1, epoch),
      names: ["loss", ...Object.keys(metrics)],
      measure: (params) =>
        measure((x) => model.apply(params, x), set(), toTensors, { means: { loss }, metrics }),
    },
  };
}

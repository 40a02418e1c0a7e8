import { type Labels, type Rows, toTensors as rowsToTensors } from "@downhill/data";
import { type Layer, trainApply } from "@downhill/nn";
import type { Params } from "@downhill/optimizers";
import { add, foldIn, key } from "@downhill/tensor";
import { BackingOff } from "./back-off.ts";
import { restoreAll } from "./callback.ts";
import { earlyStop } from "./early-stop.ts";
import { checkClasses } from "./class-numbers.ts";
import { checkGiven, checkNames, type FitOptions, type Fitted, stepsOf } from "./fit-options.ts";
import { checkFitNames } from "./option-names.ts";
import { checkLastRow } from "./last-row.ts";
import { holdBest, opened, plan, saveBeginning } from "./fit-store.ts";
import { type Examples, inOrder, type Measure, measure, valuesOf } from "./measure.ts";
import { type Data, isDataset, sourceOf } from "./source.ts";
import { disposeTree } from "./state.ts";
import { trained } from "./train.ts";
import type { TrainOptions } from "./train-options.ts";
import { checkCount, NonFiniteLossError, TrainingError } from "./training-error.ts";

/**
 * Trains a model on data: `train`, with the loss, the batches, the measurements, the checkpoints and resuming set up
 * from a model, a data set and a few options. In training, layers get a key folded from the seed and the step, and the
 * statistics they compute are stored, so dropout and batch normalisation work, and a run that was killed and resumed gives the
 * same bits.
 *
 * $$\theta_{t+1} = \theta_t + u\big(\nabla_\theta\, L(f_\theta(x_t; k_t), y_t)\big), \qquad k_t = \text{fold}(\text{seed}, t)$$
 *
 * @param data a data set, which is reshuffled each epoch; batches by step; or a pipeline of batches, with its position kept
 *   in the checkpoints.
 * @returns the parameters (the best, with early stopping), and everything else about the run.
 * @throws TrainingError when an option is invalid, with the remedy; CheckpointError when the folder holds another run.
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
 *   resume: true, // after a kill, the same call continues
 * });
 * run.history.at(-1)!.metrics["validation.loss"]; // small
 * ```
 * @see Chollet, "Deep Learning with Python", 2nd ed. 2021, §7.3, on built-in training loops and their callbacks.
 */
export async function fit<P extends Params, S, B = Rows<Labels>>(
  model: Layer<P>,
  data: Data<B>,
  options: FitOptions<P, S, B>,
): Promise<Fitted<P, S>> {
  checkFitNames(options);
  checkModel(model);
  checkGiven(options);
  checkCount("fit", "seed", options.seed ?? 0, 0);
  checkCount("fit", "batchSize", options.batchSize ?? 32, 1);
  const backing = options.backOff && new BackingOff(options.backOff);
  let asked = options;
  for (;;) {
    try {
      return { ...(await fitOnce(model, data, asked, backing)), backedOff: backing?.reasons ?? [] };
    } catch (error) {
      if (!(error instanceof NonFiniteLossError) || backing?.again(error) !== true) throw error;
      asked = { ...options, resume: true };
    }
  }
}

/** A run from the start, or from its newest checkpoint, to the end. */
async function fitOnce<P extends Params, S, B>(
  model: Layer<P>,
  data: Data<B>,
  options: FitOptions<P, S, B>,
  backing: BackingOff | undefined,
): Promise<Omit<Fitted<P, S>, "backedOff">> {
  const { loss, seed = 0, batchSize = 32, dropLast, flat = false, metrics = {}, penalty } = options;
  const toTensors = options.toTensors ?? (rowsToTensors as (batch: B) => Examples);
  const root = key(seed);
  const draws = foldIn(root, 2);
  const source = sourceOf(data, { batchSize, dropLast, flat, key: foldIn(root, 1) });
  const steps = stepsOf(options, source);
  checkNames(options);
  const stopper = options.earlyStopping && earlyStop<P>(options.earlyStopping);
  const about = { model: model.name, seed: String(seed), ...source.about, ...options.about };
  const callbacks = [
    ...source.memory,
    ...(backing === undefined ? [] : [backing.memory()]),
    ...(stopper === undefined ? [] : [stopper]),
    ...(options.callbacks ?? []),
  ];

  const store = await opened(options, stopper);
  const fresh = (): P => model.init(foldIn(root, 0));
  const begun = options.params ?? fresh();
  const like = { params: begun, optimizer: options.optimizer, about };
  const mine: unknown[] = options.params === undefined ? [begun] : [];
  try {
    checkLastRow(model, begun, data, { batchSize, dropLast, flat }, { toTensors, key: draws });
    const resumed = await store?.newest(like);
    mine.push(resumed?.params, resumed?.state);
    if (backing !== undefined) {
      restoreAll(callbacks, resumed?.memory ?? {});
      if (resumed === undefined) await saveBeginning(store!, like, callbacks);
    }
    const lost = await holdBest(stopper, store, like, resumed?.memory);
    if (resumed !== undefined && options.params === undefined) disposeTree(begun);
    const passedOver = [...(store?.passedOver ?? []), ...(lost === undefined ? [] : [lost])];
    const optimizer = backing?.lowered(options.optimizer) ?? options.optimizer;
    const run = await trained<P, S, B>(
      {
        optimizer,
        ...given(options, ["gradient", "every", "explain", "observe", "signal"]),
        params: begun,
        ...resumed,
        takeOver: mine.length > 0 && (resumed !== undefined || options.params === undefined),
        passedOver,
        backedOff: backing?.reasons ?? [],
        steps,
        about,
        batchAt: source.batchAt,
        ...(source.stepsPerEpoch === undefined ? {} : { stepsPerEpoch: source.stepsPerEpoch }),
        callbacks,
        loss(params, batch, step) {
          const { x, y } = toTensors(batch);
          const [prediction, statistics] = trainApply(model, params, x, foldIn(draws, step));
          if (options.toTensors === undefined) checkClasses(prediction, batch, `step ${step}`);
          const value = loss(prediction, y);
          return [penalty === undefined ? value : add(value, penalty(params)), statistics];
        },
        ...watching(model, metrics, toTensors),
        ...validated(model, options, toTensors, Math.min(source.stepsPerEpoch ?? steps, steps)),
        ...plan(store, options, source.stepsPerEpoch ?? Math.max(1, steps)),
      },
      options.params === undefined ? () => ({ params: fresh(), takeOver: true }) : undefined,
    );
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

/** The options that were given. */
const given = <O extends object, K extends keyof O>(options: O, names: readonly K[]): Pick<O, K> =>
  Object.fromEntries(names.flatMap((name) => (name in options ? [[name, options[name]]] : []))) as Pick<O, K>;

/** The metrics on a batch, with the model in inference mode; skipped if there are none, because it costs a forward pass. */
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

/** The loss and the metrics on the whole validation set, with the model in inference mode. */
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

function checkModel(model: unknown): void {
  const { init, apply } = Object(model) as Partial<Layer<Params>>;
  if (typeof init === "function" && typeof apply === "function") return;
  throw new TrainingError("not-a-layer", {
    en: "fit: the model is not a layer; give one, such as dense(784, 10) or sequential(…).",
    zh: "fit：模型不是层；请给出 dense(784, 10)、sequential(…) 这样的层。",
  });
}

import {
  checkFlag,
  checkOptions,
  foldIn,
  type Key,
  permutation,
  tensor,
  type Tensor,
} from "@downhill/tensor";
import { batchGiven, datasetGiven } from "./given.ts";
import { asGiven } from "./as-given.ts";
import { DataError } from "./data-error.ts";
import { keyGiven } from "./key-given.ts";
import { type Dataset, type Labels, type Rows, rows } from "./dataset.ts";

/** The examples of one training step. */
export interface Batch<Y extends Labels = Int32Array> extends Rows<Y> {
  /** The step that this batch belongs to, from 0. */
  readonly step: number;
  /** The pass over the data that this step is part of, from 0. */
  readonly epoch: number;
}

/** All batches of a training run; iterating starts at step 0. */
export interface Batches<Y extends Labels = Int32Array> extends Iterable<Batch<Y>> {
  readonly stepsPerEpoch: number;
  /** `stepsPerEpoch × epochs`. */
  readonly steps: number;
  /**
   * The batch of one step, independent of what was requested before: the step number is all a run needs to resume.
   * @throws DataError when there is no such step
   */
  batchAt(step: number): Batch<Y>;
  /** The batches starting at one step. */
  from(step: number): Iterable<Batch<Y>>;
}

/**
 * Cuts a data set into batches, in a new random order every epoch.
 *
 * With $m$ steps per epoch, step $t$ belongs to epoch $e = \lfloor t / m \rfloor$, whose order is a permutation drawn
 * from `foldIn(key, e)`; within an epoch every example comes exactly once.
 *
 * @param options.size examples per batch, a positive integer; the last batch of an epoch may be smaller
 * @param options.key the random key; the same key gives the same batches on every machine
 * @param options.epochs how many passes over the data, 1 when left out; `Infinity` never ends
 * @param options.dropLast leaves out the smaller last batch of every epoch
 * @param options.flat gives `x` the shape `[n, product(shape)]` instead of `[n, ...shape]`
 * @throws DataError when size or epochs are not positive integers, or dropLast leaves no batch
 * @example
 * ```ts
 * import { batches, fashionMnist } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const train = await fashionMnist({ split: "train" });
 * for (const { x, y, step } of batches(train, { size: 64, key: key(0), epochs: 2, flat: true })) {
 *   console.log(step, x.length, y.length); // 0 50176 64
 * }
 * ```
 * @see Bottou, "Curiously fast convergence of some stochastic gradient descent algorithms" (2009).
 */
export function batches<Y extends Labels>(
  from: Dataset<Y>,
  options: {
    readonly size: number;
    readonly key: Key;
    readonly epochs?: number;
    readonly dropLast?: boolean;
    readonly flat?: boolean;
  },
): Batches<Y> {
  const {
    size,
    epochs = 1,
    dropLast = false,
    flat = false,
    key: given,
  } = checkOptions("batches", options, ["size", "key", "epochs", "dropLast", "flat"]);
  datasetGiven("batches", from);
  checkFlag("batches", "dropLast", dropLast);
  checkFlag("batches", "flat", flat);
  if (!Number.isInteger(size) || size < 1) {
    throw new DataError("out-of-range", {
      en: `batches: size must be a positive integer, got ${asGiven(size)}; 64 is a common choice.`,
      zh: `batches：size 须为正整数，得到的是 ${asGiven(size)}；常用的取值是 64。`,
    });
  }
  if (epochs !== Infinity && (!Number.isInteger(epochs) || epochs < 1)) {
    throw new DataError("out-of-range", {
      en: `batches: epochs must be a positive integer or Infinity, got ${asGiven(epochs)}; give the number of passes over the data.`,
      zh: `batches：epochs 须为正整数或 Infinity，得到的是 ${asGiven(epochs)}；请给出遍历数据的轮数。`,
    });
  }
  const key = keyGiven("batches", given);
  const stepsPerEpoch = (dropLast ? Math.floor : Math.ceil)(from.size / size);
  if (stepsPerEpoch === 0) {
    throw new DataError("too-few-rows", {
      en: `batches: ${from.size} examples do not fill one batch of ${size}; choose a smaller size or leave dropLast out.`,
      zh: `batches：${from.size} 个样本不足以组成一个大小为 ${size} 的批次；请减小 size，或去掉 dropLast。`,
    });
  }
  const steps = stepsPerEpoch * epochs;

  let drawn = -1;
  let order = new Int32Array();
  const orderOf = (epoch: number): Int32Array => {
    if (epoch !== drawn) {
      order = permutation(foldIn(key, epoch), from.size) as Int32Array<ArrayBuffer>;
      drawn = epoch;
    }
    return order;
  };

  const batchAt = (step: number): Batch<Y> => {
    if (!Number.isInteger(step) || step < 0 || step >= steps) {
      throw new DataError("out-of-bounds", {
        en: `batches: there is no step ${step}; steps run from 0 to ${steps - 1} (${stepsPerEpoch} per epoch), so raise epochs for more.`,
        zh: `batches：没有第 ${step} 步；步数从 0 到 ${steps - 1}（每轮 ${stepsPerEpoch} 步），需要更多请增大 epochs。`,
      });
    }
    const epoch = Math.floor(step / stepsPerEpoch);
    const start = (step % stepsPerEpoch) * size;
    return { ...rows(from, { at: orderOf(epoch).subarray(start, start + size), flat }), step, epoch };
  };

  function* walk(step: number): Generator<Batch<Y>> {
    for (let at = step; at < steps; at++) yield batchAt(at);
  }
  return { stepsPerEpoch, steps, batchAt, from: walk, [Symbol.iterator]: () => walk(0) };
}

/**
 * Puts a batch, or all rows of a data set, on the backend in use, in the current scope.
 *
 * `x` becomes a float tensor of the batch's shape, `y` a tensor `[n]`, or of `yShape`, and keeps its kind, integers or
 * floats.
 * @throws DataError if the argument is not such a batch
 * @example
 * ```ts
 * import { dataset, rows, toTensors } from "@downhill/data";
 * import { scope } from "@downhill/tensor";
 * const points = dataset({ x: new Float32Array([0, 1]), shape: [1], y: new Int32Array([0, 1]) });
 * using step = scope("step");
 * const { x, y } = toTensors(rows(points));
 * console.log(x.shape, y.dtype); // [ 2, 1 ] int32
 * ```
 */
export function toTensors(batch: Rows<Labels>): { readonly x: Tensor; readonly y: Tensor } {
  batchGiven("toTensors", batch);
  const { x, shape, y, yShape = [y.length] } = batch;
  return { x: tensor(x, { shape }), y: tensor(y, { shape: yShape }) };
}

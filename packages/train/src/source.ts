import { batches, type Dataset, type Labels, type Rows } from "@downhill/data";
import type { Key } from "@downhill/tensor";
import type { Callback } from "./callback.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Json } from "./state.ts";
import { TrainingError } from "./training-error.ts";

/** Batches by step, as returned by `batches`. */
export interface Batched<B> {
  /** The batch of a step; it may depend on the step only. */
  batchAt(step: number): B | Promise<B>;
  readonly stepsPerEpoch?: number;
  /** The number of steps; unlimited if undefined. */
  readonly steps?: number;
}

/** One pass over a {@link Walkable}. */
export interface Walking<B> {
  next(): Promise<IteratorResult<B, unknown>>;
  return?(): Promise<unknown>;
  /** The position after the last batch; JSON. */
  readonly position: unknown;
}

/** Consecutive batches that can continue from a position, such as a `pipeline` of data. */
export interface Walkable<B> {
  walk(from?: unknown): Walking<B>;
}

/** The data `fit` trains on. */
export type Data<B> = Dataset<Labels> | Batched<B> | Walkable<B>;

/** Data in the form the loop needs. */
export interface Source<B> {
  readonly batchAt: (step: number) => B | Promise<B>;
  readonly stepsPerEpoch?: number | undefined;
  readonly steps?: number | undefined;
  /** Keeps the position, if any, in the checkpoints. */
  readonly memory: readonly Callback[];
  /** The description of the data in a checkpoint. */
  readonly about: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export const isDataset = (data: object): data is Dataset<Labels> => "size" in data && "shape" in data;

/** Refuses anything other than these three. */
function checkData(data: unknown): void {
  if (typeof data === "object" && data !== null && (isDataset(data) || "walk" in data || "batchAt" in data))
    return;
  const table = typeof data === "object" && data !== null && "columns" in data;
  throw new TrainingError("not-a-dataset", {
    en: `fit: the data are ${table ? "a table; turn it into a data set with toDataset" : "not a data set, batches or a pipeline; make a data set from arrays with dataset, or a pipeline from a list"}.`,
    zh: `fit：给出的${table ? "是表格；请用 toDataset 把它变成数据集" : "不是数据集、批次或流水线；请用 dataset 由数组生成数据集，或用 pipeline 包装列表"}。`,
  });
}

interface Cut {
  readonly batchSize: number;
  readonly dropLast: boolean | undefined;
  readonly flat: boolean;
  readonly key: Key;
}

/** Any of the three as batches by step. */
export function sourceOf<B>(data: Data<B>, { batchSize, dropLast, flat, key }: Cut): Source<B> {
  checkData(data);
  const close = async (): Promise<void> => undefined;
  if (isDataset(data)) {
    const whole = dropLast === true;
    const cut = batches(data, { size: batchSize, key, epochs: Infinity, flat, dropLast: whole });
    const what = `${data.size} examples [${data.shape.join(",")}] ${fingerprint(data.x, data.y)}`;
    const about = { data: `${what} in ${whole ? "whole " : ""}batches of ${batchSize}` };
    const batchAt = (step: number): B => cut.batchAt(step) satisfies Rows<Labels> as B;
    return { batchAt, stepsPerEpoch: cut.stepsPerEpoch, memory: [], about, close };
  }
  if (dropLast !== undefined) throw alreadyCut();
  if ("walk" in data) return walked(data);
  const { stepsPerEpoch, steps } = data;
  const finite = steps === Infinity ? undefined : steps;
  return {
    batchAt: (step) => data.batchAt(step),
    stepsPerEpoch,
    steps: finite,
    memory: [],
    about: { data: "batches by step" },
    close,
  };
}

function walked<B>(data: Walkable<B>): Source<B> {
  let from: Json | undefined;
  let walk: Walking<B> | undefined;
  return {
    async batchAt(step) {
      if (walk === undefined && from === undefined && step > 0) throw lost(step);
      walk ??= from === undefined ? data.walk() : data.walk(from);
      const { done, value } = await walk.next();
      if (done === true) throw ended(step);
      return value;
    },
    memory: [
      {
        name: "position in the data",
        save: () => (walk?.position ?? from ?? null) as Json,
        restore(saved) {
          void walk?.return?.().catch(() => undefined);
          walk = undefined;
          from = saved ?? undefined;
        },
      },
    ],
    about: { data: "a pipeline" },
    close: async () => void (await walk?.return?.()),
  };
}

const alreadyCut = (): TrainingError =>
  new TrainingError("unsupported-option", {
    en: "fit: dropLast is for a data set, and these data are already divided into batches; give it where they are divided, as in batches(data, { size, key, dropLast: true }) or .batch(size, { dropLast: true }).",
    zh: "fit：dropLast 用于数据集，而这些数据已经分好批次；请在分批的地方给出，例如 batches(data, { size, key, dropLast: true }) 或 .batch(size, { dropLast: true })。",
  });

const lost = (step: number): TrainingError =>
  new TrainingError("position-mismatch", {
    en: `fit: the checkpoint of step ${step} does not record a position in the data; continue with the data it was written with, or start again.`,
    zh: `fit：第 ${step} 步的检查点没有记录读到了数据的何处；请沿用写入时的数据，或重新开始。`,
  });

const ended = (step: number): TrainingError =>
  new TrainingError("data-ended", {
    en: `fit: the data ended after ${step} steps; give fewer steps, or repeat the data with repeat().`,
    zh: `fit：数据在 ${step} 步之后就用完了；请减少步数，或用 repeat() 让数据重新开始。`,
  });

import { batches, type Dataset, fashionMnist, take, toTensors } from "@downhill/data";
import type { Params } from "@downhill/optimizers";
import { device, key, leaves, type Tensor, useBackend } from "@downhill/tensor";
import { disposeTree, NonFiniteLossError, train } from "@downhill/train";
import { type HelloModule, setUp } from "../training.ts";

/* What trains, and on what: made when this file loads, before a learner's code can reach it. The smaller of the two files opens faster. */
export const wasm = device("wasm");
const images = fashionMnist({ split: "test" });
for (const each of [wasm, images]) each.catch(() => undefined);

const steps = 40;
const rows = (data: Dataset, from: number, to: number): Dataset =>
  take(
    data,
    Array.from({ length: to - from }, (_, i) => from + i),
  );

/** What a short run showed. */
export interface ShortRun {
  /** The loss of each step; the last is NaN if the training ended with it. */
  readonly losses: readonly number[];
  /** Tensors held before each step. */
  readonly held: readonly number[];
  /** For each weight matrix: its largest number minus its smallest, before the training. */
  readonly spread: readonly number[];
  /** For each weight matrix: its largest absolute value, before the training. */
  readonly largest: readonly number[];
  /** For each weight matrix: the largest change of one of its numbers. */
  readonly moved: readonly number[];
  /** Scores of 500 images that took no part in the training: their shape, the lowest, and the class with the highest of each image. */
  readonly shape: readonly number[];
  readonly lowest: number;
  readonly guesses: readonly number[];
  /** What those images show. */
  readonly classes: readonly number[];
}

const matrices = async (params: Params): Promise<Float32Array[]> => {
  const found = leaves<Tensor>(params as never).filter(({ shape }) => shape.length > 1);
  return Promise.all(found.map(async (each) => Float32Array.from(await each.data())));
};

const size = (values: Float32Array): number => values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
const width = (values: Float32Array): number =>
  values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity);

async function looked(scores: Tensor): Promise<Pick<ShortRun, "shape" | "lowest" | "guesses">> {
  const [values, { shape }] = [Array.from(await scores.data()), scores];
  const [rows, columns] = [shape[0] ?? 0, shape[1] ?? 1];
  const guesses = Array.from({ length: rows }, (_, i) => {
    const row = values.slice(i * columns, (i + 1) * columns);
    return row.indexOf(Math.max(...row));
  });
  return { shape: [...shape], lowest: values.reduce((a, b) => Math.min(a, b), 0), guesses };
}

const known = new WeakMap<object, Promise<ShortRun>>();

/** Trains a module's network for 40 steps on 1,500 images, once for all questions, and shows it 500 others. */
export function shortRun(module: HelloModule): Promise<ShortRun> {
  const asked = known.get(module) ?? run(module);
  known.set(module, asked);
  return asked;
}

async function run(module: HelloModule): Promise<ShortRun> {
  const [data, backend] = await Promise.all([images, wasm]);
  useBackend(backend);
  const { predict, metrics: _, ...options } = setUp(module, rows(data, 0, 1500), 12_000);
  const unseen = batches(rows(data, 1500, 2000), { size: 500, key: key(0), flat: true }).batchAt(0);
  const before = await matrices(options.params);
  const [losses, held]: [number[], number[]] = [[], []];
  const seen: ShortRun = {
    losses,
    held,
    spread: before.map(width),
    largest: before.map(size),
    moved: [],
    shape: [],
    lowest: 0,
    guesses: [],
    classes: [...unseen.y],
  };
  try {
    const trained = await train({
      ...options,
      steps,
      every: 1,
      batchAt(step) {
        held.push(backend.live());
        return options.batchAt(step);
      },
      observe: [({ loss }) => void losses.push(loss)],
    });
    const after = await matrices(trained.params);
    const moved = after.map((all, k) =>
      all.reduce((most, x, i) => Math.max(most, Math.abs(x - before[k]![i]!)), 0),
    );
    return { ...seen, moved, ...(await looked(predict(trained.params, toTensors(unseen).x))) };
  } catch (error) {
    if (!(error instanceof NonFiniteLossError)) throw error;
    losses.push(NaN);
    return seen;
  } finally {
    disposeTree(options.params);
  }
}

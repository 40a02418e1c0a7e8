import { pathGiven, stateGiven } from "./given.ts";
import { checkDescribed, checkLike } from "./described.ts";
import type { Bilingual } from "@downhill/tensor";
import type { Params } from "@downhill/optimizers";
import {
  checkOptions,
  moveTo,
  paths,
  sameShape,
  scope,
  showShape,
  Tensor,
  tensor,
  type Tree,
  treeMap,
} from "@downhill/tensor";
import { node, readWhole, removeLeftovers, writeDurably } from "./durable-write.ts";
import {
  CheckpointError,
  decodeSafetensors,
  encodeSafetensors,
  type TensorFile,
  type Values,
} from "./safetensors.ts";
import type { Described, Json, Point, Remembered, TrainingState } from "./state.ts";
import { CheckpointWriteError, codeOf, NonFiniteLossError, TrainingError } from "./training-error.ts";

const format = "downhill-checkpoint-1";

/** A tensor, or a number that an optimizer counts with. */
type Leaf = Tensor | number;

const isLeaf = (leaf: unknown): leaf is Leaf => leaf instanceof Tensor || typeof leaf === "number";

const named = ({ params, state }: { readonly params: unknown; readonly state: unknown }): [string, Leaf][] =>
  paths<unknown>({ params, state }).filter((entry): entry is [string, Leaf] => isLeaf(entry[1]));

const formOf = (leaf: Leaf): Pick<Values, "dtype" | "shape"> =>
  typeof leaf === "number" ? { dtype: "float64", shape: [] } : leaf;

/**
 * Saves a run as a safetensors file: parameters as `params.<path>`, the optimizer's state as `state.<path>`, and in the
 * metadata the step, the optimizer's name, {@link Described.about}, and {@link Remembered}. The file is written under a
 * temporary name in the same folder, flushed, and renamed, so a crash leaves the old one intact.
 *
 * @throws NonFiniteLossError when a value is NaN or infinite: such a state would be useless to go back to.
 * @throws CheckpointWriteError when the file cannot be written.
 * @example
 * ```ts
 * import { adam } from "@downhill/optimizers";
 * import { saveCheckpoint } from "@downhill/train";
 * import { ones } from "@downhill/tensor";
 * const optimizer = adam();
 * const params = { w: ones([2]) };
 * await saveCheckpoint("out/run.safetensors", { params, state: optimizer.init(params), step: 0 }, { optimizer });
 * ```
 * @see https://github.com/huggingface/safetensors
 */
export async function saveCheckpoint<P extends Params, S>(
  path: string,
  run: TrainingState<P, S> & Remembered,
  described: Described,
): Promise<void> {
  pathGiven("path")("saveCheckpoint", path);
  checkOptions("saveCheckpoint", described, ["optimizer", "about"]);
  stateGiven("saveCheckpoint", run);
  checkDescribed("saveCheckpoint", described);
  const bytes = await encodeCheckpoint(run, described);
  try {
    await writeDurably(path, bytes);
    const { dir, base } = node("node:path").parse(path);
    await removeLeftovers(dir === "" ? "." : dir, `${base}.`);
  } catch (error) {
    throw error instanceof TrainingError ? error : new CheckpointWriteError(path, error);
  }
}

/** The bytes of a checkpoint. */
export async function encodeCheckpoint<P extends Params, S>(
  run: TrainingState<P, S> & Remembered,
  { optimizer, about = {} }: Described,
): Promise<Uint8Array> {
  const tensors = new Map<string, Values>();
  for (const [name, leaf] of named(run)) {
    const { dtype, shape } = formOf(leaf);
    const data = typeof leaf === "number" ? Float64Array.of(leaf) : await leaf.data();
    if (!data.every(Number.isFinite)) throw new NonFiniteLossError(run.step, undefined, name);
    if (tensors.has(name)) {
      throw new TrainingError("duplicate", {
        en: `saveCheckpoint: two tensors are both named "${name}"; leave dots out of the names of parameters.`,
        zh: `saveCheckpoint：有两个张量都叫 "${name}"；请不要在参数名中使用点号。`,
      });
    }
    tensors.set(name, { dtype, shape, data });
  }
  const metadata = {
    format,
    step: String(run.step),
    optimizer: optimizer.name,
    about: JSON.stringify(about),
    history: JSON.stringify(run.history ?? []),
    memory: JSON.stringify(run.memory ?? {}),
    metrics: JSON.stringify(run.metrics ?? {}),
  };
  return encodeSafetensors({ tensors, metadata });
}

/** A checkpoint that was read: spread it into the options of `train` to continue the run. */
export interface Checkpoint<P extends Params, S> extends TrainingState<P, S> {
  readonly history: readonly Point[];
  readonly memory: Readonly<Record<string, Json>>;
}

/** The run that a checkpoint must match. */
export type Like<P extends Params, S> = {
  readonly params: P;
  readonly optimizer: { readonly name: string; init(params: Params): S };
} & Pick<Described, "about">;

/**
 * Reads a checkpoint, onto the backend of the given parameters. The tensors belong to the caller.
 *
 * @param like a run of the same model and optimizer; its parameters give form, shapes and dtypes.
 * @throws CheckpointError when the file is missing, truncated, changed, or from a different model, optimizer or
 *   description; the message names the difference.
 * @example
 * ```ts
 * import { gradientDescent } from "@downhill/optimizers";
 * import { square, sum, type Tensor, tensor } from "@downhill/tensor";
 * import { loadCheckpoint, train } from "@downhill/train";
 * const options = {
 *   params: { x: tensor([4]) },
 *   optimizer: gradientDescent({ learningRate: 0.25 }),
 *   loss: ({ x }: { x: Tensor }) => sum(square(x)),
 *   batchAt: () => null,
 * };
 * const path = "out/halved.safetensors";
 * await train({ ...options, steps: 2, checkpoint: { path, every: 2 } });
 * const resumed = await loadCheckpoint(path, options);
 * const run = await train({ ...options, ...resumed, steps: 3 });
 * run.params.x; // [0.5]
 * ```
 */
export async function loadCheckpoint<P extends Params, S>(
  path: string,
  like: Like<P, S>,
): Promise<Checkpoint<P, S>> {
  pathGiven("path")("loadCheckpoint", path);
  checkLike("loadCheckpoint", like);
  const bytes = await readWhole(path).catch((error: unknown) => {
    throw new CheckpointError("unreadable", {
      en: `${path}: it cannot be read (${codeOf(error)}); give the path of a file, or open a folder with checkpoints().`,
      zh: `${path}：无法读取（${codeOf(error)}）；请给出文件的路径，若是文件夹请用 checkpoints() 打开。`,
    });
  });
  if (bytes === undefined) {
    throw new CheckpointError("not-found", {
      en: `${path}: there is no such file; check the name, or train from the start.`,
      zh: `${path}：没有这个文件；请检查文件名，或从头开始训练。`,
    });
  }
  return restored(await decodeSafetensors(bytes, path), path, like);
}

/** The step and the metrics recorded in a file; undefined if it is not a checkpoint. */
export function headOf({
  metadata,
}: TensorFile): { readonly step: number; readonly metrics: Record<string, number> } | undefined {
  const step = Number(metadata["step"]);
  if (metadata["format"] !== format || !Number.isSafeInteger(step) || step < 0) return undefined;
  try {
    return { step, metrics: JSON.parse(metadata["metrics"] ?? "{}") as Record<string, number> };
  } catch {
    return undefined;
  }
}

/** The run in a file, after checking that it matches this one. */
export function restored<P extends Params, S>(
  file: TensorFile,
  path: string,
  like: Like<P, S>,
): Checkpoint<P, S> {
  const remembered = readMetadata(file, path, like);
  using _ = scope(`loadCheckpoint ${path}`);
  const form = { params: like.params, state: like.optimizer.init(like.params) };
  checkForm(file, path, named(form));
  const names = named(form).map(([name]) => name);
  let next = 0;
  const loaded = treeMap((leaf: unknown) => {
    if (!isLeaf(leaf)) return leaf;
    const { data, shape } = file.tensors.get(names[next++]!)!;
    if (typeof leaf === "number") return data[0]!;
    const value = tensor(data, { shape, dtype: leaf.dtype, backend: leaf.backend });
    moveTo(value, null);
    return value;
  }, form as Tree<unknown>) as { readonly params: P; readonly state: S };
  return { ...loaded, ...remembered };
}

function readMetadata(
  file: TensorFile,
  path: string,
  like: { readonly optimizer: { readonly name: string } } & Pick<Described, "about">,
): Pick<Checkpoint<Params, unknown>, "step" | "history" | "memory"> {
  const { metadata } = file;
  const foreign = (): never => {
    throw new CheckpointError("wrong-file", {
      en: `${path}: this is a safetensors file, but not a checkpoint of this course; give one that saveCheckpoint wrote.`,
      zh: `${path}：这是 safetensors 文件，但不是本课程的检查点；请使用由 saveCheckpoint 写出的文件。`,
    });
  };
  const { step } = headOf(file) ?? foreign();
  const differs = (what: string, theirs: string, ours: string): never => {
    throw new CheckpointError("run-mismatch", {
      en: `${path}: it was written with ${what} ${theirs}, and this run has ${ours}; continue with the same ${what}, or start again.`,
      zh: `${path}：写入时的 ${what} 是 ${theirs}，而这次运行的是 ${ours}；请沿用相同的 ${what}，或重新开始。`,
    });
  };
  const then = metadata["optimizer"] ?? "";
  if (then !== like.optimizer.name) differs("optimizer", then, like.optimizer.name);
  try {
    const about = JSON.parse(metadata["about"] ?? "{}") as Record<string, string>;
    for (const [what, ours] of Object.entries(like.about ?? {})) {
      const theirs = about[what];
      if (theirs !== undefined && theirs !== ours) differs(what, theirs, ours);
    }
    return {
      step,
      // JSON has no NaN, and a metric may be one.
      history: JSON.parse(metadata["history"] ?? "[]", (_, value: unknown) => value ?? NaN) as Point[],
      memory: JSON.parse(metadata["memory"] ?? "{}") as Record<string, Json>,
    };
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    return foreign();
  }
}

function checkForm({ tensors }: TensorFile, path: string, expected: readonly [string, Leaf][]): void {
  const refuse = ({ en, zh }: Bilingual): never => {
    throw new CheckpointError("model-mismatch", {
      en: `${path}: this checkpoint is of another model: ${en}; build the model it was written with, or start again.`,
      zh: `${path}：这是另一个模型的检查点：${zh}；请搭建写入时的那个模型，或重新开始。`,
    });
  };
  for (const [name, leaf] of expected) {
    const t = formOf(leaf);
    const found = tensors.get(name);
    if (found === undefined) return refuse({ en: `it has no "${name}"`, zh: `其中没有 "${name}"` });
    const [theirs, ours] = [showShape(found.shape), showShape(t.shape)];
    if (!sameShape(found.shape, t.shape)) {
      refuse({
        en: `"${name}" is ${theirs} there and ${ours} here`,
        zh: `"${name}" 在文件中是 ${theirs}，这里是 ${ours}`,
      });
    }
    // Widening is exact; rounding float64 to float32 would silently change the run.
    if (found.dtype !== t.dtype && !(found.dtype === "float32" && t.dtype === "float64")) {
      refuse({
        en: `"${name}" is ${found.dtype} there and ${t.dtype} here, so use the device it was written on`,
        zh: `"${name}" 在文件中是 ${found.dtype}，这里是 ${t.dtype}，须使用写入时的设备`,
      });
    }
  }
  const known = new Set(expected.map(([name]) => name));
  const odd = [...tensors.keys()].find((name) => !known.has(name));
  if (odd !== undefined) refuse({ en: `it also has "${odd}"`, zh: `其中多出了 "${odd}"` });
}

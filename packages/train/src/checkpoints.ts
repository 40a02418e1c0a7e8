import { checkOptions } from "@downhill/tensor";
import type { Params } from "@downhill/optimizers";
import { type Checkpoint, encodeCheckpoint, headOf, type Like, restored } from "./checkpoint.ts";
import { node, readWhole, removeLeftovers, writeDurably } from "./durable-write.ts";
import { keptBy, type KeepRule } from "./keep-rule.ts";
import { decodeManifest, encodeManifest, type CheckpointEntry, sha256Of } from "./manifest.ts";
import { CheckpointError, decodeSafetensors, type TensorFile } from "./safetensors.ts";
import type { CheckpointSink } from "./train-options.ts";
import { checkCount, CheckpointWriteError, type Saved, TrainingError } from "./training-error.ts";
import { modeOf } from "./watched.ts";

/** A checkpoint from a folder, and the damaged ones that were passed over: spread it into `train`'s options. */
export interface Resumed<P extends Params, S> extends Checkpoint<P, S> {
  readonly from: Saved;
  readonly passedOver: readonly TrainingError[];
}

/** A folder of checkpoints; see {@link checkpoints}. */
export interface Checkpoints extends CheckpointSink {
  readonly folder: string;
  /** What is there, steps ascending. */
  list(): readonly (CheckpointEntry & { readonly path: string })[];
  /**
   * The newest whole one, or undefined when there is none. Damaged ones are passed over, and named in `passedOver`.
   * @throws CheckpointError when it is one of another model, optimizer or description.
   */
  newest<P extends Params, S>(like: Like<P, S>): Promise<Resumed<P, S> | undefined>;
  /**
   * The one of a step.
   * @throws CheckpointError when there is none, or it is damaged or of another run.
   */
  at<P extends Params, S>(step: number, like: Like<P, S>): Promise<Checkpoint<P, S>>;
  /** What was found damaged or missing when the folder was opened, and passed over since, in a sentence each. */
  readonly passedOver: readonly TrainingError[];
}

const nameOf = (step: number): string => `step-${String(step).padStart(9, "0")}.safetensors`;
const isCheckpoint = (name: string): boolean => /^step-\d{9,}\.safetensors$/.test(name);

/**
 * Opens a folder of checkpoints, or makes it. Each is a file of its own, written whole or not at all; after each, a rule says
 * which stay: the last few, and the best by some number. `manifest.json` lists them with step, metrics and SHA-256. The order
 * is always file, manifest, and only then the removal of what is no longer kept, so a kill at any moment loses nothing that
 * was saved: what a killed process left behind, half a file or one that the manifest does not name yet, is put right here.
 *
 * One process writes to a folder at a time.
 *
 * @param rule.also steps that are kept whatever the rule says.
 * @throws TrainingError when the rule is none, or, at a write, when another run has written there since; CheckpointWriteError when the folder cannot be written.
 * @throws CheckpointError when the folder is of another version of this format.
 * @example
 * ```ts
 * import { gradientDescent } from "@downhill/optimizers";
 * import { square, sum, tensor } from "@downhill/tensor";
 * import { checkpoints, train } from "@downhill/train";
 * const to = await checkpoints("out/halving", { last: 2 });
 * const options = {
 *   params: tensor([4]),
 *   optimizer: gradientDescent({ learningRate: 0.25 }),
 *   loss: (x) => sum(square(x)),
 *   batchAt: () => null,
 *   steps: 4,
 *   checkpoint: { to, every: 1 },
 * };
 * const run = await train({ ...options, ...(await to.newest(options)) }); // as often as it is killed
 * run.params; // [0.25]
 * to.list().map(({ step }) => step); // [3, 4]
 * ```
 * @see Pillai, Chidambaram, Alagappan and others, "All file systems are not created equal: On the complexity of crafting
 *   crash-consistent applications", OSDI 2014.
 */
export async function checkpoints(
  folder: string,
  rule: KeepRule & { readonly also?: () => readonly number[] } = {},
): Promise<Checkpoints> {
  checkOptions("checkpoints", rule, ["last", "best", "also"]);
  checkCount("checkpoints", "last", rule.last ?? 3, 1);
  checkCount("checkpoints", "best.count", rule.best?.count ?? 1, 1);
  if (rule.best !== undefined) modeOf("checkpoints", rule.best);
  const fs = node("node:fs/promises");
  const pathOf = (file: string): string => node("node:path").join(folder, file);
  const manifest = pathOf("manifest.json");
  const passedOver: TrainingError[] = [];
  let written: Uint8Array | undefined;

  const writing = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof TrainingError ? error : new CheckpointWriteError(path, error);
    }
  };

  let entries = await writing(manifest, async () => {
    await fs.mkdir(folder, { recursive: true });
    await removeLeftovers(folder);
    const files = (await fs.readdir(folder)).filter(isCheckpoint);
    const listed = await readManifest();
    for (const { file } of listed.filter((entry) => !files.includes(entry.file))) {
      passedOver.push(missing(pathOf(file)));
    }
    const found = listed.filter(({ file }) => files.includes(file));
    for (const file of files.filter((name) => !listed.some((entry) => entry.file === name))) {
      const adopted = await adopt(file);
      if (adopted !== undefined) found.push(adopted);
    }
    return found;
  });
  await settle(entries, entries);

  async function readManifest(): Promise<readonly CheckpointEntry[]> {
    const bytes = await readWhole(manifest);
    const listed = bytes === undefined ? [] : decodeManifest(bytes, manifest);
    if (listed === undefined) passedOver.push(damagedList(manifest));
    return listed ?? [];
  }

  /** A whole file that no manifest names: its writer was killed before it could, or the manifest is lost. */
  async function adopt(file: string): Promise<CheckpointEntry | undefined> {
    const path = pathOf(file);
    const bytes = (await readWhole(path))!;
    try {
      const head = headOf(await decodeSafetensors(bytes, path));
      if (head === undefined || nameOf(head.step) !== file) throw foreign(path);
      return { file, ...head, bytes: bytes.length, sha256: sha256Of(bytes) };
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
      passedOver.push(error);
      return undefined;
    }
  }

  /** What is to stay; a run that is only being opened may still need what the rule alone would not keep. */
  function chosen(all: readonly CheckpointEntry[]): readonly CheckpointEntry[] {
    const also = new Set(rule.also?.());
    const byRule = new Set(keptBy(rule, all));
    return all.filter((entry) => byRule.has(entry) || also.has(entry.step));
  }

  /** Writes the manifest of what is kept, then removes the rest. */
  async function settle(all: readonly CheckpointEntry[], kept: readonly CheckpointEntry[]): Promise<void> {
    entries = kept.toSorted((a, b) => a.step - b.step);
    await writing(manifest, async () => {
      written = encodeManifest(entries);
      await writeDurably(manifest, written);
      for (const { file } of all.filter((entry) => !entries.includes(entry))) {
        await fs.rm(pathOf(file), { force: true });
      }
    });
  }

  /** Two runs in one folder would remove, and go on from, each other's checkpoints. */
  async function mustBeAlone(): Promise<void> {
    const there = await writing(manifest, () => readWhole(manifest));
    if (written === undefined || there === undefined || sha256Of(there) === sha256Of(written)) return;
    throw new TrainingError(
      `${folder}: another run has written checkpoints here since this one began; give each run a folder of its own.`,
      `${folder}：本次训练开始之后，另一次训练也在这里写入了检查点；请让每次训练使用各自的文件夹。`,
    );
  }

  async function readEntry({ file, sha256 }: CheckpointEntry): Promise<TensorFile> {
    const path = pathOf(file);
    const bytes = await readWhole(path);
    if (bytes === undefined) throw missing(path);
    const decoded = await decodeSafetensors(bytes, path);
    if (sha256Of(bytes) !== sha256) throw foreign(path);
    return decoded;
  }

  return {
    folder,
    passedOver,
    list: () => entries.map((entry) => ({ ...entry, path: pathOf(entry.file) })),
    latest() {
      const last = entries.at(-1);
      return last && { path: pathOf(last.file), step: last.step };
    },
    async save(run, described) {
      await mustBeAlone();
      const file = nameOf(run.step);
      const path = pathOf(file);
      const bytes = await encodeCheckpoint(run, described);
      await writing(path, () => writeDurably(path, bytes));
      const { step, metrics = {} } = run;
      const entry: CheckpointEntry = { file, step, metrics, bytes: bytes.length, sha256: sha256Of(bytes) };
      const all = [...entries.filter((other) => other.step !== step), entry];
      await settle(all, chosen(all));
      return path;
    },
    async newest(like) {
      for (const entry of entries.toReversed()) {
        const path = pathOf(entry.file);
        let file: TensorFile;
        try {
          file = await readEntry(entry);
        } catch (error) {
          if (!(error instanceof CheckpointError)) throw error;
          passedOver.push(error);
          entries = entries.filter((other) => other !== entry);
          continue;
        }
        const from = { path, step: entry.step };
        return { ...restored(file, path, like), from, passedOver };
      }
      return undefined;
    },
    async at(step, like) {
      const entry = entries.find((other) => other.step === step);
      if (entry === undefined) throw missing(pathOf(nameOf(step)));
      return restored(await readEntry(entry), pathOf(entry.file), like);
    },
  };
}

const missing = (path: string): CheckpointError =>
  new CheckpointError(
    `${path}: this checkpoint is missing; put it back, or go on from another one.`,
    `${path}：缺少这个检查点；请把它放回原处，或从另一个检查点继续。`,
  );

const damagedList = (path: string): CheckpointError =>
  new CheckpointError(
    `${path}: the list of checkpoints is damaged, and was made again from the files beside it; look that none is missing.`,
    `${path}：检查点清单已损坏，已根据同一文件夹中的文件重新生成；请确认没有缺少文件。`,
  );

const foreign = (path: string): CheckpointError =>
  new CheckpointError(
    `${path}: this is not the file that was written here; put that one back, or go on from another checkpoint.`,
    `${path}：这不是当初写入的文件；请放回原来的文件，或从另一个检查点继续。`,
  );

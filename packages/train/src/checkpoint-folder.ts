import { stateGiven } from "./given.ts";
import { checkDescribed, checkLike } from "./described.ts";
import type { Params } from "@downhill/optimizers";
import { checkOptions } from "@downhill/tensor";
import { type Checkpoint, encodeCheckpoint, headOf, type Like, restored } from "./checkpoint.ts";
import { node, readWhole, removeLeftovers, writeDurably } from "./durable-write.ts";
import { type FolderRule, keptBy } from "./keep-rule.ts";
import { type CheckpointEntry, decodeManifest, encodeManifest, sha256Of } from "./manifest.ts";
import { CheckpointError, decodeSafetensors, type TensorFile } from "./safetensors.ts";
import type { Described, Remembered, TrainingState } from "./state.ts";
import type { CheckpointSink } from "./train-options.ts";
import { CheckpointWriteError, type Saved, TrainingError } from "./training-error.ts";

/** A checkpoint from a folder, and the damaged ones that were skipped: spread it into `train`'s options. */
export interface Resumed<P extends Params, S> extends Checkpoint<P, S> {
  readonly from: Saved;
  readonly passedOver: readonly TrainingError[];
}

/** A folder of checkpoints; `checkpoints` opens it. */
export interface Checkpoints extends CheckpointSink {
  readonly folder: string;
  /** The checkpoints in the folder, in ascending order of steps. */
  list(): readonly (CheckpointEntry & { readonly path: string })[];
  /**
   * The newest intact one, or undefined if there is none. Damaged ones are skipped and listed in `passedOver`.
   * @throws CheckpointError when it is from a different model, optimizer or description.
   */
  newest<P extends Params, S>(like: Like<P, S>): Promise<Resumed<P, S> | undefined>;
  /**
   * The checkpoint of a step.
   * @throws CheckpointError when it does not exist, is damaged, or is from a different run.
   */
  at<P extends Params, S>(step: number, like: Like<P, S>): Promise<Checkpoint<P, S>>;
  /** The checkpoints found damaged or missing when the folder was opened, and skipped since, one sentence each. */
  readonly passedOver: readonly TrainingError[];
}

const nameOf = (step: number): string => `step-${String(step).padStart(9, "0")}.safetensors`;
const isCheckpoint = (name: string): boolean => /^step-\d{9,}\.safetensors$/.test(name);

/** The folder: its files, the manifest that lists them, and the rule that decides which to keep. */
export class CheckpointFolder implements Checkpoints {
  readonly folder: string;
  readonly passedOver: TrainingError[] = [];
  readonly watches: readonly string[];
  readonly #rule: FolderRule;
  readonly #manifest: string;
  /** In ascending order of steps. */
  #entries: readonly CheckpointEntry[] = [];
  /** The manifest as last written by this process. */
  #written: Uint8Array | undefined;

  constructor(folder: string, rule: FolderRule) {
    this.folder = folder;
    this.#rule = rule;
    this.watches = rule.best === undefined ? [] : [rule.best.by];
    this.#manifest = this.#pathOf("manifest.json");
  }

  /** Repairs what a killed process left behind, and lists the checkpoints. */
  async open(): Promise<this> {
    const { mkdir, readdir } = node("node:fs/promises");
    const found = await writing(this.#manifest, async () => {
      await mkdir(this.folder, { recursive: true });
      await removeLeftovers(this.folder);
      return this.#found((await readdir(this.folder)).filter(isCheckpoint));
    });
    await this.#settle(found, found);
    return this;
  }

  list(): readonly (CheckpointEntry & { readonly path: string })[] {
    return this.#entries.map((entry) => ({ ...entry, path: this.#pathOf(entry.file) }));
  }

  latest(): Saved | undefined {
    const last = this.#entries.at(-1);
    return last && { path: this.#pathOf(last.file), step: last.step };
  }

  async save<P extends Params, S>(
    run: TrainingState<P, S> & Remembered,
    described: Described,
  ): Promise<string> {
    checkOptions("save", described, ["optimizer", "about"]);
    stateGiven("save", run);
    checkDescribed("save", described);
    await this.#mustBeAlone();
    const { step, metrics = {} } = run;
    const file = nameOf(step);
    const path = this.#pathOf(file);
    const bytes = await encodeCheckpoint(run, described);
    await writing(path, () => writeDurably(path, bytes));
    const entry = { file, step, metrics, bytes: bytes.length, sha256: sha256Of(bytes) };
    const all = [...this.#entries.filter((other) => other.step !== step), entry];
    await this.#settle(all, this.#chosen(all));
    return path;
  }

  async newest<P extends Params, S>(like: Like<P, S>): Promise<Resumed<P, S> | undefined> {
    checkLike("newest", like);
    for (const entry of this.#entries.toReversed()) {
      const path = this.#pathOf(entry.file);
      const file = await this.#readEntry(entry).catch(damaged);
      if (!(file instanceof CheckpointError)) {
        const from = { path, step: entry.step };
        return { ...restored(file, path, like), from, passedOver: this.passedOver };
      }
      this.passedOver.push(file);
      this.#entries = this.#entries.filter((other) => other !== entry);
    }
    return undefined;
  }

  async at<P extends Params, S>(step: number, like: Like<P, S>): Promise<Checkpoint<P, S>> {
    checkLike("at", like);
    const entry = this.#entries.find((other) => other.step === step);
    if (entry === undefined) throw missing(this.#pathOf(nameOf(step)));
    return restored(await this.#readEntry(entry), this.#pathOf(entry.file), like);
  }

  #pathOf(file: string): string {
    return node("node:path").join(this.folder, file);
  }

  /** The existing files listed in the manifest, and intact files that it does not list. */
  async #found(files: readonly string[]): Promise<readonly CheckpointEntry[]> {
    const listed = await this.#readManifest();
    const gone = listed.filter(({ file }) => !files.includes(file));
    this.passedOver.push(...gone.map(({ file }) => missing(this.#pathOf(file))));
    const found = listed.filter(({ file }) => files.includes(file));
    for (const file of files.filter((name) => !listed.some((entry) => entry.file === name))) {
      const adopted = await this.#adopt(file).catch(damaged);
      if (adopted instanceof CheckpointError) this.passedOver.push(adopted);
      else found.push(adopted);
    }
    return found;
  }

  async #readManifest(): Promise<readonly CheckpointEntry[]> {
    const bytes = await readWhole(this.#manifest);
    const listed = bytes === undefined ? [] : decodeManifest(bytes, this.#manifest);
    if (listed === undefined) this.passedOver.push(damagedList(this.#manifest));
    return listed ?? [];
  }

  /** An intact file that is not in the manifest: its writer was killed too early, or the manifest is lost. */
  async #adopt(file: string): Promise<CheckpointEntry> {
    const path = this.#pathOf(file);
    const bytes = (await readWhole(path))!;
    const head = headOf(await decodeSafetensors(bytes, path));
    if (head === undefined || nameOf(head.step) !== file) throw foreign(path);
    return { file, ...head, bytes: bytes.length, sha256: sha256Of(bytes) };
  }

  async #readEntry({ file, sha256 }: CheckpointEntry): Promise<TensorFile> {
    const path = this.#pathOf(file);
    const bytes = await readWhole(path);
    if (bytes === undefined) throw missing(path);
    const decoded = await decodeSafetensors(bytes, path);
    if (sha256Of(bytes) !== sha256) throw foreign(path);
    return decoded;
  }

  /** The checkpoints to keep; a run that is being opened may still need some that the rule alone would remove. */
  #chosen(all: readonly CheckpointEntry[]): readonly CheckpointEntry[] {
    const also = new Set(this.#rule.also?.());
    const byRule = new Set(keptBy(this.#rule, all));
    return all.filter((entry) => byRule.has(entry) || also.has(entry.step));
  }

  /** Writes the manifest of the checkpoints to keep, then removes the rest. */
  async #settle(all: readonly CheckpointEntry[], kept: readonly CheckpointEntry[]): Promise<void> {
    this.#entries = kept.toSorted((a, b) => a.step - b.step);
    await writing(this.#manifest, async () => {
      this.#written = encodeManifest(this.#entries);
      await writeDurably(this.#manifest, this.#written);
      for (const { file } of all.filter((entry) => !this.#entries.includes(entry))) {
        await node("node:fs/promises").rm(this.#pathOf(file), { force: true });
      }
    });
  }

  /** Two runs in one folder would remove each other's checkpoints, or continue from them. */
  async #mustBeAlone(): Promise<void> {
    const written = this.#written;
    const there = await writing(this.#manifest, () => readWhole(this.#manifest));
    if (written === undefined || there === undefined || sha256Of(there) === sha256Of(written)) return;
    const { folder } = this;
    throw new TrainingError("folder-in-use", {
      en: `${folder}: another run has written checkpoints here since this one began; give each run its own folder.`,
      zh: `${folder}：本次训练开始之后，另一次训练也在这里写入了检查点；请让每次训练使用各自的文件夹。`,
    });
  }
}

async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof TrainingError ? error : new CheckpointWriteError(path, error);
  }
}

/** A damaged file is skipped; any other error is thrown. */
function damaged(error: unknown): CheckpointError {
  if (error instanceof CheckpointError) return error;
  throw error;
}

const missing = (path: string): CheckpointError =>
  new CheckpointError("not-found", {
    en: `${path}: this checkpoint is missing; put it back, or continue from another one.`,
    zh: `${path}：缺少这个检查点；请把它放回原处，或从另一个检查点继续。`,
  });

const damagedList = (path: string): CheckpointError =>
  new CheckpointError("damaged", {
    en: `${path}: the list of checkpoints is damaged, and was rebuilt from the files next to it; check that none is missing.`,
    zh: `${path}：检查点清单已损坏，已根据同一文件夹中的文件重新生成；请确认没有缺少文件。`,
  });

const foreign = (path: string): CheckpointError =>
  new CheckpointError("wrong-file", {
    en: `${path}: this is not the file that was written here; put that one back, or continue from another checkpoint.`,
    zh: `${path}：这不是当初写入的文件；请放回原来的文件，或从另一个检查点继续。`,
  });

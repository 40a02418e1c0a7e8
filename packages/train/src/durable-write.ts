import { TrainingError } from "./training-error.ts";

/** The stages of a write; a kill between any two of them leaves either the old file or the new one intact. */
export type WriteMoment = "opened" | "written" | "flushed" | "renamed";

let listener: ((moment: WriteMoment, path: string) => void) | undefined;

/** Tells a test about every stage of every write, until disposed. If it throws, the write fails with that error. */
export function watchWrites(watch: NonNullable<typeof listener>): Disposable {
  listener = watch;
  return { [Symbol.dispose]: () => (listener = undefined) };
}

/**
 * Writes a file completely or not at all: to a temporary file in the same folder, flushed to the disk, then renamed. The
 * folder is flushed too if the system allows it. Missing folders are created.
 */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const fs = node("node:fs/promises");
  const folder = node("node:path").dirname(path);
  await fs.mkdir(folder, { recursive: true });
  const temporary = `${path}.${globalThis.process.pid}.tmp`;
  try {
    const handle = await fs.open(temporary, "w");
    try {
      listener?.("opened", path);
      await handle.writeFile(bytes);
      listener?.("written", path);
      await handle.sync();
      listener?.("flushed", path);
    } finally {
      await handle.close();
    }
    await fs.rename(temporary, path);
    listener?.("renamed", path);
  } finally {
    await fs.rm(temporary, { force: true });
  }
  await flushFolder(folder);
}

/**
 * Removes half-written files that killed processes left in a folder, for all files or for one; files being written stay.
 */
export async function removeLeftovers(folder: string, file = ""): Promise<void> {
  const { readdir, rm } = node("node:fs/promises");
  for (const name of await readdir(folder)) {
    const pid = Number(/\.(\d+)\.tmp$/.exec(name)?.[1] ?? NaN);
    if (!name.startsWith(file) || Number.isNaN(pid) || isAnother(pid)) continue;
    await rm(node("node:path").join(folder, name), { force: true });
  }
}

function isAnother(pid: number): boolean {
  if (pid === globalThis.process.pid) return false;
  try {
    return globalThis.process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Windows cannot flush a folder, and some network drives refuse to. */
async function flushFolder(folder: string): Promise<void> {
  const { open } = node("node:fs/promises");
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    return;
  }
}

/** The bytes of a file, or undefined when there is none. */
export async function readWhole(path: string): Promise<Uint8Array | undefined> {
  try {
    return await node("node:fs/promises").readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Loaded at run time, so that a page can import this package; writing a file there throws. */
export const node: NodeJS.Process["getBuiltinModule"] = (id: string) => {
  const host = (globalThis as { process?: Partial<NodeJS.Process> }).process;
  if (host?.getBuiltinModule === undefined) {
    throw new TrainingError("no-file-system", {
      en: "train: there is no file system here; save checkpoints in Node, or leave them out.",
      zh: "train：这里没有文件系统；请在 Node 中保存检查点，或不使用检查点。",
    });
  }
  return host.getBuiltinModule(id);
};

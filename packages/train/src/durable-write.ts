/**
 * Writes a file whole or not at all: to a temporary file in the same folder, flushed to the disk, then renamed. The
 * folder is flushed too where the system allows it. Missing folders are made.
 */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const fs = node("node:fs/promises");
  const folder = node("node:path").dirname(path);
  await fs.mkdir(folder, { recursive: true });
  const temporary = `${path}.${globalThis.process.pid}.tmp`;
  try {
    await fs.writeFile(temporary, bytes, { flush: true });
    await fs.rename(temporary, path);
  } finally {
    await fs.rm(temporary, { force: true });
  }
  await flushFolder(folder);
}

/** Windows has no such thing as flushing a folder, and some network drives refuse it. */
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

/** Taken at run time, so that a page can import this package; writing a file there is refused. */
const node: NodeJS.Process["getBuiltinModule"] = (id: string) => {
  const host = (globalThis as { process?: Partial<NodeJS.Process> }).process;
  if (host?.getBuiltinModule === undefined) {
    throw new Error("train: there is no file system here; save checkpoints in Node, or leave them out");
  }
  return host.getBuiltinModule(id);
};

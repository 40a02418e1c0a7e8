import { DataError } from "./data-error.ts";

/** The parts of Node needed to read and store files; loaded at run time, so that a page can import this package. */
export interface Disk {
  /**
   * The bytes of a file, or undefined when there is none.
   * @throws DataError if it is not a regular file, is longer than the limit, or cannot be read
   */
  read(path: string, limit?: number): Promise<Uint8Array | undefined>;
  /** Writes a file whole or not at all: to a temporary name first, then renamed. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  join(...parts: readonly string[]): string;
  /** The path of a file or folder given by its URL. */
  pathOf(url: URL): string;
  /** The folder for files that can be fetched again. */
  readonly cache: string;
}

const missing = new Set(["ENOENT", "ENOTDIR"]);

const irregular = (file: string, folder: boolean) =>
  new DataError("not-a-file", {
    en: `${file}: this is ${folder ? "a folder" : "not a regular file"}; give the path of a file.`,
    zh: `${file}：这${folder ? "是文件夹" : "不是普通文件"}；请给出文件的路径。`,
  });

const tooLong = (file: string, size: number, limit: number) =>
  new DataError("too-large", {
    en: `${file}: byte ${limit}: the file has ${size} bytes and the limit is ${limit}; raise the option limit or split the file.`,
    zh: `${file}：第 ${limit} 字节：文件有 ${size} 字节，而上限为 ${limit}；请调大 limit 选项，或拆分文件。`,
  });

/**
 * Returns the disk of the Node process this runs in.
 *
 * @throws DataError outside Node, for example in a browser
 */
export function disk(): Disk {
  const host = globalThis as { process?: Partial<Pick<NodeJS.Process, "getBuiltinModule" | "env" | "pid">> };
  const builtin = host.process?.getBuiltinModule;
  if (builtin === undefined) {
    throw new DataError("no-file-system", {
      en: "There is no file system here; read files in Node, or fetch the file and give its bytes to the reader.",
      zh: "此处没有文件系统；请在 Node 中读取文件，或自行获取文件后把字节交给读取函数。",
    });
  }
  const fs = builtin("node:fs/promises");
  const path = builtin("node:path");
  const os = builtin("node:os");
  const url = builtin("node:url");
  const chosen = host.process?.env?.XDG_CACHE_HOME ?? "";
  return {
    async read(file, limit = Infinity) {
      try {
        const about = await fs.stat(file);
        if (!about.isFile()) throw irregular(file, about.isDirectory());
        if (about.size > limit) throw tooLong(file, about.size, limit);
        return await fs.readFile(file);
      } catch (error) {
        if (error instanceof DataError) throw error;
        const { code = "unknown error" } = error as NodeJS.ErrnoException;
        if (missing.has(code)) return undefined;
        throw new DataError("unreadable", {
          en: `${file}: the file cannot be read (${code}); check its permissions.`,
          zh: `${file}：无法读取文件（${code}）；请检查其权限。`,
        });
      }
    },
    async write(file, bytes) {
      const temporary = `${file}.${host.process?.pid ?? 0}.part`;
      try {
        await fs.mkdir(path.dirname(file), { recursive: true });
        await fs.writeFile(temporary, bytes);
        await fs.rename(temporary, file);
      } catch (error) {
        await fs.rm(temporary, { force: true });
        const { code = "unknown error" } = error as NodeJS.ErrnoException;
        throw new DataError("unwritable", {
          en: `${file}: the file cannot be written (${code}); choose another folder with the option cache.`,
          zh: `${file}：无法写入文件（${code}）；请用 cache 选项另选一个文件夹。`,
        });
      }
    },
    join: (...parts) => path.join(...parts),
    pathOf: (place) => url.fileURLToPath(place),
    cache: path.join(chosen === "" ? path.join(os.homedir(), ".cache") : chosen, "downhill"),
  };
}

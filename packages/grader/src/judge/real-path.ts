import { realpathSync } from "node:fs";

/** A path with its links followed, as the bundler names what it reads and writes; itself where nothing is there. */
export function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

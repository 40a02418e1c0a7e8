import { realpathSync } from "node:fs";

/** A path with its links followed, as the bundler names what it reads and writes; unchanged if it does not exist. */
export function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

let written = 0;

/** Writes a file atomically; folders above it are created. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}-${written++}.tmp`;
  try {
    writeFileSync(temporary, content, { flush: true });
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** True for the errors of a folder or a disk that cannot be written to. */
export const isUnwritable = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error &&
  ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOTDIR", "EEXIST", "EISDIR"].includes(
    (error as NodeJS.ErrnoException).code ?? "",
  );

import { existsSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Place } from "./verdict.ts";

/** A path as the report writes it: relative to the course's root, forward slashes on every system. */
export function relativePath(root: string, file: string): string {
  const relative = path.relative(root, file);
  return (relative.startsWith("..") ? file : relative).split(path.sep).join("/");
}

const real = (file: string): string => {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
};

const frame = /(?:\(|at |^)((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()\n]*?):(\d+):(\d+)\)?/;

/** The positions in an error's stack (or in a compiler's message), outermost call last. */
function frames(stack: string): { file: string; line: number; column: number }[] {
  return stack.split("\n").flatMap((text) => {
    const found = frame.exec(text.trim());
    if (found === null) return [];
    const [, where = "", line, column] = found;
    const file = (where.startsWith("file:") ? fileURLToPath(where) : where).replace(/\?.*$/, "");
    return [{ file, line: Number(line), column: Number(column) }];
  });
}

/** The first line of the learner's folder that an error's stack passes through, with its text. */
export function placeOf(error: unknown, folder: string, root: string): Place | undefined {
  if (!(error instanceof Error)) return undefined;
  const inside = real(folder) + path.sep;
  const found = frames(`${error.message}\n${error.stack ?? ""}`).find(({ file }) =>
    real(file).startsWith(inside),
  );
  if (found === undefined || !existsSync(found.file)) return undefined;
  const text = readFileSync(found.file, "utf8").split(/\r?\n/)[found.line - 1] ?? "";
  return {
    file: relativePath(real(root), real(found.file)),
    line: found.line,
    column: found.column,
    text: text.trim(),
  };
}

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { Text } from "./lab.ts";
import { relativePath } from "./place.ts";
import { formatProgress, mergeProgress, parseProgress, type Progress } from "./progress.ts";

/** The learner's own folder in a course, kept out of git. */
export const homeOf = (root: string): string => path.join(root, ".downhill");

export const progressFile = (root: string): string => path.join(homeOf(root), "progress.json");

/** A moment as a file name on every system. */
export const stamp = (date: Date): string => date.toISOString().replace(/[:.]/g, "-");

/**
 * Reads the learner's progress. A damaged file is copied aside, what can be read of it is kept, and `notice` says so.
 */
export function loadProgress(root: string): { readonly progress: Progress; readonly notice?: Text } {
  const file = progressFile(root);
  if (!existsSync(file)) return { progress: {} };
  const { progress, damaged } = parseProgress(readFileSync(file, "utf8"));
  if (!damaged) return { progress };
  const copy = `${file}.damaged-${stamp(new Date())}`;
  copyFileSync(file, copy);
  const [name, kept] = [relativePath(root, file), relativePath(root, copy)];
  write(file, progress);
  return {
    progress,
    notice: {
      en: `${name} was damaged; what could be read of it was kept, and the damaged file is now ${kept}.`,
      zh: `${name} 已损坏：能读出的记录都保留了下来，损坏的文件另存为 ${kept}。`,
    },
  };
}

/** Unites what is stored with what is new and writes it whole or not at all. */
export function saveProgress(root: string, addition: Progress): Progress {
  const { progress } = loadProgress(root);
  const united = mergeProgress(progress, addition);
  write(progressFile(root), united);
  return united;
}

function write(file: string, progress: Progress): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, formatProgress(progress), { flush: true });
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

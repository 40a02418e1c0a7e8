import { existsSync, renameSync } from "node:fs";
import type { Text } from "@downhill/grader";
import { checkpointFile, shown } from "./course.ts";

/**
 * Makes room for a new run: the checkpoint of an earlier one is renamed to the first free number, and never
 * overwritten.
 *
 * @returns its new path; undefined if there was none.
 */
export function keepEarlier(file = checkpointFile): string | undefined {
  if (!existsSync(file)) return undefined;
  const numbered = (n: number): string => file.replace(/(\.\w+)$/, `-${n}$1`);
  let n = 1;
  while (existsSync(numbered(n))) n++;
  renameSync(file, numbered(n));
  return numbered(n);
}

/** Where the earlier run is, and how to continue it. */
export const keptEarlier = (file: string): Text => ({
  en: `The checkpoint of the earlier run is saved in ${shown(file)}; to continue it: npm start -- --resume ${shown(file)}`,
  zh: `上一次训练的检查点保留在 ${shown(file)}；要继续那次训练：npm start -- --resume ${shown(file)}`,
});

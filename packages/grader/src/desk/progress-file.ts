import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { lock } from "proper-lockfile";
import { relativePath } from "../judge/relative-path.ts";
import type { Text } from "../lab/text.ts";
import { homeOf, stamp } from "./home.ts";
import { NotSaved } from "./not-saved.ts";
import { oldProgress, retireOldProgress } from "./old-progress.ts";
import { formatProgress, type LabProgress, mergeProgress, parseProgress, type Progress } from "./progress.ts";
import { isUnwritable, writeWhole } from "./write-whole.ts";

const folderOf = (root: string): string => path.join(homeOf(root), "progress");

/** The progress in one lab. */
export const progressFile = (root: string, lab: string): string => path.join(folderOf(root), `${lab}.json`);

const retries = { retries: 100, minTimeout: 10, maxTimeout: 200, factor: 1.3 };

/** Works on a file under a lock, so that only one process does so at a time. */
async function alone<T>(root: string, file: string, work: () => T): Promise<T> {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const release = await lock(file, { realpath: false, stale: 10_000, retries });
    try {
      return work();
    } finally {
      await release();
    }
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    throw new NotSaved(relativePath(root, file), error.code);
  }
}

function stored(file: string): ReturnType<typeof parseProgress> {
  try {
    return parseProgress(readFileSync(file, "utf8"));
  } catch {
    return { progress: {}, damaged: false };
  }
}

/** Copies a damaged file to the same folder. */
function keepDamaged(file: string): string {
  const copy = `${file.replace(/\.json$/, "")}.damaged-${stamp(new Date())}`;
  copyFileSync(file, copy);
  return copy;
}

/** Copies a damaged file aside, keeps everything readable in it, and reports that. */
async function putAside(root: string, file: string): Promise<Text | undefined> {
  return alone(root, file, () => {
    const { progress, damaged } = stored(file);
    if (!damaged) return undefined;
    const copy = keepDamaged(file);
    writeWhole(file, formatProgress(progress));
    const [name, kept] = [relativePath(root, file), relativePath(root, copy)];
    return {
      en: `${name} was damaged; everything readable in it was saved, and the damaged file is now ${kept}.`,
      zh: `${name} 已损坏：能读出的记录都保留了下来，损坏的文件另存为 ${kept}。`,
    };
  });
}

/** Migrates what the first version of the course stored, once. */
async function takeOver(root: string): Promise<void> {
  const old = oldProgress(root);
  if (old === undefined) return;
  for (const [lab, progress] of Object.entries(old)) await saveProgress(root, lab, progress);
  retireOldProgress(root);
}

function storedNames(root: string): readonly string[] {
  try {
    return readdirSync(folderOf(root))
      .filter((name) => name.endsWith(".json"))
      .sort();
  } catch {
    return [];
  }
}

/**
 * Reads the learner's progress. A damaged file is copied aside, everything readable in it is kept, and `notices` report
 * that. A folder that cannot be written to is still read.
 */
export async function loadProgress(
  root: string,
): Promise<{ readonly progress: Progress; readonly notices: readonly Text[] }> {
  const notices: Text[] = [];
  const attempt = async (work: () => Promise<Text | void>): Promise<void> => {
    try {
      const notice = await work();
      if (notice !== undefined) notices.push(notice);
    } catch (error) {
      if (!(error instanceof NotSaved)) throw error;
      notices.push(error.text);
    }
  };
  await attempt(() => takeOver(root));
  const progress: Record<string, LabProgress> = {};
  for (const name of storedNames(root)) {
    const file = path.join(folderOf(root), name);
    const { progress: found, damaged } = stored(file);
    progress[name.slice(0, -".json".length)] = found;
    if (damaged) await attempt(() => putAside(root, file));
  }
  return { progress, notices };
}

/**
 * Merges a lab's stored progress with the new, under a lock, and writes it atomically.
 *
 * @throws {NotSaved} When the folder cannot be written to.
 */
export async function saveProgress(root: string, lab: string, addition: LabProgress): Promise<LabProgress> {
  const file = progressFile(root, lab);
  if (Object.keys(addition).length === 0) return stored(file).progress;
  return alone(root, file, () => {
    const { progress, damaged } = stored(file);
    if (damaged) keepDamaged(file);
    const united = mergeProgress(progress, addition);
    writeWhole(file, formatProgress(united));
    return united;
  });
}

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { unzipSync, zipSync } from "fflate";
import { CourseError } from "../lab/course-error.ts";
import { labIds } from "../lab/course.ts";
import { homeOf, keptFolder, stamp } from "./home.ts";
import { parseProgress } from "./progress.ts";
import { saveProgress } from "./progress-file.ts";
import { isUnwritable, writeWhole } from "./write-whole.ts";

const member = /^(?:labs\/[^/]+\/src|\.downhill\/(?:progress|desk))\/[^\0\\]+$/;

/** Whether a name in an archive is one of ours: `labs/08-adam/src/adam.ts`, `.downhill/progress/08-adam.json`. */
const isOurs = (name: string): boolean =>
  member.test(name) && !name.split("/").some((part) => ["", ".", ".."].includes(part));

function filesBelow(root: string, folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter(
      (file) => statSync(file).isFile() && !/node_modules|\.(?:lock|tmp)\b/.test(path.relative(folder, file)),
    )
    .map((file) => path.relative(root, file).replaceAll(path.sep, "/"));
}

/** The default place of a backup: outside the course, which `git clean` empties. */
export const usualBackup = (root: string, now: Date): string =>
  path.join(keptFolder(), "backup", `${path.basename(root)}-${stamp(now)}.zip`);

/**
 * Writes all desks and all progress into one zip file.
 *
 * @returns How many files it holds.
 */
export function writeBackup(root: string, file: string): number {
  const names = [
    ...labIds(root).flatMap((id) => filesBelow(root, path.join(root, "labs", id, "src"))),
    ...["progress", "desk"].flatMap((part) => filesBelow(root, path.join(homeOf(root), part))),
  ];
  const contents = Object.fromEntries(
    names.map((name) => [name, new Uint8Array(readFileSync(path.join(root, name)))]),
  );
  try {
    writeWhole(file, zipSync(contents));
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    throw new CourseError("unwritable", {
      en: `${file} cannot be written (${error.code ?? ""}). Name another file: npx downhill backup FILE`,
      zh: `无法写入 ${file}（${error.code ?? ""}）。请指定另一个文件：npx downhill backup 文件名`,
    });
  }
  return names.length;
}

function readArchive(file: string): Readonly<Record<string, Uint8Array>> {
  let contents: Record<string, Uint8Array>;
  try {
    contents = unzipSync(new Uint8Array(readFileSync(file)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CourseError("unreadable", {
      en: `${file} cannot be read as a backup: ${reason}. Name a file that \`npx downhill backup\` wrote.`,
      zh: `${file} 无法作为备份读取：${reason}。请指定由 \`npx downhill backup\` 写出的文件。`,
    });
  }
  const foreign = Object.keys(contents).find((name) => !name.endsWith("/") && !isOurs(name));
  if (foreign === undefined) return contents;
  throw new CourseError("wrong-file", {
    en: `${file} is not a backup of a course: it contains ${foreign}. Nothing was restored.`,
    zh: `${file} 不是课程的备份：其中有 ${foreign}。没有恢复任何内容。`,
  });
}

/** The result of restoring a backup. */
export interface Restored {
  readonly files: number;
  /** The backup of the previous files; undefined if nothing was replaced. */
  readonly before: string | undefined;
}

/**
 * Restores desks and progress. The current files are backed up first; of two progress records, the better one is kept.
 *
 * @throws {CourseError} If the file is not a backup; nothing is changed then.
 */
export async function restoreBackup(root: string, file: string, now: Date): Promise<Restored> {
  const contents = Object.entries(readArchive(file)).filter(([name]) => !name.endsWith("/"));
  const replaced = contents.some(([name, bytes]) => {
    const target = path.join(root, name);
    return existsSync(target) && !readFileSync(target).equals(bytes);
  });
  const before = replaced ? usualBackup(root, now) : undefined;
  if (before !== undefined) writeBackup(root, before);
  for (const [name, bytes] of contents) {
    const lab = /^\.downhill\/progress\/(.+)\.json$/.exec(name)?.[1];
    if (lab === undefined) writeWhole(path.join(root, name), bytes);
    else await saveProgress(root, lab, parseProgress(new TextDecoder().decode(bytes)).progress);
  }
  return { files: contents.length, before };
}

import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { CourseError } from "./course-error.ts";
import { nearName } from "./near-name.ts";

/** The labs' ids in the order of the course: folders of `labs/` that hold a manifest. */
export function labIds(root: string): readonly string[] {
  const labs = path.join(root, "labs");
  if (!existsSync(labs)) return [];
  return readdirSync(labs)
    .filter((name) => existsSync(path.join(labs, name, "lab.ts")))
    .sort();
}

/** The course's root seen from a folder: the nearest folder above it that has labs. */
export function findRoot(from: string): string {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (labIds(folder).length > 0) return folder;
    if (folder === path.dirname(folder)) {
      throw new CourseError("not-found", {
        en: `No course found in ${path.resolve(from)} or above it; change to the folder that contains labs/.`,
        zh: `在 ${path.resolve(from)} 及其上级文件夹中都找不到课程，请先进入包含 labs/ 的文件夹。`,
      });
    }
  }
}

/** The choice that a mistyped word probably means: close to all of it, or to its part after the number. */
function nearest(word: string, ids: readonly string[]): string | undefined {
  const names = new Map(
    ids.flatMap(
      (id) =>
        [
          [id, id],
          [id.replace(/^\d+-/, ""), id],
        ] as const,
    ),
  );
  const near = nearName(word, [...names.keys()]);
  return near === undefined ? undefined : names.get(near);
}

/**
 * Finds the requested lab: by its id, its number with or without leading zeros, its name without the number, or,
 * by default, the lab of the current folder.
 *
 * @throws {CourseError} When there is none; the message names the nearest.
 */
export function findLab(root: string, asked: string | undefined, from: string): string {
  const ids = labIds(root);
  if (asked === undefined) {
    const [labs, here] = path.relative(root, path.resolve(from)).split(path.sep);
    if (labs === "labs" && here !== undefined && ids.includes(here)) return here;
    throw new CourseError("missing-argument", {
      en: `Which lab? Give its number, for example: npx downhill test ${ids[0]?.split("-")[0] ?? "00"}.`,
      zh: `要评哪个实验？请写上编号，例如：npx downhill test ${ids[0]?.split("-")[0] ?? "00"}。`,
    });
  }
  const name = path.basename(asked.replace(/[\\/]+$/, "")).toLowerCase();
  const number = /^\d+$/.test(name) ? Number(name) : undefined;
  const found = ids.find(
    (id) =>
      id === name ||
      id.replace(/^\d+-/, "") === name ||
      (number !== undefined && Number(/^\d+/.exec(id)?.[0] ?? NaN) === number),
  );
  if (found !== undefined) return found;
  const near = number === undefined ? nearest(name, ids) : undefined;
  throw new CourseError(
    "not-found",
    number === undefined
      ? {
          en: `There is no lab "${asked}".${near === undefined ? "" : ` Did you mean ${near}?`} \`npx downhill list\` shows them all.`,
          zh: `没有叫 “${asked}” 的实验。${near === undefined ? "" : `是不是想找 ${near}？`}用 \`npx downhill list\` 查看全部实验。`,
        }
      : {
          en: `There is no lab ${asked}. \`npx downhill list\` shows them all.`,
          zh: `没有编号为 ${asked} 的实验。用 \`npx downhill list\` 查看全部实验。`,
        },
  );
}

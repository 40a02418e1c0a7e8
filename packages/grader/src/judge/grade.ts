import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { LabCard } from "../lab/card.ts";
import { brokenFile, gradeText, verdictOf } from "./grade-text.ts";
import type { GradingOptions } from "./grading.ts";
import { Key, usualSeed } from "./key.ts";
import { learnerText } from "./learner-text.ts";
import { type OpenLab, openLab } from "./open-lab.ts";
import { relativePath } from "./relative-path.ts";
import type { Verdict } from "./verdict.ts";

/** The options of `grade`; the defaults are for a learner. */
export interface GradeOptions extends GradingOptions {
  /** The file to grade; the lab's desk by default. */
  readonly file?: string;
  /** The file's text, where it is not read from there. */
  readonly text?: string;
  /** The course's root; the folder above `labs/` by default. */
  readonly root?: string;
  /** A key that is already open, if several files are graded. */
  readonly key?: Key;
}

/** The course's root of a lab's folder: `labs/08-adam` → the folder that holds `labs`. */
export const rootOf = (folder: string): string => path.resolve(folder, "..", "..");

/** The learner's own file of a lab. */
const deskOf = (card: LabCard): string => path.join(card.folder, "src", card.file);

function keepPicture(lab: OpenLab, svg: string | undefined): { readonly picture?: string } {
  if (svg === undefined || !svg.trimStart().startsWith("<svg")) return {};
  const file = path.join(lab.card.folder, "out", `${lab.card.id}.svg`);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, svg);
    return { picture: relativePath(lab.root, file) };
  } catch {
    return {}; // a course that cannot be written to has no picture
  }
}

/**
 * Grades one file of a lab. The file runs in a separate box, which holds questions but no answers; what it answers is
 * compared here with what the solution answers. A task that fails because of an earlier one is asked again with the solution's
 * functions in place of that one's.
 *
 * @param folder The lab's folder, such as `labs/08-adam`.
 * @throws {CourseError} When the lab itself (not the learner's file) cannot be loaded.
 * @example
 * ```ts
 * import { grade } from "@downhill/grader";
 * const verdict = await grade("labs/08-adam");
 * console.log(`${verdict.points} of ${verdict.of}`);
 * ```
 */
export async function grade(folder: string, options: GradeOptions = {}): Promise<Verdict> {
  const start = performance.now();
  const root = path.resolve(options.root ?? options.key?.lab.root ?? rootOf(path.resolve(folder)));
  const lab = options.key?.lab ?? (await openLab(path.resolve(folder), root));
  const key = options.key ?? new Key(lab, options.seed ?? usualSeed);
  const file = path.resolve(options.file ?? deskOf(lab.card));
  try {
    const text = await learnerText(file, lab.box, root, options.text);
    const found = "kind" in text ? brokenFile(lab, text) : await gradeText(lab, key, text, options);
    const verdict = verdictOf(lab, found);
    return {
      ...verdict,
      ...(verdict.passed ? keepPicture(lab, found.asked?.picture) : {}),
      file: relativePath(root, file),
      sha256: "kind" in text ? null : text.sha256,
      milliseconds: Math.round(performance.now() - start),
    };
  } finally {
    if (options.key === undefined) key.close();
  }
}

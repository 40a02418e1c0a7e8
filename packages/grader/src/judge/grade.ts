import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { LabCard } from "../lab/card.ts";
import type { FileAnswers } from "./ask-file.ts";
import { type GradeOptions, Grading, type Judged } from "./grading.ts";
import { Key, usualSeed } from "./key.ts";
import { type LearnerText, learnerText } from "./learner-text.ts";
import { lessonAddress, shortName } from "./lesson-address.ts";
import { type OpenLab, openLab } from "./open-lab.ts";
import { relativePath } from "./relative-path.ts";
import type { Failure, TaskVerdict, Verdict } from "./verdict.ts";

export type { GradeOptions } from "./grading.ts";

/** The course's root of a lab's folder: `labs/08-adam` → the folder that holds `labs`. */
export const rootOf = (folder: string): string => path.resolve(folder, "..", "..");

/** The learner's own file of a lab. */
const deskOf = (card: LabCard): string => path.join(card.folder, "src", card.file);

function taskVerdict(lab: OpenLab, { task, status, failure, given, misconceptions }: Judged): TaskVerdict {
  const { id, title, points } = task;
  return {
    id,
    title,
    status,
    points: status === "passed" || status === "carried" ? points : 0,
    of: points,
    questions: lab.questions[id]?.length ?? 0,
    ...(failure === undefined ? {} : { failure }),
    ...(given === undefined ? {} : { given }),
    misconceptions,
    hint: `npx downhill hint ${shortName(lab.card.id)} ${id}`,
    lesson: lessonAddress(lab.card.id, id),
  };
}

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
    return {
      ...verdictOf(lab, found),
      file: relativePath(root, file),
      sha256: "kind" in text ? null : text.sha256,
      milliseconds: Math.round(performance.now() - start),
    };
  } finally {
    if (options.key === undefined) key.close();
  }
}

/** The final result for a file. */
interface Found {
  readonly judged: readonly Judged[];
  readonly failure?: Failure;
  readonly asked?: FileAnswers;
}

/** Runs, judges and, if tasks failed, investigates further. */
async function gradeText(lab: OpenLab, key: Key, text: LearnerText, options: GradeOptions): Promise<Found> {
  const grading = new Grading(lab, key, text, { ...options, seed: key.seed });
  try {
    const tasks = lab.card.tasks.map(({ id }) => id);
    const [asked] = await Promise.all([grading.ask(tasks), key.right()]);
    if (asked.failure !== undefined) return { ...brokenFile(lab, asked.failure), asked };
    return { judged: await grading.verdicts(asked), asked };
  } finally {
    grading.close();
  }
}

const stopsFile = ({ kind }: Failure): boolean =>
  ["loop", "stopped", "stalled", "memory", "exit"].includes(kind);

/** A file that could not be run has one failure for all tasks. */
const brokenFile = (lab: OpenLab, failure: Failure): Found => ({
  failure,
  judged: lab.card.tasks.map((task) => ({
    task,
    status: stopsFile(failure) ? "stopped" : "failed",
    notes: [],
    misconceptions: [],
  })),
});

function verdictOf(
  lab: OpenLab,
  { judged, failure, asked }: Found,
): Omit<Verdict, "file" | "sha256" | "milliseconds"> {
  const tasks = judged.map((each) => taskVerdict(lab, each));
  const points = tasks.reduce((sum, task) => sum + task.points, 0);
  const of = tasks.reduce((sum, task) => sum + task.of, 0);
  const passed = points === of && tasks.every(({ status }) => status === "passed");
  return {
    version: 2,
    lab: lab.card.id,
    title: lab.card.title,
    exports: asked?.exports ?? [],
    points,
    of,
    passed,
    tasks,
    ...(failure === undefined ? {} : { failure }),
    notes: judged.flatMap(({ notes }) => notes),
    output: asked?.output ?? "",
    cut: asked?.cut ?? 0,
    ...(passed ? keepPicture(lab, asked?.picture) : {}),
  };
}

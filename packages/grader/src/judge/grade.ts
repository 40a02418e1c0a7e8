import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { questionId } from "../box/protocol.ts";
import { readFeedback } from "../lab/read-lab.ts";
import type { LabCard, TaskCard } from "../lab/card.ts";
import { askFile, type FileAnswers, type Runnable } from "./ask-file.ts";
import type { BoxSession } from "./box-session.ts";
import { carriedText } from "./carried-text.ts";
import { Key, usualSeed } from "./key.ts";
import { type LearnerText, learnerText } from "./learner-text.ts";
import { judgeTask, type TaskOutcome } from "./judge-task.ts";
import { named } from "./naming.ts";
import { type OpenLab, openLab } from "./open-lab.ts";
import { relativePath } from "./place.ts";
import { lessonAddress, shortName } from "./lesson-address.ts";
import type { Failure, Misconception, Status, TaskVerdict, Verdict } from "./verdict.ts";

/** What `grade` can be told; the defaults are the learner's case. */
export interface GradeOptions {
  /** The file to grade; the lab's desk unless told. */
  readonly file?: string;
  /** Seconds of computing that each task may take; what the lab says unless told. */
  readonly seconds?: number;
  /** The course's root; the folder above `labs/` unless told. */
  readonly root?: string;
  /** Draws for the questions; the usual seed unless told, whose right answers are recorded. */
  readonly seed?: number;
  /** Whether to look for known mistakes; true unless told. */
  readonly misconceptions?: boolean;
  /** Whether a passed lab draws its picture into the lab's `out/`; false unless told. */
  readonly picture?: boolean;
  /** Stops the grading; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** A box that waits already, and a key that is open already, where several files are graded. */
  readonly session?: BoxSession;
  readonly key?: Key;
}

/** The course's root of a lab's folder: `labs/08-adam` → the folder that holds `labs`. */
export const rootOf = (folder: string): string => path.resolve(folder, "..", "..");

/** The learner's own file of a lab. */
export const deskOf = (card: LabCard): string => path.join(card.folder, "src", card.file);

/** How one task stands, once everything about it is known. */
interface Judged {
  readonly task: TaskCard;
  readonly status: Status;
  readonly failure?: Failure;
  readonly given?: readonly string[];
  readonly misconceptions: readonly Misconception[];
}

/** One file on its way to its verdict. */
class Grading {
  readonly lab: OpenLab;
  readonly key: Key;
  readonly text: LearnerText;
  readonly options: GradeOptions & { readonly seed: number };

  constructor(lab: OpenLab, key: Key, text: LearnerText, options: GradeOptions & { readonly seed: number }) {
    [this.lab, this.key, this.text, this.options] = [lab, key, text, options];
  }

  ask(file: Runnable, tasks: readonly string[], more: { picture?: boolean; session?: BoxSession } = {}): Promise<FileAnswers> {
    const { seed, seconds, signal } = this.options;
    return askFile(this.lab, file, tasks, {
      seed,
      ...(seconds === undefined ? {} : { seconds }),
      ...(signal === undefined ? {} : { signal }),
      ...more,
    });
  }

  /** Asks a task once more, with functions of the solution in place of those that failed. */
  async carried(task: TaskCard, failed: readonly TaskCard[]): Promise<FileAnswers> {
    const solution = await this.key.solution();
    const names = failed.flatMap(({ writes }) => writes);
    return this.ask(
      {
        ...this.text,
        prepared: (session) => carriedText(this.text.code, names, session.put(solution.code, "given.mjs")),
      },
      [task.id],
    );
  }

  async namesOf(task: TaskCard, asked: FileAnswers, right: ReadonlyMap<string, unknown>): Promise<readonly Misconception[]> {
    if (this.options.misconceptions === false) return [];
    const questions = this.lab.questions[task.id] ?? [];
    const ids = questions.map((_, index) => questionId({ task: task.id, index }));
    const answers = ids.map((id) => asked.answers.get(id));
    const rights = ids.map((id) => right.get(id));
    const single = named(await this.key.mistaken(task.id), answers, rights, questions);
    const found = single.length > 0 ? single : named(await this.key.pairs(task.id), answers, rights, questions);
    if (found.length === 0) return [];
    const feedback = await readFeedback(this.lab.card.folder);
    return found.flatMap(({ id }) => (feedback[id] === undefined ? [] : [{ id, ...feedback[id] }]));
  }

  /** Judges a task that is not right: by itself where it can be, with the name of its mistake where there is one. */
  async #failed(task: TaskCard, outcome: TaskOutcome, asked: FileAnswers, right: ReadonlyMap<string, unknown>, before: readonly Judged[]): Promise<Judged> {
    const plainly = { task, status: outcome.status, ...(outcome.failure === undefined ? {} : { failure: outcome.failure }) };
    const below = before.filter(({ task: { id } }) => task.builds.includes(id));
    const failed = below.filter(({ status }) => status === "failed" || status === "stopped");
    if (outcome.status === "not-written") return { ...plainly, misconceptions: [] };
    if (below.some(({ status }) => status === "not-written")) return { ...plainly, misconceptions: [] };
    if (failed.length === 0) return { ...plainly, misconceptions: await this.namesOf(task, asked, right) };
    if (!this.key.present) return { ...plainly, status: "not-judged", misconceptions: [] };
    const again = await this.carried(task, failed.map((each) => each.task));
    const second = judgeTask(this.lab, task, this.text, { ...again, exports: asked.exports }, right);
    if (second.status !== "passed") return { ...plainly, misconceptions: [] };
    return { task, status: "carried", given: failed.map((each) => each.task.id), misconceptions: [] };
  }

  async verdicts(asked: FileAnswers): Promise<readonly Judged[]> {
    const right = await this.key.right();
    const judged: Judged[] = [];
    for (const task of this.lab.card.tasks) {
      const outcome = judgeTask(this.lab, task, this.text, asked, right);
      judged.push(
        outcome.status === "passed"
          ? { task, status: "passed", misconceptions: [] }
          : await this.#failed(task, outcome, asked, right, judged),
      );
    }
    return judged;
  }
}

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
    return {}; // a course that cannot be written has no picture
  }
}

/**
 * Grades one file of a lab. The file runs in a box of its own, which holds questions and no answers; what it answers is
 * compared here with what the solution answers. A task that fails because of an earlier one is asked once more with the
 * solution's functions in place of that one's.
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
  const seed = options.key?.seed ?? options.seed ?? usualSeed;
  const key = options.key ?? new Key(lab, seed);
  try {
    const file = path.resolve(options.file ?? deskOf(lab.card));
    const text = await learnerText(file, lab.card, lab.box, root);
    const tasks = lab.card.tasks.map(({ id }) => id);
    const whole = "kind" in text ? text : undefined;
    const grading = "kind" in text ? undefined : new Grading(lab, key, text, { ...options, seed });
    const [asked] = await Promise.all([
      grading?.ask(grading.text, tasks, {
        picture: options.picture === true,
        ...(options.session === undefined ? {} : { session: options.session }),
      }),
      whole === undefined ? key.right() : undefined,
    ]);
    const failure = whole ?? asked?.failure;
    const judged: readonly Judged[] =
      failure === undefined && asked !== undefined && grading !== undefined
        ? await grading.verdicts(asked)
        : lab.card.tasks.map((task) => ({ task, status: stopsFile(failure) ? "stopped" : "failed", misconceptions: [] }));
    const verdicts = judged.map((each) => taskVerdict(lab, each));
    const points = verdicts.reduce((sum, task) => sum + task.points, 0);
    const of = verdicts.reduce((sum, task) => sum + task.of, 0);
    const passed = points === of && verdicts.every(({ status }) => status === "passed");
    return {
      version: 2,
      lab: lab.card.id,
      title: lab.card.title,
      file: relativePath(root, file),
      sha256: "kind" in text ? null : text.sha256,
      exports: asked?.exports ?? [],
      points,
      of,
      passed,
      tasks: verdicts,
      ...(failure === undefined ? {} : { failure }),
      notes: [],
      output: asked?.output ?? "",
      cut: asked?.cut ?? 0,
      ...(passed ? keepPicture(lab, asked?.picture) : {}),
      milliseconds: Math.round(performance.now() - start),
    };
  } finally {
    if (options.key === undefined) key.close();
  }
}

const stopsFile = (failure: Failure | undefined): boolean =>
  failure !== undefined && ["loop", "stopped", "stalled", "memory", "exit"].includes(failure.kind);

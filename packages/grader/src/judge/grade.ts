import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { questionId } from "../box/protocol.ts";
import { readFeedback } from "../lab/feedback.ts";
import type { LabCard, TaskCard } from "../lab/card.ts";
import type { Text } from "../lab/text.ts";
import { askFile, type FileAnswers, type Runnable } from "./ask-file.ts";
import { BoxSession } from "./box-session.ts";
import { carriedText } from "./carried-text.ts";
import { Key, usualSeed } from "./key.ts";
import { type LearnerText, learnerText } from "./learner-text.ts";
import { judgeTask, promising, type TaskOutcome } from "./judge-task.ts";
import { named, telling } from "./naming.ts";
import { type OpenLab, openLab } from "./open-lab.ts";
import { relativePath } from "./relative-path.ts";
import { lessonAddress, shortName } from "./lesson-address.ts";
import type { Failure, Misconception, Status, TaskVerdict, Verdict } from "./verdict.ts";

/** The options of `grade`; the defaults are for a learner. */
export interface GradeOptions {
  /** The file to grade; the lab's desk by default. */
  readonly file?: string;
  /** The file's text, where it is not read from there. */
  readonly text?: string;
  /** Seconds of computing that each task may take; the limit of the lab by default. */
  readonly seconds?: number;
  /** The course's root; the folder above `labs/` by default. */
  readonly root?: string;
  /** Draws for the questions; the usual seed by default, whose right answers are recorded. */
  readonly seed?: number;
  /** Tasks that are asked their costly questions; all by default. The gate is content with less for some. */
  readonly costly?: readonly string[];
  /** Whether to look for known mistakes; true by default. */
  readonly misconceptions?: boolean;
  /** Whether a passed lab draws its picture into the lab's `out/`; false by default. */
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
const deskOf = (card: LabCard): string => path.join(card.folder, "src", card.file);

/** The state of one task, once everything about it is known. */
interface Judged {
  readonly task: TaskCard;
  readonly status: Status;
  readonly failure?: Failure;
  readonly given?: readonly string[];
  readonly notes: readonly Text[];
  readonly misconceptions: readonly Misconception[];
}

/** One file on its way to its verdict. */
class Grading {
  readonly lab: OpenLab;
  readonly key: Key;
  readonly text: LearnerText;
  readonly options: GradeOptions & { readonly seed: number };
  #session: BoxSession;

  constructor(lab: OpenLab, key: Key, text: LearnerText, options: GradeOptions & { readonly seed: number }) {
    [this.lab, this.key, this.text, this.options] = [lab, key, text, options];
    this.#session = options.session ?? new BoxSession(lab.card, lab.box, lab.root);
  }

  /** Asks in the file's one box, or in another where that one has ended. */
  ask(file: Runnable, tasks: readonly string[], picture = false): Promise<FileAnswers> {
    const { card, box, root } = this.lab;
    const { seed, seconds, signal } = this.options;
    if (!this.#session.open) this.#session = new BoxSession(card, box, root);
    const promises = promising(this.lab, this.text, () => this.key.right());
    return askFile(this.lab, file, tasks, {
      seed,
      picture,
      session: this.#session,
      worth: (task, sofar) => this.#costly(task) && promises(task, sofar),
      ...(seconds === undefined ? {} : { seconds }),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  #costly(task: string): boolean {
    return this.options.costly?.includes(task) ?? true;
  }

  #judge(task: TaskCard, asked: FileAnswers, right: ReadonlyMap<string, unknown>): TaskOutcome {
    return judgeTask(this.lab, task, this.text, asked, right, { costly: this.#costly(task.id) });
  }

  close(): void {
    if (this.#session !== this.options.session) this.#session.end();
  }

  /** Asks a task once more, with functions of the solution in place of those that failed. */
  async carried(task: TaskCard, failed: readonly TaskCard[]): Promise<FileAnswers> {
    const solution = await this.key.solution();
    const names = failed.flatMap(({ writes }) => writes).filter((name) => !task.writes.includes(name));
    return this.ask(
      {
        ...this.text,
        prepared: (session) => carriedText(this.text.code, names, session.put(solution.code, "given.mjs")),
      },
      [task.id],
    );
  }

  async namesOf(
    task: TaskCard,
    asked: FileAnswers,
    right: ReadonlyMap<string, unknown>,
  ): Promise<readonly Misconception[]> {
    if (this.options.misconceptions === false) return [];
    const questions = this.lab.questions[task.id] ?? [];
    const ids = questions.map((_, index) => questionId({ task: task.id, index }));
    const answers = ids.map((id) => asked.answers.get(id));
    const rights = ids.map((id) => right.get(id));
    const numbers = telling(answers, rights, questions);
    const own = (await this.key.mistakes()).filter((mistake) => mistake.task === task.id);
    if (!numbers && own.every(({ when }) => when === undefined)) return [];
    const single = named(await this.key.mistaken(task.id), answers, rights, questions);
    const found =
      single.length > 0 || !numbers
        ? single
        : named(await this.key.pairs(task.id), answers, rights, questions);
    if (found.length === 0) return [];
    const feedback = await readFeedback(this.lab.card.folder);
    return found.flatMap(({ id }) => (feedback[id] === undefined ? [] : [{ id, ...feedback[id] }]));
  }

  /** Judges a task that is not right: by itself where it can be, with the name of its mistake where there is one. */
  async #failed(
    task: TaskCard,
    outcome: TaskOutcome,
    asked: FileAnswers,
    right: ReadonlyMap<string, unknown>,
    before: readonly Judged[],
  ): Promise<Judged> {
    const { notes } = outcome;
    const plainly = {
      task,
      notes,
      status: outcome.status,
      ...(outcome.failure === undefined ? {} : { failure: outcome.failure }),
    };
    const below = before.filter(({ task: { id } }) => task.builds.includes(id));
    const failed = below.filter(({ status }) => status === "failed" || status === "stopped");
    if (outcome.status === "not-written") return { ...plainly, misconceptions: [] };
    if (below.some(({ status }) => status === "not-written")) return { ...plainly, misconceptions: [] };
    if (failed.length === 0) return { ...plainly, misconceptions: await this.namesOf(task, asked, right) };
    if (!this.key.present) return { ...plainly, status: "not-judged", misconceptions: [] };
    const again = await this.carried(
      task,
      failed.map((each) => each.task),
    );
    const second = this.#judge(task, { ...again, exports: asked.exports }, right);
    if (second.status !== "passed") return { ...plainly, misconceptions: [] };
    return {
      task,
      notes: second.notes,
      status: "carried",
      given: failed.map((each) => each.task.id),
      misconceptions: [],
    };
  }

  async verdicts(asked: FileAnswers): Promise<readonly Judged[]> {
    const right = await this.key.right();
    const judged: Judged[] = [];
    for (const task of this.lab.card.tasks) {
      const outcome = this.#judge(task, asked, right);
      judged.push(
        outcome.status === "passed"
          ? { task, status: "passed", notes: outcome.notes, misconceptions: [] }
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
    const [asked] = await Promise.all([grading.ask(text, tasks, options.picture), key.right()]);
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

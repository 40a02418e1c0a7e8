import { questionId } from "../box/protocol.ts";
import type { TaskCard } from "../lab/card.ts";
import type { Text } from "../lab/text.ts";
import { Allowance } from "./allowance.ts";
import type { AnswerKey } from "./answer-key.ts";
import { askFile, type FileAnswers, type Runnable } from "./ask-file.ts";
import { carriedText } from "./carried-text.ts";
import type { JudgedLab } from "./judged-lab.ts";
import { judgeTask, promising, type TaskOutcome } from "./judge-task.ts";
import { named, telling } from "./naming.ts";
import type { Session } from "./session.ts";
import type { TranslatedText } from "./translated-text.ts";
import type { Failure, Misconception, Status } from "./verdict.ts";

/** The options of grading, wherever the code runs; the defaults are for a learner. */
export interface GradingOptions {
  /** Seconds of computing that each task may take; the limit of the lab by default. */
  readonly seconds?: number;
  /** Draws for the questions; the usual seed by default, whose right answers are recorded. */
  readonly seed?: number;
  /** Tasks that are asked their costly questions; all by default. The gate needs fewer for some. */
  readonly costly?: readonly string[];
  /** Whether to look for known mistakes; true by default. */
  readonly misconceptions?: boolean;
  /** Whether a passed lab draws its picture into the lab's `out/`; false by default. */
  readonly picture?: boolean;
  /** Stops the grading; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** A box that is already waiting, if several files are graded. */
  readonly session?: Session;
  /** Whether the text is the lab's own, such as a listed mistake: then one box is enough for all its questions. */
  readonly trusted?: boolean;
}

/** The state of one task, once everything about it is known. */
export interface Judged {
  readonly task: TaskCard;
  readonly status: Status;
  readonly failure?: Failure;
  readonly given?: readonly string[];
  readonly notes: readonly Text[];
  readonly misconceptions: readonly Misconception[];
}

/** One file on its way to its verdict. */
export class Grading {
  readonly lab: JudgedLab;
  readonly key: AnswerKey;
  readonly text: TranslatedText;
  readonly options: GradingOptions & { readonly seed: number };
  readonly #session: Session;
  readonly #allowance = new Allowance();

  constructor(
    lab: JudgedLab,
    key: AnswerKey,
    text: TranslatedText,
    options: GradingOptions & { readonly seed: number },
  ) {
    [this.lab, this.key, this.text, this.options] = [lab, key, text, options];
    this.#session = options.session ?? this.lab.open();
  }

  /** Asks in the waiting box, or in another if that one has ended. */
  #ask(session: Session, file: Runnable, tasks: readonly string[], picture = false): Promise<FileAnswers> {
    const { seed, seconds, signal } = this.options;
    const promises = promising(this.lab, this.text, () => this.key.right());
    return askFile(this.lab, file, tasks, {
      seed,
      picture,
      session,
      allowance: this.#allowance,
      worth: (task, sofar) => this.#costly(task) && promises(task, sofar),
      ...(seconds === undefined ? {} : { seconds }),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** Asks the file as it is. */
  ask(tasks: readonly string[]): Promise<FileAnswers> {
    return this.#ask(this.#session, this.text, tasks, this.options.picture);
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

  /**
   * Asks a task again, with functions of the solution in place of those that failed, in a separate box. That
   * box contains no other part of the solution, so a file cannot find the task's answer there.
   */
  async carried(task: TaskCard, failed: readonly TaskCard[]): Promise<FileAnswers> {
    const written = new Set(failed.flatMap(({ writes }) => writes));
    const names = [...written].filter((name) => !task.writes.includes(name));
    const alone = this.options.trusted === true && this.#session.open ? undefined : this.lab.open();
    try {
      const given = await this.key.given(names);
      const prepared = (session: Session): string =>
        carriedText(this.text.code, names, session.putBeside(given.code));
      return await this.#ask(alone ?? this.#session, { ...this.text, prepared }, [task.id]);
    } finally {
      alone?.end();
    }
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
    const feedback = await this.key.feedback();
    return found.flatMap(({ id }) => (feedback[id] === undefined ? [] : [{ id, ...feedback[id] }]));
  }

  /**
   * Judges a task that is not right: with the solution's functions for the tasks it builds on if the learner's are
   * wrong, so that no error counts twice, and with the name of its mistake if there is one.
   */
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
    const given = failed.map((each) => each.task.id);
    if (second.status === "passed") {
      return { task, notes: second.notes, status: "carried", given, misconceptions: [] };
    }
    if (second.status !== "failed" || second.failure?.kind !== "difference") {
      return { ...plainly, misconceptions: [] };
    }
    // The remaining fault is this task's own, so it is shown and named without the other's.
    const misconceptions = await this.namesOf(task, again, right);
    return { task, notes: second.notes, status: "failed", failure: second.failure, given, misconceptions };
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

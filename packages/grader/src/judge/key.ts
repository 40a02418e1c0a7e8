import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { questionId } from "../box/protocol.ts";
import { CourseError } from "../lab/course-error.ts";
import { answerOf } from "../lab/answer.ts";
import type { Feedback } from "../lab/card.ts";
import { readFeedback } from "../lab/feedback.ts";
import { formName, formsOf, type Mistake } from "../lab/mistakes.ts";
import type { AnswerKey } from "./answer-key.ts";
import { askFile } from "./ask-file.ts";
import { promising } from "./judge-task.ts";
import { keyMistakes } from "./key-mistakes.ts";
import { Lane } from "./lane.ts";
import { learnerText } from "./learner-text.ts";
import { mistakeText } from "./mistake-text.ts";
import type { MistakenAnswers } from "./naming.ts";
import type { OpenLab } from "./open-lab.ts";
import type { TranslatedText } from "./translated-text.ts";

/** The seed of everyday grading; its answers are recorded. */
export const usualSeed = 1;

/** Answers as they were sent, by question: plain JSON. */
type Said = Readonly<Record<string, unknown>>;

/** What `answers.json` holds: the answers of the solution and, by task, the answers of each mistake and pair, by their ids. */
interface Recorded {
  readonly of: string;
  right: Said;
  mistakes: Record<string, Said>;
}

const recordFile = (folder: string): string => path.join(folder, "answers.json");

function readRecord(folder: string, of: string | undefined): Recorded | undefined {
  try {
    const recorded = JSON.parse(readFileSync(recordFile(folder), "utf8")) as Recorded;
    return of === undefined || recorded.of === of ? recorded : undefined;
  } catch {
    return undefined;
  }
}

function writeRecord(folder: string, recorded: Recorded): void {
  const file = recordFile(folder);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, JSON.stringify(recorded));
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true }); // in a course that cannot be written to, they are computed each time
  }
}

/**
 * The right answers of a lab and its mistakes' answers, computed from the key when they are needed and, for the usual
 * seed, recorded in `answers.json`. Without the key, only the recorded ones are available.
 */
export class Key implements AnswerKey {
  readonly lab: OpenLab;
  readonly seed: number;
  readonly #solution: string | undefined;
  readonly #of: string | undefined;
  readonly #recorded: Recorded;
  readonly #lane: Lane;
  #mistakes: Promise<readonly Mistake[]> | undefined;
  #right: Promise<ReadonlyMap<string, unknown>> | undefined;

  /** The keys of several seeds may share one lane. */
  constructor(lab: OpenLab, seed: number, lane = new Lane(lab)) {
    this.lab = lab;
    this.seed = seed;
    this.#lane = lane;
    const file = path.join(lab.card.folder, "key", "solution.ts");
    this.#solution = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    this.#of = this.#solution === undefined ? undefined : this.#signature(this.#solution);
    // On devices, answers depend on the device in use, so they are computed each time if the key is available.
    const kept = seed === usualSeed && !(this.present && lab.card.native === true);
    const stored = kept ? readRecord(lab.card.folder, this.#of) : undefined;
    this.#recorded = stored ?? { of: this.#of ?? "", right: {}, mistakes: {} };
  }

  #signature(solution: string): string {
    const mistakes = path.join(this.lab.card.folder, "key", "mistakes.ts");
    const text = existsSync(mistakes) ? readFileSync(mistakes, "utf8") : "";
    return createHash("sha256").update([this.lab.box.folder, solution, text].join("\0")).digest("hex");
  }

  get present(): boolean {
    return this.#solution !== undefined;
  }

  given(names: readonly string[]): Promise<TranslatedText> {
    const text = `export { ${names.join(", ")} } from "./solution.ts";\n`;
    return this.#translated(text, `the replacement for ${names.join(", ")}`, "given.ts");
  }

  async #translated(text: string, name: string, file = "solution.ts"): Promise<TranslatedText> {
    const { card, box, root } = this.lab;
    const made = await learnerText(path.join(card.folder, "key", file), box, root, text);
    if ("kind" in made) throw new Error(`${card.id}: ${name} cannot be run: ${made.sentence.en}`);
    return made;
  }

  /** The key's own box, which runs one file after another. */
  #ask(text: string, name: string, tasks: readonly string[]): Promise<Said> {
    return this.#lane.inTurn(async () => {
      const file = await this.#translated(text, name);
      const raw = new Map<string, unknown>();
      const wrong = name !== "the solution";
      const { failure, stops } = await askFile(this.lab, file, tasks, {
        seed: this.seed,
        session: this.#lane.session,
        raw,
        ...(wrong ? { worth: promising(this.lab, file, () => this.right()) } : {}),
      });
      if (failure !== undefined && !wrong) throw brokenKey(this.lab.card.id, failure.sentence.en);
      const said: Record<string, unknown> = Object.fromEntries(raw);
      for (const [task, { kind }] of stops) said[`${task}/stopped`] = kind;
      return said;
    });
  }

  right(): Promise<ReadonlyMap<string, unknown>> {
    return (this.#right ??= this.#rightAnswers());
  }

  async #rightAnswers(): Promise<ReadonlyMap<string, unknown>> {
    const tasks = this.lab.card.tasks.map(({ id }) => id);
    if (Object.keys(this.#recorded.right).length === 0 && this.#solution !== undefined) {
      this.#recorded.right = await this.#ask(this.#solution, "the solution", tasks);
      this.#keep();
    }
    return new Map(Object.entries(this.#recorded.right).map(([q, said]) => [q, answerOf(said)]));
  }

  #keep(): void {
    if (this.seed === usualSeed && this.present) writeRecord(this.lab.card.folder, this.#recorded);
  }

  /** The mistakes that `key/mistakes.ts` lists. */
  mistakes(): Promise<readonly Mistake[]> {
    return (this.#mistakes ??= this.present ? keyMistakes(this.lab.card.folder) : Promise.resolve([]));
  }

  async mistaken(task: string): Promise<readonly MistakenAnswers[]> {
    const own = (await this.mistakes()).filter((mistake) => mistake.task === task);
    return this.#answersOf(
      task,
      own.flatMap(formsOf).map((each) => [each]),
    );
  }

  async pairs(task: string): Promise<readonly MistakenAnswers[]> {
    const own = (await this.mistakes()).filter(
      ({ task: of, unnamed }) => of === task && unnamed === undefined,
    );
    return this.#answersOf(
      task,
      own.flatMap((a, i) => own.slice(i + 1).map((b) => [a, b])),
    );
  }

  feedback(): Promise<Readonly<Record<string, Feedback>>> {
    return readFeedback(this.lab.card.folder);
  }

  async #answersOf(
    task: string,
    groups: readonly (readonly Mistake[])[],
  ): Promise<readonly MistakenAnswers[]> {
    await this.right(); // it asks the mistakes one after another
    const found: MistakenAnswers[] = [];
    let added = false;
    for (const mistakes of groups) {
      const text = mistakeText(this.#solution ?? "", ...mistakes);
      if (text === undefined) continue;
      const id = mistakes.map(formName).join("+");
      if (this.#recorded.mistakes[id] === undefined) {
        this.#recorded.mistakes[id] = await this.#ask(text, `the mistake ${id}`, [task]);
        added = true;
      }
      const said = this.#recorded.mistakes[id];
      const answers = (this.lab.questions[task] ?? []).map((_, index) =>
        answerOf(said[questionId({ task, index })]),
      );
      found.push({ mistakes, answers });
    }
    if (added) this.#keep();
    return found;
  }

  /** Asks all questions, so that `answers.json` is complete. */
  async record(): Promise<void> {
    await this.right();
    for (const { id } of this.lab.card.tasks) {
      await this.mistaken(id);
      await this.pairs(id);
    }
    this.close();
  }

  /** How many answers are recorded. */
  get size(): number {
    const all = [this.#recorded.right, ...Object.values(this.#recorded.mistakes)];
    return all.reduce((sum, said) => sum + Object.keys(said).length, 0);
  }

  close(): void {
    this.#lane.close();
  }
}

const brokenKey = (lab: string, why: string): CourseError =>
  new CourseError("load-failed", {
    en: `The solution of ${lab} cannot be run: ${why} Restore it with git checkout -- labs/${lab}/key.`,
    zh: `${lab} 的参考答案无法运行：${why} 可用 git checkout -- labs/${lab}/key 恢复。`,
  });

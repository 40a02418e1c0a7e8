import { questionId } from "../box/protocol.ts";
import type { AnswerKey } from "../judge/answer-key.ts";
import type { MistakenAnswers } from "../judge/naming.ts";
import { answerOf } from "../lab/answer.ts";
import type { Feedback } from "../lab/card.ts";
import type { Mistake } from "../lab/mistakes.ts";
import type { Questions } from "../lab/questions.ts";
import type { MistakenFile, PageAnswers, PageLab } from "./page-lab.ts";

/** A key of recorded answers alone: it can judge and name, and has no solution to replace anything with. */
export class RecordedKey implements AnswerKey {
  readonly present = false;
  readonly #lab: PageLab;
  readonly #questions: Questions<unknown>;
  readonly #answers: PageAnswers;

  constructor(lab: PageLab, questions: Questions<unknown>, answers: PageAnswers) {
    [this.#lab, this.#questions, this.#answers] = [lab, questions, answers];
  }

  get seed(): number {
    return this.#answers.seed;
  }

  async right(): Promise<ReadonlyMap<string, unknown>> {
    return new Map(Object.entries(this.#answers.right).map(([q, said]) => [q, answerOf(said)]));
  }

  #files(task: string, together: boolean): readonly MistakenFile[] {
    return this.#answers.mistaken.filter(
      (each) => each.task === task && each.mistakes.length > 1 === together,
    );
  }

  #mistakesOf({ task, mistakes }: MistakenFile): readonly Mistake[] {
    return mistakes.map((each) => ({ ...each, task, edits: [] }));
  }

  #answersOf(file: MistakenFile): MistakenAnswers {
    const asked = this.#questions[file.task] ?? [];
    return {
      mistakes: this.#mistakesOf(file),
      answers: asked.map((_, index) => answerOf(file.said[questionId({ task: file.task, index })])),
    };
  }

  async mistakes(): Promise<readonly Mistake[]> {
    return this.#answers.mistaken.flatMap((file) =>
      file.mistakes.length === 1 ? this.#mistakesOf(file) : [],
    );
  }

  async mistaken(task: string): Promise<readonly MistakenAnswers[]> {
    return this.#files(task, false).map((file) => this.#answersOf(file));
  }

  async pairs(task: string): Promise<readonly MistakenAnswers[]> {
    return this.#files(task, true).map((file) => this.#answersOf(file));
  }

  async feedback(): Promise<Readonly<Record<string, Feedback>>> {
    return this.#lab.feedback;
  }

  given(names: readonly string[]): Promise<never> {
    return Promise.reject(new Error(`a page has no solution to take ${names.join(", ")} from`));
  }
}

import type { Feedback } from "../lab/card.ts";
import type { Mistake } from "../lab/mistakes.ts";
import type { MistakenAnswers } from "./naming.ts";
import type { TranslatedText } from "./translated-text.ts";

/** The right answers of a lab and its mistakes' answers, asked of the key or as they were recorded. */
export interface AnswerKey {
  readonly seed: number;
  /** Whether the solution is available, to replace what failed. */
  readonly present: boolean;
  /** The right answers, by question. */
  right(): Promise<ReadonlyMap<string, unknown>>;
  mistakes(): Promise<readonly Mistake[]>;
  /** The answers that each form of a task's mistakes gives to its questions. */
  mistaken(task: string): Promise<readonly MistakenAnswers[]>;
  /** The answers of each pair of a task's mistakes that fit into one file. */
  pairs(task: string): Promise<readonly MistakenAnswers[]>;
  /** What a learner reads about each mistake, by its id. */
  feedback(): Promise<Readonly<Record<string, Feedback>>>;
  /** Some functions of the solution and what they call, translated, without the rest of it. */
  given(names: readonly string[]): Promise<Pick<TranslatedText, "code">>;
}

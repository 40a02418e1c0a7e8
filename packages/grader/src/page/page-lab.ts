import type { Feedback, LabCard } from "../lab/card.ts";

/** Answers as they were sent, by question: plain JSON. */
type Said = Readonly<Record<string, unknown>>;

/** The answers of one wrong file: a mistake's, one of its forms', or those of two together. */
export interface MistakenFile {
  readonly task: string;
  readonly mistakes: readonly { readonly id: string; readonly unnamed?: string }[];
  readonly said: Said;
}

/** The answers that a page compares with, recorded for the usual seed. */
export interface PageAnswers {
  readonly seed: number;
  readonly right: Said;
  readonly mistaken: readonly MistakenFile[];
}

/** What a page is given of a lab, as JSON: everything that a learner may see, and neither solution nor mistakes. */
export interface PageLab {
  readonly card: Omit<LabCard, "folder">;
  readonly starter: string;
  /** The file of each thing that the learner's text may import, by its name there; relative to this JSON's address. */
  readonly imports: Readonly<Record<string, string>>;
  readonly picture: boolean;
  readonly feedback: Readonly<Record<string, Feedback>>;
}

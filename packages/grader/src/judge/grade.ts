import type { Verdict } from "./verdict.ts";

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
}

/** Grades one file of a lab. */
export async function grade(_folder: string, _options: GradeOptions = {}): Promise<Verdict> {
  throw new Error("being written");
}

import type { Text } from "../lab/text.ts";

/** Where in a nested value something is: indices count from 0; keys of objects are strings. */
export type Path = readonly (number | string)[];

/** One value that differs from what was expected. Values are text, so that NaN and Infinity survive JSON. */
export interface Difference {
  readonly path: Path;
  /** The path in words: "step 3, coordinate 1"; empty for the answer itself. */
  readonly place: Text;
  readonly expected: string;
  readonly got: string;
}

/** A wrong answer, as the report shows it. */
export interface Comparison {
  readonly what: Text;
  /** What is wrong, in a sentence. */
  readonly sentence: Text;
  readonly first?: Difference;
  readonly largest?: Difference & { readonly difference: string };
  /** How many numbers differ, of how many. */
  readonly differing?: { readonly count: number; readonly of: number };
  readonly tolerance?: { readonly relative: number; readonly absolute: number; readonly why: Text };
}

/** A line of source code. */
export interface Place {
  /** Relative to the course's root, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export type FailureKind =
  /** An answer differs from the right one. */
  | "difference"
  /** The learner's code threw an error. */
  | "crash"
  /** It was stopped at its time limit, inside a call of the learner's code. */
  | "loop"
  /** It was stopped at its time limit elsewhere, or the process ended. */
  | "stopped"
  | "exit"
  /** It waited for something that never happened. */
  | "stalled"
  | "memory"
  | "missing-export"
  | "missing-file"
  | "syntax"
  | "import"
  /** A task that it needs is not right yet, and cannot be replaced by the solution. */
  | "needs"
  /** Some of its functions are right, and others are not written yet. */
  | "unfinished";

/** Why a task, or the whole file, got no points. */
export interface Failure {
  readonly kind: FailureKind;
  readonly sentence: Text;
  readonly at?: Place;
  readonly comparison?: Comparison;
}

/** A known wrong idea whose answers match the learner's. */
export interface Misconception {
  readonly id: string;
  readonly name: Text;
  readonly explanation: Text;
}

/**
 * How a task ended. `carried`: right, once the tasks it needs are; `stopped`: the learner's code did not end;
 * `not-judged`: it needs a task that failed, and the key that could replace it is missing.
 */
export type Status = "passed" | "carried" | "failed" | "stopped" | "not-written" | "not-judged";

export interface TaskVerdict {
  readonly id: string;
  readonly title: Text;
  readonly status: Status;
  readonly points: number;
  readonly of: number;
  /** How many questions were asked. */
  readonly questions: number;
  readonly failure?: Failure;
  /** Tasks that were replaced by the solution when this one was judged: "correct, given a correct …". */
  readonly given?: readonly string[];
  readonly misconceptions: readonly Misconception[];
  /** The command that shows a hint for this task. */
  readonly hint: string;
  readonly lesson: LessonAddress;
}

/** Where a task is explained: addresses below the site's root, the heading's id, and files relative to the course's root. */
export interface LessonAddress {
  readonly address: Text;
  readonly anchor: string;
  readonly file: Text;
}

/** The outcome of grading one file: the document that `--json` prints. `version` changes when a field changes meaning. */
export interface Verdict {
  readonly version: 2;
  readonly lab: string;
  readonly title: Text;
  /** The graded file, relative to the course's root where it is inside. */
  readonly file: string;
  /** Of the graded file's bytes; null when there is no file. */
  readonly sha256: string | null;
  /** Names that the graded file exports. */
  readonly exports: readonly string[];
  readonly points: number;
  readonly of: number;
  readonly passed: boolean;
  readonly tasks: readonly TaskVerdict[];
  /** One failure of all tasks together, such as a syntax error. */
  readonly failure?: Failure;
  /** A note whatever the outcome, such as the device that was computed on. */
  readonly notes: readonly Text[];
  /** What the learner's code printed, separate from the report; without control characters, and bounded. */
  readonly output: string;
  /** Characters of output that were left out. */
  readonly cut: number;
  /** The picture that the learner's code drew, relative to the course's root. */
  readonly picture?: string;
  readonly milliseconds: number;
}

import type { Text } from "./lab.ts";

/** Where in a nested value something stands: indices count from 0; keys of objects are strings. */
export type Path = readonly (number | string)[];

/** One value that differs from what was expected. Values are text, so that NaN and Infinity survive JSON. */
export interface Difference {
  readonly path: Path;
  /** Names of the dimensions, such as step and coordinate; as many as the check gave. */
  readonly axes: readonly Text[];
  readonly expected: string;
  readonly got: string;
}

/** One call of a probe, as the report shows it. */
export interface Comparison {
  readonly kind: "close" | "equal" | "holds" | "throws";
  readonly what: Text;
  readonly ok: boolean;
  /** What is wrong, in a sentence; absent when `ok`. */
  readonly sentence?: Text;
  readonly first?: Difference;
  readonly largest?: Difference & { readonly difference: string };
  /** How many numbers differ, of how many. */
  readonly differing?: { readonly count: number; readonly of: number };
  readonly tolerance?: { readonly relative: number; readonly absolute: number; readonly why: Text };
}

/** A line of somebody's source. */
export interface Place {
  /** Relative to the course's root, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export type FailureKind =
  | "difference"
  | "crash"
  | "loop"
  | "exit"
  | "stalled"
  | "memory"
  | "missing-export"
  | "missing-file"
  | "syntax"
  | "import"
  | "no-checks"
  | "not-run";

/** Why a task, or the whole file, got no points. */
export interface Failure {
  readonly kind: FailureKind;
  readonly sentence: Text;
  readonly at?: Place;
  readonly comparison?: Comparison;
}

/** A known wrong idea whose numbers are the learner's numbers. */
export interface Misconception {
  readonly id: string;
  readonly name: Text;
  readonly explanation: Text;
}

export interface TaskVerdict {
  readonly id: string;
  readonly title: Text;
  readonly status: "passed" | "failed" | "not-written";
  readonly points: number;
  readonly of: number;
  /** How many comparisons the check recorded. */
  readonly comparisons: number;
  readonly failure?: Failure;
  /** What the check noted, whatever the outcome. */
  readonly notes?: readonly Text[];
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
  readonly version: 1;
  readonly lab: string;
  readonly title: Text;
  /** The graded file, relative to the course's root. */
  readonly file: string;
  /** Of the graded file's bytes; null when there is no file. */
  readonly sha256: string | null;
  /** Names that the graded file exports. */
  readonly exports: readonly string[];
  readonly points: number;
  readonly of: number;
  readonly passed: boolean;
  readonly tasks: readonly TaskVerdict[];
  /** What the learner's code printed, kept apart from the report. */
  readonly output: string;
  /** The picture that the learner's code drew, relative to the course's root. */
  readonly picture?: string;
  readonly milliseconds: number;
}

/** A message in both languages of the course. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** How close is close enough, and why: the reason is printed with every comparison that fails. */
export interface Tolerance {
  readonly relative?: number;
  readonly absolute?: number;
  readonly why: Text;
}

/** Numbers as a check sees them: a value, a list, or a list of lists (a trajectory is steps × coordinates). */
export type Numbers = number | ArrayLike<number> | readonly ArrayLike<number>[];

/**
 * What a check uses to say what it saw. Every call is recorded, and a failure does not stop the check, so that the
 * whole sequence of what the learner's code answered can be compared with what each known mistake answers.
 */
export interface Probe {
  /** The numbers must agree within the tolerance; `axes` names the dimensions ("step", "coordinate") in the report. */
  close(what: Text, actual: unknown, expected: Numbers, tolerance: Tolerance, axes?: readonly Text[]): void;
  /** The values must be the same (structural equality). */
  equal(what: Text, actual: unknown, expected: unknown): void;
  /** The condition must hold; `otherwise` says what is wrong and what to do. */
  holds(what: Text, condition: boolean, otherwise: Text): void;
  /** The function must throw an Error whose message matches. */
  throws(what: Text, fn: () => unknown, message?: RegExp): void;
  /** Something worth knowing whatever the outcome, such as the device that a check ran on; compared with nothing. */
  note(text: Text): void;
}

/** One graded piece of a lab. `check` is a function of the learner's module and knows no test runner. */
export interface Task<M> {
  readonly id: string;
  readonly title: Text;
  readonly points: number;
  /** Three levels: a nudge, the idea, nearly the line itself. */
  readonly hints: readonly [Text, Text, Text];
  /** The heading's id in the lesson that explains this task. */
  readonly anchor: string;
  check(module: M, probe: Probe): void | Promise<void>;
}

/** A wrong implementation that a person would really write; the module stands in `mistakes/<id>.ts`. */
export interface Mistake {
  readonly id: string;
  /** The task that must catch it. */
  readonly task: string;
  /** The misconception's name, in a few words. */
  readonly name: Text;
  /** What a learner reads when their numbers match this mistake's: what was assumed, and what holds instead. */
  readonly explanation: Text;
}

/** A picture drawn by the learner's own code, as SVG text. */
export interface Picture<M> {
  readonly title: Text;
  draw(module: M): string | Promise<string>;
}

/** The manifest of a lab: `labs/<id>/lab.ts` exports one as its default. */
export interface Lab<M = unknown> {
  /** Same as the folder: "08-adam". */
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly minutes: number;
  readonly prerequisites: readonly string[];
  /** Rows of the course's table of sources that this lab covers. */
  readonly rows: readonly string[];
  /** The file the learner edits, below `src/`: "adam.ts". Solutions carry the same name below `solution/`. */
  readonly file: string;
  readonly tasks: readonly Task<M>[];
  readonly mistakes: readonly Mistake[];
  readonly picture?: Picture<M>;
  /** Loads what the checks will need; called while a grading process waits for a save, so that nobody waits for it. */
  readonly prepare?: () => Promise<void>;
  /** Lab 00 is handed out solved. */
  readonly solvedBeforehand?: boolean;
}

/** Gives a manifest its type; the points of a lab's tasks add up to 100. */
export const defineLab = <M>(lab: Lab<M>): Lab<M> => lab;

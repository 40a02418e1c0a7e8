import type { Draw } from "./draw.ts";
import { isNotWritten } from "./todo.ts";
import type { Text } from "./text.ts";

export type { Draw } from "./draw.ts";
export { same, type Text } from "./text.ts";

/** How close is close enough, and why: the reason is printed with every answer that differs. */
export interface Tolerance {
  readonly relative?: number;
  readonly absolute?: number;
  readonly why: Text;
}

/** What a right answer may contain only if its question says so: otherwise a broken solution would agree with broken files. */
export type Oddity = "error" | "NaN" | "infinity" | "undefined" | "empty";

/**
 * One question to the learner's module. `ask` runs next to the learner's code and returns what it *saw*: numbers,
 * lists, strings, errors, as plain data, never the result of a comparison. It hands out fresh objects each time.
 */
export interface Question<M, A = unknown> {
  /** The subject of the question, as a noun phrase: "m and v, gradients near 1". */
  readonly what: Text;
  ask(module: M, draw: Draw): A | Promise<A>;
  /**
   * Names of the dimensions of lists, the innermost last: with step and coordinate, a point has coordinates alone. In
   * Chinese a name begins with its measure word: 步, 个坐标.
   */
  readonly axes?: readonly Text[];
  /** What fields of the answer are called where a learner reads of them. */
  readonly names?: Readonly<Record<string, Text>>;
  /** 1e-9 relative and 1e-12 absolute by default. */
  readonly within?: Tolerance;
  /** Asked only of a task whose other answers are right: for what takes more than about 50 ms, such as a large size. */
  readonly costly?: boolean;
  /** Oddities that the right answer contains on purpose. */
  readonly holds?: readonly Oddity[];
  /**
   * Where several answers are right: what is wrong with this one, in a sentence, or undefined. It runs in the grader, on
   * plain data, and never sees a learner's object.
   */
  judge?(answer: A, right: A): Text | undefined;
  /** Something worth knowing whatever the outcome, such as the device that was computed on. */
  note?(answer: A): Text | undefined;
}

/** The questions of a lab: a list for each task, by the task's id. */
export type Questions<M> = Readonly<Record<string, readonly Question<M>[]>>;

/** Gives a lab's questions their type; `M` is `typeof import("./key/solution.ts")`. */
export const questions = <M>(all: Questions<M>): Questions<M> => all;

/** Gives one question the type of its answer, for those that judge it. */
export const question = <M, A>(one: Question<M, A>): Question<M, never> => one as Question<M, never>;

/** A copy of lists and plain objects, down to what is neither. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float64Array);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copied(each)]));
}

/** The mark for a freed tensor in an answer; the report says it in both languages. */
export const freed = "a tensor that was freed";

/** What an answer that was kept is called once other calls were made; the report says by this name that it has changed. */
export const afterwards = "after later calls";

/** An answer as it is now, and the same one as it will be when the question ends: later calls must not change it. */
export const kept = (answer: unknown): Readonly<Record<string, unknown>> => ({
  "at once": copied(answer),
  [afterwards]: answer,
});

/**
 * The outcome of a call: its value, or the error that it threw, as part of an answer. A thrown value that is not an
 * Error is marked, since only errors have a stack and a message.
 */
export function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    if (isNotWritten(error)) throw error;
    return error instanceof Error ? error : { threw: error };
  }
}

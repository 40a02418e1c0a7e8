import type { Draw } from "./draw.ts";
import type { Text } from "./text.ts";

export type { Draw } from "./draw.ts";
export { afterwards, fieldsOf, freed, kept, outcome, sampled } from "./seen.ts";
export { same, type Text } from "./text.ts";
export { short, shorts, typed } from "./typed.ts";

/** How close is close enough, and why: the reason is printed with every difference. */
export interface Tolerance {
  readonly relative?: number;
  readonly absolute?: number;
  readonly why: Text;
}

/** How close is close enough if a question does not specify it. */
export const rounding = {
  relative: 1e-9,
  absolute: 1e-12,
  why: {
    en: "the same formula written in another order rounds differently, by about 1e-16 per step",
    zh: "同一个公式换个运算顺序，每步的舍入误差约为 1e-16",
  },
} as const satisfies Tolerance;

/**
 * What a right answer may contain only if its question declares it: otherwise a broken solution would agree with broken
 * files.
 */
export type Oddity = "error" | "NaN" | "infinity" | "undefined" | "empty";

/**
 * One question to the learner's module. `ask` runs next to the learner's code and returns what it *saw*: numbers,
 * lists, strings, errors, as plain data, never the result of a comparison. It creates fresh objects each time.
 */
export interface Question<M, A = unknown> {
  /** The subject of the question, as a noun phrase: "m and v, gradients near 1". */
  readonly what: Text;
  ask(module: M, draw: Draw): A | Promise<A>;
  /**
   * Names of the dimensions of lists, the innermost last: with step and coordinate, a point has only coordinates. In
   * Chinese a name begins with its measure word: 步, 个坐标.
   */
  readonly axes?: readonly Text[];
  /** Names of the answer's fields for the learner. */
  readonly names?: Readonly<Record<string, Text>>;
  /** {@link rounding} by default. */
  readonly within?: Tolerance;
  /**
   * Asked only of a task whose other answers are right: for questions that take more than about 50 ms, such as a large
   * size.
   */
  readonly costly?: boolean;
  /** Oddities that the right answer contains on purpose. */
  readonly holds?: readonly Oddity[];
  /**
   * Where several answers are right: what is wrong with this one, in a sentence, or undefined. It runs in the grader, on
   * plain data, and never sees a learner's object.
   */
  judge?(answer: A, right: A): Text | undefined;
  /** A note whatever the outcome, such as the device that was computed on. */
  note?(answer: A): Text | undefined;
}

/** The questions of a lab: a list for each task, by the task's id. */
export type Questions<M> = Readonly<Record<string, readonly Question<M>[]>>;

/** Gives a lab's questions their type; `M` is `typeof import("./key/solution.ts")`. */
export const questions = <M>(all: Questions<M>): Questions<M> => all;

/** Gives one question the type of its answer, for its `judge`. */
export const question = <M, A>(one: Question<M, A>): Question<M, never> => one as Question<M, never>;

/** A list of questions with answers of any types: `asked<Module>({ what, ask }, …)`. */
export const asked = <M>(...all: readonly Question<M>[]): readonly Question<M, never>[] =>
  all as readonly Question<M, never>[];

/** The dimensions of most answers. */
export const stepAxis: Text = { en: "step", zh: "步" };
export const coordinateAxis: Text = { en: "coordinate", zh: "个坐标" };

import type { Space, Rights, Type } from "../type/type.ts";
import { partsIn } from "../type/layout.ts";
import { scalar, type ScalarName } from "../type/type.ts";
import type { Pausing } from "../statement/outcome.ts";
import type { Buffer } from "../run/memory.ts";

/** A number of a constant: an integer without a type has 64 bits, more than a JavaScript number can hold. */
export type Part = number | bigint;

/** The numbers of a value, in order; they are never changed. */
export type Numbers = ArrayLike<number>;

/** When a value is known: before anything (`const`), when a pipeline is made (`override`), or when the kernel runs. */
export type Stage = "const" | "override" | "running";

/** What an expression computes. Truth values are 0 and 1. */
export interface Value {
  readonly kind: "value";
  readonly type: Type;
  readonly stage: Stage;
  /** The number of a value that consists of one. */
  readonly at: () => number;
  readonly parts: () => Numbers;
  /** The numbers of a value known before the kernel runs. */
  readonly known: readonly Part[] | undefined;
  /** What must happen before it is computed, if it contains a barrier. */
  readonly before: Pausing | undefined;
}

/** The target of a reference: numbers of the running invocation, or words of a buffer. */
export type Place =
  | {
      readonly store: "slots";
      readonly slot: number;
      /** How many numbers follow from there; −1 if that is outside the variable. */
      readonly offset: ((access: "read" | "write") => number) | undefined;
    }
  | {
      readonly store: "memory";
      readonly buffer: Buffer;
      /** The word, or −1 if it is outside the buffer. */
      readonly word: (access: "read" | "write") => number;
    };

/** A variable, or a part of one: it can be read and, if `rights` allow it, assigned. */
export interface Reference {
  readonly kind: "reference";
  readonly type: Type;
  readonly space: Space;
  readonly rights: Rights;
  readonly place: Place;
  /** The variable, or the parameter, that it is a part of. */
  readonly root: object;
  /** Its name for a learner: `p`, `items.count`. */
  readonly path: string;
  /** Whether it is one component of a vector, which has no address. */
  readonly isComponent: boolean;
}

/** The address of a variable, or of a part of one. */
export interface Pointer {
  readonly kind: "pointer";
  readonly to: Reference;
}

/** What a name or a path of names and indices stands for. */
export type Operand = Value | Reference | Pointer;

/** A value that the running kernel computes: one number. */
export const running = (type: ScalarName, at: () => number, before?: Pausing): Value => ({
  kind: "value",
  type: scalar(type),
  stage: "running",
  at,
  parts: () => [at()],
  known: undefined,
  before,
});

/** A value that the running kernel computes, of any type. */
export function runningParts(type: Type, parts: () => Numbers, before?: Pausing): Value {
  return { kind: "value", type, stage: "running", at: () => parts()[0]!, parts, known: undefined, before };
}

/** A value that is known before the kernel runs. */
export function constant(type: Type, known: readonly Part[], stage: Stage = "const"): Value {
  const numbers = known.map(Number);
  const [first = 0] = numbers;
  return { kind: "value", type, stage, at: () => first, parts: () => numbers, known, before: undefined };
}

/** Zero of a type. */
export const zero = (type: Type): Value =>
  constant(
    type,
    Array.from({ length: partsIn(type) }, () => 0),
  );

/** The later of the stages of some values. */
export function latest(values: readonly Value[]): Stage {
  if (values.some(({ stage }) => stage === "running")) return "running";
  return values.some(({ stage }) => stage === "override") ? "override" : "const";
}

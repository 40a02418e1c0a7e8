import type { Machine } from "./machine.ts";
import type { Access, Memory } from "./memory.ts";
import type { TypeName } from "./syntax.ts";
import type { Scalar, Type } from "./type.ts";

/** A value that an expression computes; truth values are 0 and 1. */
export interface Value {
  readonly kind: "value";
  readonly type: Scalar;
  readonly at: () => number;
  /** Whether it is known before the kernel runs. */
  readonly constant: boolean;
}

/** What a name or a path of names and indices stands for. */
export type Operand =
  | Value
  | {
      readonly kind: "local";
      readonly type: Scalar;
      readonly slot: number;
      readonly mutable: boolean;
      readonly name: string;
    }
  | { readonly kind: "place"; readonly parts: readonly (() => number)[] }
  | {
      readonly kind: "memory";
      readonly type: Type;
      readonly variable: Variable;
      /** The word, or −1 when it is outside of the buffer. */
      readonly word: (access: "read" | "write") => number;
      /** As a learner would call it: `p`, `items.count`. */
      readonly path: string;
    };

/** A buffer, as the program declares it. */
export interface Variable {
  readonly name: string;
  readonly type: Type;
  readonly access: Access;
  /** The buffer's words while a kernel runs. */
  memory: Memory | undefined;
  readonly group: number;
  readonly line: number;
  readonly binding: number;
}

/** A function of the program, ready to be called. */
export interface CompiledFunction {
  readonly parameters: readonly { readonly type: Scalar; readonly slot: number }[];
  readonly result: Scalar | null;
  readonly run: () => void;
}

/** What the parts of a compilation share. */
export interface Context {
  readonly machine: Machine;
  /** Names by scope, the innermost last. */
  readonly scopes: Map<string, Operand>[];
  readonly typeOf: (name: TypeName) => Type;
  /** A constant outside of functions, wherever in the program it stands. */
  readonly constantOf: (name: string) => Operand | undefined;
  readonly functionOf: (name: string, line: number) => CompiledFunction | undefined;
}

export function lookUp({ scopes, constantOf }: Context, name: string): Operand | undefined {
  return scopes.findLast((scope) => scope.has(name))?.get(name) ?? constantOf(name);
}

export const newSlot = ({ machine }: Context): number => machine.slots.push(0) - 1;

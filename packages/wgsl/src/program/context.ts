import { WgslError } from "../wgsl-error.ts";
import type { Expression, Module, Name } from "../read/syntax.ts";
import type { Machine } from "../run/machine.ts";
import type { Buffer } from "../run/memory.ts";
import type { Pausing } from "../statement/outcome.ts";
import type { Type } from "../type/type.ts";
import type { Operand } from "../value/value.ts";
import type { Variable } from "./variable.ts";

/** A function of the program, ready to call. */
export interface CompiledFunction {
  readonly parameters: readonly Parameter[];
  readonly result: Type | null;
  readonly run: () => void;
  /** How it runs if it contains a barrier. */
  readonly pausing: Pausing | undefined;
  /** The variables outside functions that it uses, directly or through calls. */
  readonly uses: ReadonlySet<Variable>;
  readonly touched: Touched;
}

/** The variables and pointer parameters that a function reads and writes. */
export interface Touched {
  readonly reads: Set<object>;
  readonly writes: Set<object>;
}

export interface Parameter {
  readonly type: Type;
  /** Receives what a call passes: the numbers of a value, or the target of a pointer. */
  readonly slot: number;
  /** For a pointer: stands for the variable it points to. */
  readonly root: object;
  /** For a pointer to memory: where that memory is stored. */
  readonly buffer: Buffer | undefined;
}

/** A name outside functions. */
export interface Known {
  readonly operand: Operand;
  /** For a buffer, or a variable shared by a workgroup. */
  readonly variable: Variable | undefined;
  /** For an `override` without a value, its line. */
  readonly unset?: number | undefined;
}

/** The mutually recursive parts: an index is an expression, an array's length too, and its elements have a type. */
interface Compile {
  readonly operand: (context: Context, node: Expression) => Operand;
  readonly type: (context: Context, node: Name) => Type;
}

/** What the parts of a compilation share. */
export interface Context {
  readonly compile: Compile;
  readonly machine: Machine;
  readonly module: Module;
  /** Names by scope, the innermost last. */
  readonly scopes: Map<string, Operand>[];
  /** Structs and aliases that are complete or in progress. */
  readonly types: Map<string, Type | "begun">;
  /** A constant or variable outside functions, wherever it is in the program. */
  readonly globalOf: (name: string) => Known | undefined;
  readonly functionOf: (name: string, line: number) => CompiledFunction | undefined;
  /** The variables outside functions that the current function uses. */
  readonly uses: Set<Variable>;
  readonly touched: Touched;
  /** Whether an array's length may depend on an `override`. */
  readonly mayOverride: boolean;
}

/** What a name stands for; records the use of variables outside functions. */
export function lookUp({ scopes, globalOf, uses }: Context, name: string): Operand | undefined {
  const local = scopes.findLast((scope) => scope.has(name))?.get(name);
  if (local !== undefined) return local;
  const { operand, variable, unset } = globalOf(name) ?? {};
  if (unset !== undefined) throw noValue(name, unset);
  if (variable !== undefined) uses.add(variable);
  return operand;
}

const noValue = (name: string, line: number): WgslError =>
  new WgslError(
    "missing-initializer",
    {
      en: `the kernel uses ${name}, an override without a value; give it one: override ${name} = …;`,
      zh: `内核用到了没有值的 override ${name}，请给它一个值：override ${name} = …;`,
    },
    line,
  );

export const nothingTouched = (): Touched => ({ reads: new Set(), writes: new Set() });

/** Storage for numbers of the running invocation. WGSL has no recursion, so each variable has a fixed slot. */
export const newSlots = ({ machine }: Context, count: number): number => {
  const first = machine.size;
  machine.size += count;
  return first;
};

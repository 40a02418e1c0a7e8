import type { FunctionDeclaration, Module } from "../read/syntax.ts";
import { type Cause, either, type State } from "./cause.ts";

/** What a name in a function stands for. */
export type Entity =
  | { readonly kind: "value"; readonly cause: Cause }
  | { readonly kind: "variable"; readonly id: object }
  | Pointer;

/** Points to a variable: one in a function, by its declaration, or one outside, whose uniformity `outside` gives. */
export interface Pointer {
  readonly kind: "pointer";
  readonly id: object | null;
  readonly outside: Cause;
  /** The cause from the indices on the path. */
  readonly cause: Cause;
  readonly isPart: boolean;
}

/** The analysis of a function and the functions it calls. */
export interface Walk {
  readonly module: Module;
  readonly scopes: Map<string, Entity>[];
  state: State;
  /** The states at each `break` and `continue` of the enclosing loop or switch. */
  readonly breaks: State[] | null;
  readonly continues: State[] | null;
  readonly returns: State[];
  /** What the function gives. */
  readonly result: { cause: Cause };
  readonly call: (walk: Walk, called: FunctionDeclaration, args: readonly Entity[], control: Cause) => Cause;
}

/** A variable of a function; the next iteration of a loop uses the same. */
export const newVariable = ({ state }: Walk, id: object, cause: Cause): Entity => {
  state.set(id, cause);
  return { kind: "variable", id };
};

/** What a name stands for; outside functions, only variables that are never written are the same for all. */
export function entityOf({ module, scopes }: Walk, name: string, line: number): Entity {
  const local = scopes.findLast((scope) => scope.has(name))?.get(name);
  if (local !== undefined) return local;
  const variable = module.variables.find((each) => each.name === name);
  if (variable === undefined) return { kind: "value", cause: null };
  const [space, rights] = variable.space;
  const isFixed = space === "uniform" || (space === "storage" && rights !== "read_write");
  return { kind: "pointer", id: null, outside: isFixed ? null : { name, line }, cause: null, isPart: false };
}

/** A read through a name or a pointer. */
export function read({ state }: Walk, entity: Entity, control: Cause): Cause {
  if (entity.kind === "value") return either(control, entity.cause);
  if (entity.kind === "variable") return either(control, state.get(entity.id) ?? null);
  const held = entity.id === null ? entity.outside : (state.get(entity.id) ?? null);
  return either(control, entity.cause, held);
}

/** Writes through a name or a pointer; a partial write keeps the old dependencies. */
export function write({ state }: Walk, to: Pointer, cause: Cause): void {
  if (to.id === null) return;
  const before = to.isPart ? (state.get(to.id) ?? null) : null;
  state.set(to.id, either(cause, to.cause, before));
}

import type { Module } from "../read/syntax.ts";
import { WgslError } from "../wgsl-error.ts";

interface Named {
  readonly name: string;
  readonly line: number;
}

/** Refuses a second declaration of the same name in the same scope. */
function refuseTwins(things: readonly Named[]): void {
  const known = new Set<string>();
  for (const { name, line } of things) {
    if (known.has(name)) throw declaredTwice(name, line);
    known.add(name);
  }
}

export const declaredTwice = (name: string, line: number): WgslError =>
  new WgslError(
    "duplicate",
    { en: `${name} is declared twice; rename one`, zh: `${name} 重复声明，请改掉一个名称` },
    line,
  );

/** Outside functions, structs, aliases, constants, variables and functions share one namespace. */
export function checkNames({ structs, aliases, constants, variables, functions }: Module): void {
  const all = [...structs, ...aliases, ...constants, ...variables, ...functions];
  refuseTwins(all.toSorted((a, b) => a.line - b.line));
  for (const { members } of structs) refuseTwins(members);
  for (const { parameters } of functions) refuseTwins(parameters);
}

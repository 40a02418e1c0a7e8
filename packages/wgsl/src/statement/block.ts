import type { Block } from "../read/syntax.ts";
import { nothing, pausing, type Run, stepsOf } from "./outcome.ts";
import type { Place } from "./place.ts";

/** The statements of a block, which has its own scope. */
export function block(place: Place, statements: Block): Run {
  const { scopes } = place.context;
  scopes.push(new Map());
  const run = body(place, statements);
  scopes.pop();
  return run;
}

/** The statements of a function, in the same scope as its parameters. */
export const body = (place: Place, statements: Block): Run =>
  sequence(statements.map((each) => place.compile(place, each)).filter((run) => run !== nothing));

/** One after another, until one leaves. */
export function sequence(runs: readonly Run[]): Run {
  if (runs.length === 0) return nothing;
  if (runs.length === 1) return runs[0]!;
  if (runs.every((run) => run.pausing === undefined)) return inOrder(runs);
  return pausing(function* () {
    for (const run of runs) {
      const outcome = yield* stepsOf(run);
      if (outcome !== "next") return outcome;
    }
    return "next";
  });
}

const inOrder = (runs: readonly Run[]): Run => {
  const count = runs.length;
  return () => {
    for (let i = 0; i < count; i++) {
      const outcome = runs[i]!();
      if (outcome !== "next") return outcome;
    }
    return "next";
  };
};

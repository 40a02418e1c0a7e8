import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import type { Block, Statement } from "../read/syntax.ts";
import type { Type } from "../type/type.ts";
import { assign } from "./assignment.ts";
import { callStatement } from "./call-statement.ts";
import { checkAssertion } from "./assertion.ts";
import { conditional } from "./conditional.ts";
import { declare } from "./declare.ts";
import { leave } from "./leave.ts";
import { loop } from "./loop.ts";
import { nothing, pausing, type Run, stepsOf } from "./outcome.ts";
import { choice } from "./switch.ts";

/** The context of a statement. */
export interface Place {
  readonly context: Context;
  /** What the function returns. */
  readonly result: Type | null;
  /** What `break` leaves here; `continue` needs a loop around it. */
  readonly breaks: "loop" | "switch" | "continuing" | null;
  readonly continues: boolean;
  /** Whether `return` is allowed here; it is not in `continuing`. */
  readonly returns: boolean;
}

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
  sequence(statements.map((each) => statement(place, each)).filter((run) => run !== nothing));

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

export function statement(place: Place, node: Statement): Run {
  const { context } = place;
  switch (node.kind) {
    case "declare":
      return declare(context, node);
    case "assert":
      checkAssertion(context, node);
      return nothing;
    case "assign":
      return assign(context, node);
    case "call":
      return callStatement(context, node.call);
    case "if":
      return conditional(place, node);
    case "switch":
      return choice(place, node);
    case "loop":
      return loop(place, node);
    case "block":
      return block(place, node.body);
    case "break":
    case "continue":
      return jump(place, node.kind, node.line);
    case "return":
      return leave(place, node);
  }
}

function jump({ breaks, continues }: Place, kind: "break" | "continue", line: number): Run {
  if (breaks === "continuing") {
    throw new WgslError(
      "misplaced-statement",
      {
        en: `${kind} cannot leave continuing; write break if …; at its end`,
        zh: `${kind} 不能离开 continuing，请在它的末尾写 break if …;`,
      },
      line,
    );
  }
  if (kind === "break" ? breaks !== null : continues) return () => kind;
  throw new WgslError(
    "misplaced-statement",
    { en: `${kind} belongs in a loop`, zh: `${kind} 只能用在循环里` },
    line,
  );
}

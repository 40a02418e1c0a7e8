import type { Context } from "../program/context.ts";
import type { Loop } from "../read/syntax.ts";
import { scalar } from "../type/type.ts";
import { valueAs } from "../value/expression.ts";
import { constant, type Value } from "../value/value.ts";
import { ofStatement } from "./exit.ts";
import { nothing, pausing, type Run, stepsOf } from "./outcome.ts";
import { body, sequence } from "./block.ts";
import type { Place } from "./place.ts";

const truth = scalar("bool");

/** The parts of a loop, ready to run. */
interface Parts {
  readonly first: Run;
  readonly going: Value;
  readonly turn: Run;
  readonly next: Run;
  readonly until: Value;
}

/** `for`, `while` and `loop`. */
export function loop(place: Place, node: Loop): Run {
  const parts = partsOf(place, node);
  const { first, going, turn, next, until } = parts;
  const waits = [first, turn, next].some((run) => run.pausing !== undefined);
  if (waits || going.before !== undefined || until.before !== undefined)
    return waiting(place.context, parts, node.line);
  const { machine } = place.context;
  const { line } = node;
  return () => {
    first();
    while (going.at() === 1) {
      machine.tick(line);
      const outcome = turn();
      if (outcome === "return") return outcome;
      if (outcome === "break") break;
      next();
      if (until.at() === 1) break;
    }
    return "next";
  };
}

function partsOf(place: Place, node: Loop): Parts {
  const { context } = place;
  const { scopes } = context;
  const inside: Place = { ...place, breaks: "loop", continues: true };
  const last: Place = { ...place, breaks: "continuing", continues: false, returns: false };
  scopes.push(new Map());
  const first = node.first === null ? nothing : place.compile(place, node.first);
  const going = node.condition === null ? constant(truth, [1]) : valueAs(context, node.condition, truth);
  // The statements of continuing see the names of the body; the update of a for does not.
  scopes.push(new Map());
  const turn = body(inside, node.body);
  for (const name of bypassed(node)) scopes.at(-1)!.delete(name);
  scopes.push(new Map());
  const continuing = body(last, node.continuing);
  const until = node.until === null ? constant(truth, [0]) : valueAs(context, node.until, truth);
  scopes.splice(-2);
  const next = sequence([...node.next.map((each) => place.compile(place, each)), continuing]);
  scopes.pop();
  return { first, going, turn, next, until };
}

/** Names of the body that a `continue` may skip, so `continuing` must not use them. */
function bypassed({ body, continuing }: Loop): readonly string[] {
  const first = continuing.length === 0 ? -1 : body.findIndex((each) => ofStatement(each).has("continue"));
  const later = first < 0 ? [] : body.slice(first);
  return later.flatMap((each) => (each.kind === "declare" ? each.name : []));
}

/** A loop with a barrier in it. */
const waiting = ({ machine }: Context, { first, going, turn, next, until }: Parts, line: number): Run =>
  pausing(function* () {
    yield* stepsOf(first);
    for (;;) {
      if (going.before !== undefined) yield* going.before();
      if (going.at() !== 1) return "next";
      machine.tick(line);
      const outcome = yield* stepsOf(turn);
      if (outcome === "return") return outcome;
      if (outcome === "break") return "next";
      yield* stepsOf(next);
      if (until.before !== undefined) yield* until.before();
      if (until.at() === 1) return "next";
    }
  });

import type { Assign, Block, Clause, Declaration, Loop, Statement } from "../read/syntax.ts";
import { ofStatement } from "../statement/exit.ts";
import { type Cause, either, isSameState, meeting, type State } from "./cause.ts";
import { callCause, causeOf, pathOf, pointerTo } from "./expression.ts";
import { newVariable, read, type Walk, write } from "./walk.ts";

/** Analyses the statements of a block; returns what control flow depends on afterwards. */
function walkBlock(walk: Walk, statements: Block, control: Cause): Cause {
  walk.scopes.push(new Map());
  const after = walkAll(walk, statements, control);
  walk.scopes.pop();
  return after;
}

export function walkAll(walk: Walk, statements: Block, control: Cause): Cause {
  let after = control;
  for (const each of statements) {
    after = walkStatement(walk, each, after);
    // The rest is never reached.
    if (!ofStatement(each).has("next")) break;
  }
  return after;
}

function walkStatement(walk: Walk, node: Statement, control: Cause): Cause {
  switch (node.kind) {
    case "declare":
      return declare(walk, node, control);
    case "assert":
      return control;
    case "assign":
      return assign(walk, node, control);
    case "call":
      callCause(walk, node.call, control);
      return control;
    case "block":
      return walkBlock(walk, node.body, control);
    case "if":
      return conditional(walk, node, control);
    case "switch":
      return choice(walk, node, control);
    case "loop":
      return loop(walk, node, control);
    case "break":
      walk.breaks?.push(new Map(walk.state));
      return control;
    case "continue":
      walk.continues?.push(new Map(walk.state));
      return control;
    case "return":
      if (node.value !== null)
        walk.result.cause = either(walk.result.cause, causeOf(walk, node.value, control));
      walk.returns.push(new Map(walk.state));
      return control;
  }
}

function declare(walk: Walk, node: Declaration, control: Cause): Cause {
  const { how, name, value } = node;
  const scope = walk.scopes.at(-1)!;
  if (how === "var") {
    const cause = value === null ? control : causeOf(walk, value, control);
    scope.set(name, newVariable(walk, node, cause));
    return control;
  }
  const isAddress = value?.kind === "unary" && value.sign === "&";
  const path =
    value !== null && (isAddress || value.kind === "name") ? pathOf(walk, value, control) : undefined;
  const isCopy = value?.kind === "name" && !isPointer(walk, value.name);
  if (path?.kind === "pointer" && !isCopy) scope.set(name, path);
  else scope.set(name, { kind: "value", cause: value === null ? control : causeOf(walk, value, control) });
  return control;
}

/** Whether a name is a pointer rather than a variable. */
const isPointer = ({ scopes }: Walk, name: string): boolean =>
  scopes.findLast((scope) => scope.has(name))?.get(name)?.kind === "pointer";

function assign(walk: Walk, { sign, target, value }: Assign, control: Cause): Cause {
  if (target.kind === "name" && target.name === "_") {
    causeOf(walk, value, control);
    return control;
  }
  const to = pathOf(walk, target, control);
  const given = causeOf(walk, value, control);
  const cause = sign === "=" ? given : either(given, read(walk, to, control));
  if (to.kind !== "value") write(walk, pointerTo(to), either(cause, control));
  return control;
}

const onlyGoesOn = (node: Statement): boolean => {
  const ways = ofStatement(node);
  return ways.size === 1 && ways.has("next");
};

function conditional(walk: Walk, node: Statement & { kind: "if" }, control: Cause): Cause {
  const condition = causeOf(walk, node.condition, control);
  const before = new Map(walk.state);
  const branches = [node.body, node.otherwise].map((body) => {
    walk.state = new Map(before);
    const after = walkBlock(walk, body, condition);
    const goesOn = ofStatement({ kind: "block", body, line: node.line }).has("next");
    return { after, states: goesOn ? [walk.state] : [] };
  });
  walk.state = meeting(branches.flatMap(({ states }) => states));
  return onlyGoesOn(node) ? control : either(...branches.map(({ after }) => after));
}

function choice(walk: Walk, node: Statement & { kind: "switch" }, control: Cause): Cause {
  const selector = causeOf(walk, node.selector, control);
  const before = new Map(walk.state);
  const breaks: State[] = [];
  const inside: Walk = { ...walk, breaks };
  const afters = node.clauses.map(({ body, line }: Clause) => {
    inside.state = new Map(before);
    const after = walkBlock(inside, body, selector);
    if (ofStatement({ kind: "block", body, line }).has("next")) breaks.push(inside.state);
    return after;
  });
  walk.state = meeting(breaks);
  return onlyGoesOn(node) ? control : either(...afters);
}

/** The state at a loop's beginning depends on its end: the loop is analysed until nothing changes. */
function loop(walk: Walk, node: Loop, control: Cause): Cause {
  walk.scopes.push(new Map());
  let start = node.first === null ? control : walkStatement(walk, node.first, control);
  let known = new Map(walk.state);
  for (;;) {
    const { exits, end, state } = turn(walk, node, known, start);
    const next = meeting([known, state]);
    const isStable = isSameState(next, known) && (start !== null || end === null);
    known = next;
    start = either(start, end);
    if (!isStable) continue;
    walk.scopes.pop();
    walk.state = meeting(exits);
    return onlyGoesOn(node) ? control : start;
  }
}

interface Turn {
  /** The state when the loop is left. */
  readonly exits: readonly State[];
  readonly end: Cause;
  /** The state at the start of the next iteration. */
  readonly state: State;
}

function turn(walk: Walk, node: Loop, known: State, start: Cause): Turn {
  const [breaks, continues]: [State[], State[]] = [[], []];
  const inside: Walk = { ...walk, state: new Map(known), breaks, continues };
  let control = start;
  if (node.condition !== null) {
    control = causeOf(inside, node.condition, control);
    breaks.push(new Map(inside.state));
  }
  inside.scopes.push(new Map());
  control = walkAll(inside, node.body, control);
  const goesOn = ofStatement({ kind: "block", body: node.body, line: node.line }).has("next");
  inside.state = meeting([...continues, ...(goesOn ? [inside.state] : [])]);
  control = walkAll(inside, node.continuing, control);
  if (node.until !== null) {
    control = causeOf(inside, node.until, control);
    breaks.push(new Map(inside.state));
  }
  inside.scopes.pop();
  control = walkAll(inside, node.next, control);
  return { exits: breaks, end: control, state: inside.state };
}

import { assign } from "./assignment.ts";
import { prepareCall } from "./call.ts";
import { type Context, lookUp, newSlot } from "./compiler.ts";
import { as } from "./conversion.ts";
import { declaredTwice } from "./declared-name.ts";
import { isNoType } from "./declared-type.ts";
import { loaded, operand, valueAs } from "./expression.ts";
import { nothing, type Run } from "./outcome.ts";
import type { Block, Declaration, Statement, TypeName } from "./syntax.ts";
import { concrete, isAbstract, type Scalar, type Type } from "./type.ts";
import { unknownFeature } from "./unknown-feature.ts";
import { WgslError } from "./wgsl-error.ts";

/** Where a statement stands. */
export interface Place {
  readonly context: Context;
  /** What the function returns. */
  readonly result: Scalar | null;
  readonly looping: boolean;
}

/** The statements of a block, with names of their own. */
function block(place: Place, statements: Block): Run {
  const { scopes } = place.context;
  scopes.push(new Map());
  const run = body(place, statements);
  scopes.pop();
  return run;
}

/** The statements of a function, whose names stand beside its parameters. */
export function body(place: Place, statements: Block): Run {
  const runs = statements.map((each) => statement(place, each));
  if (runs.length === 0) return nothing;
  return () => {
    for (const run of runs) {
      const outcome = run();
      if (outcome !== "next") return outcome;
    }
    return "next";
  };
}

function statement(place: Place, node: Statement): Run {
  const { context } = place;
  switch (node.kind) {
    case "declare":
      return declare(context, node);
    case "assign":
      return assign(context, node);
    case "call": {
      if (node.call.kind !== "call") return nothing;
      const { run } = prepareCall(context, node.call.name, node.call.args, node.line);
      return () => {
        run();
        return "next";
      };
    }
    case "if": {
      const { at } = valueAs(context, node.condition, "bool");
      const [then, otherwise] = [block(place, node.body), block(place, node.otherwise)];
      return () => (at() === 1 ? then() : otherwise());
    }
    case "loop":
      return loop(place, node);
    case "block":
      return block(place, node.body);
    case "break":
    case "continue": {
      const { kind } = node;
      if (!place.looping)
        throw new WgslError(`${kind} belongs in a loop`, `${kind} 只能用在循环里`, node.line);
      return () => kind;
    }
    case "return":
      return leave(place, node);
  }
}

/** Makes a name known. A constant needs no slot. */
export function declare(
  context: Context,
  { how, name, type: written, value: given, line }: Declaration,
): Run {
  const scope = context.scopes.at(-1)!;
  if (scope.has(name)) throw declaredTwice(name, line);
  const wanted = written === null ? undefined : typeHere(context, written);
  const source = given === null ? undefined : operand(context, given);
  // A place never changes, so that another name for it is enough.
  if (how === "let" && source?.kind === "place" && (wanted === undefined || wanted.kind === "place")) {
    scope.set(name, source);
    return nothing;
  }
  if (how === "var" && source?.kind === "place") throw unknownFeature("vectors", line);
  if (source?.kind === "memory" && source.type.kind === "struct")
    throw unknownFeature("copies of structs", line);
  if (wanted !== undefined && wanted.kind !== "scalar") {
    throw wanted.kind === "place" ? unknownFeature("vectors", line) : unknownFeature("local arrays", line);
  }
  const found = source === undefined ? undefined : loaded(context, source, given!.line);
  const type = wanted?.name ?? (how === "const" ? found!.type : concrete(found!.type));
  const initial = found === undefined ? undefined : as(found, type, line);
  if (how === "const") {
    if (initial?.constant !== true) {
      throw new WgslError(
        `the value of a const must be known beforehand; write let ${name}`,
        `const 的值必须事先已知，请改用 let ${name}`,
        line,
      );
    }
    scope.set(name, initial);
    return nothing;
  }
  const slot = newSlot(context);
  const { slots } = context.machine;
  const at = initial?.at ?? ((): number => 0);
  scope.set(name, { kind: "local", type, slot, mutable: how === "var", name });
  return () => {
    slots[slot] = at();
    return "next";
  };
}

/** A type's name may be hidden by a variable. */
function typeHere(context: Context, written: TypeName): Type {
  if (lookUp(context, written.name) === undefined) return context.typeOf(written);
  throw isNoType(written.name, written.line);
}

function loop(place: Place, node: Statement & { kind: "loop" }): Run {
  const { context } = place;
  const { scopes, machine } = context;
  scopes.push(new Map());
  const first = node.first === null ? nothing : statement(place, node.first);
  const going = node.condition === null ? (): number => 1 : valueAs(context, node.condition, "bool").at;
  const turn = block({ ...place, looping: true }, node.body);
  const next = node.next.map((each) => statement(place, each));
  scopes.pop();
  const { line } = node;
  return () => {
    first();
    while (going() === 1) {
      machine.tick(line);
      const outcome = turn();
      if (outcome === "return") return outcome;
      if (outcome === "break") break;
      for (const step of next) step();
    }
    return "next";
  };
}

function leave({ context, result }: Place, { value: given, line }: Statement & { kind: "return" }): Run {
  if (given === null) {
    if (result === null) return () => "return";
    throw new WgslError(
      `this function returns ${result}; write return with a value`,
      `这个函数要返回 ${result}，请在 return 后面写上值`,
      line,
    );
  }
  if (result === null || isAbstract(result))
    throw new WgslError(
      "this function returns nothing; write return;",
      "这个函数没有返回值，请只写 return;",
      line,
    );
  const { at } = valueAs(context, given, result);
  const { machine } = context;
  return () => {
    machine.result = at();
    return "return";
  };
}

import { type Context, fault, lookUp, newSlot, type Operand } from "./compiler.ts";
import { as, combined } from "./arithmetic.ts";
import { loaded, operand, prepareCall, raceAt, value, valueAs } from "./expression.ts";
import type { Block, Declaration, Statement } from "./syntax.ts";
import { concrete, isAbstract, nameOfType, type Scalar } from "./type.ts";

/** How a statement ended: what comes next goes on, or a loop is left or continued, or the function is left. */
type Outcome = "next" | "break" | "continue" | "return";
export type Run = () => Outcome;

/** Where a statement stands. */
export interface Place {
  readonly context: Context;
  /** What the function returns. */
  readonly result: Scalar | null;
  readonly looping: boolean;
}

const nothing: Run = () => "next";

/** The statements of a block, with names of their own. */
export function block(place: Place, statements: Block): Run {
  const { scopes } = place.context;
  scopes.push(new Map());
  const runs = statements.map((each) => statement(place, each));
  scopes.pop();
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
      if (!place.looping) throw fault(`${kind} belongs in a loop`, `${kind} 只能用在循环里`, node.line);
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
  if (scope.has(name))
    throw fault(`${name} is declared twice; rename one`, `${name} 重复声明，请改掉一个名称`, line);
  const wanted = written === null ? undefined : context.typeOf(written);
  if (wanted !== undefined && wanted.kind !== "scalar") {
    throw fault(
      `the course's interpreter keeps single numbers in variables, and this is ${nameOfType(wanted)}`,
      `本课程的解释器只允许变量保存单个数，而这是 ${nameOfType(wanted)}`,
      line,
    );
  }
  const found = given === null ? undefined : value(context, given);
  const type = wanted?.name ?? (how === "const" ? found!.type : concrete(found!.type));
  const initial = found === undefined ? undefined : as(found, type, line);
  if (how === "const") {
    if (initial?.constant !== true) {
      throw fault(
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

function assign(context: Context, node: Statement & { kind: "assign" }): Run {
  const { sign, target: left, value: right, line } = node;
  // `_ = x` reads x and forgets it.
  if (left.kind === "name" && left.name === "_") {
    const { at } = value(context, right);
    return () => {
      at();
      return "next";
    };
  }
  const target = operand(context, left);
  const type = assignable(context, target, left.kind === "name" ? left.name : undefined, line);
  const given = value(context, right);
  const change =
    sign === "=" ? given : combined(sign.slice(0, -1), loaded(context, target, line), given, line);
  const { at } = as(change, type, line);
  if (target.kind === "local") {
    const { slots } = context.machine;
    return () => {
      slots[target.slot] = at();
      return "next";
    };
  }
  if (target.kind !== "memory") return nothing;
  const { machine } = context;
  const { word, variable, path } = target;
  const race = raceAt(machine, path, line, "write");
  return () => {
    const result = at();
    const place = word("write");
    if (place >= 0) variable.memory!.store(place, type, result, machine.invocation, race);
    return "next";
  };
}

/** The type of what may be assigned to. */
function assignable(context: Context, target: Operand, name: string | undefined, line: number): Scalar {
  if (target.kind === "local" && target.mutable) return target.type;
  if (target.kind === "memory") {
    const { variable, type } = target;
    if (variable.access !== "read_write") {
      throw fault(
        `${variable.name} can only be read; declare it as var<storage, read_write>`,
        `${variable.name} 是只读的，请声明为 var<storage, read_write>`,
        line,
      );
    }
    if (type.kind === "scalar") return type.name;
    throw fault(
      `${nameOfType(type)} cannot be assigned as a whole; take a part of it, such as [i]`,
      `不能整体给 ${nameOfType(type)} 赋值，请取其中的一部分，如 [i]`,
      line,
    );
  }
  const known = name !== undefined && lookUp(context, name) !== undefined;
  throw fault(
    known ? `${name} cannot change; declare it with var` : "only a variable or an element can be assigned to",
    known ? `${name} 不能改变，请用 var 声明` : "只能给变量或元素赋值",
    line,
  );
}

function loop(place: Place, node: Statement & { kind: "loop" }): Run {
  const { context } = place;
  const { scopes, machine } = context;
  scopes.push(new Map());
  const first = node.first === null ? nothing : statement(place, node.first);
  const going = node.condition === null ? (): number => 1 : valueAs(context, node.condition, "bool").at;
  const body = block({ ...place, looping: true }, node.body);
  const next = node.next.map((each) => statement(place, each));
  scopes.pop();
  const { line } = node;
  return () => {
    first();
    while (going() === 1) {
      machine.tick(line);
      const outcome = body();
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
    throw fault(
      `this function returns ${result}; write return with a value`,
      `这个函数要返回 ${result}，请在 return 后面写上值`,
      line,
    );
  }
  if (result === null || isAbstract(result))
    throw fault("this function returns nothing; write return;", "这个函数没有返回值，请只写 return;", line);
  const { at } = valueAs(context, given, result);
  const { machine } = context;
  return () => {
    machine.result = at();
    return "return";
  };
}

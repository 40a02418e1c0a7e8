import { as, combined, constant, literal, operation, signed } from "./arithmetic.ts";
import { builtins } from "./builtin.ts";
import { type Context, fault, lookUp, type Operand, type Value } from "./compiler.ts";
import type { Race } from "./memory.ts";
import type { Expression } from "./syntax.ts";
import {
  common,
  concrete,
  isAbstract,
  isFloat,
  isInteger,
  nameOfType,
  rounded,
  type Scalar,
  wordsIn,
} from "./type.ts";

/** The value of an expression, as it stands. */
export const value = (context: Context, node: Expression): Value =>
  loaded(context, operand(context, node), node.line);

/** The value of an expression where a type is wanted. */
export const valueAs = (context: Context, node: Expression, to: Scalar): Value =>
  as(value(context, node), to, node.line);

export function loaded({ machine }: Context, given: Operand, line: number): Value {
  if (given.kind === "value") return given;
  if (given.kind === "local") {
    const { slots } = machine;
    const { slot, type } = given;
    return { kind: "value", type, at: () => slots[slot]!, constant: false };
  }
  if (given.kind === "place" || given.type.kind !== "scalar") {
    const type = given.kind === "place" ? "vec3<u32>" : nameOfType(given.type);
    throw fault(
      `one number is wanted here, and this is ${type}; take a part of it, such as .x or [i]`,
      `这里需要一个数，而这是 ${type}，请取其中的一部分，如 .x 或 [i]`,
      line,
    );
  }
  const { word, variable, path } = given;
  const { name: type } = given.type;
  const race = raceAt(machine, path, line, "read");
  const at = (): number => {
    const place = word("read");
    return place < 0 ? 0 : variable.memory!.load(place, type, machine.invocation, race);
  };
  return { kind: "value", type, at, constant: false };
}

/** Notes a race at an access of the program. */
export const raceAt =
  (machine: Context["machine"], buffer: string, line: number, access: "read" | "write"): Race =>
  (index, other) => {
    const [invocation, before] = [machine.invocation, Math.max(0, other)].map((each) =>
      machine.placeOf(each),
    );
    machine.faults.add({
      kind: "race",
      buffer,
      index,
      line,
      access,
      invocation: invocation!,
      other: before!,
    });
  };

/** What an expression stands for: a value, or a place in memory that can be assigned to. */
export function operand(context: Context, node: Expression): Operand {
  switch (node.kind) {
    case "number":
      return literal(node.text, node.line);
    case "boolean":
      return constant("bool", Number(node.value));
    case "name": {
      const found = lookUp(context, node.name);
      if (found !== undefined) return found;
      throw fault(
        `nothing is called ${node.name} here; check its spelling, or declare it`,
        `这里没有叫 ${node.name} 的变量，请检查拼写，或先声明`,
        node.line,
      );
    }
    case "index":
      return element(context, node);
    case "member":
      return member(context, node);
    case "call":
      return call(context, node);
    case "unary":
      return signed(node.sign, value(context, node.of), node.line);
    case "binary":
      return combined(node.sign, value(context, node.left), value(context, node.right), node.line);
  }
}

function element(context: Context, { of, index, line }: Expression & { kind: "index" }): Operand {
  const base = operand(context, of);
  if (base.kind !== "memory" || base.type.kind !== "array") {
    throw fault("only an array has elements; remove the [ ]", "只有数组才有元素，请去掉 [ ]", line);
  }
  const { machine } = context;
  const { variable, path, word } = base;
  const { of: type, length: fixed } = base.type;
  const at = value(context, index);
  if (!isInteger(at.type)) {
    throw fault(
      `an index must be a u32 or i32, and this is ${at.type}`,
      `下标必须是 u32 或 i32，而这是 ${at.type}`,
      line,
    );
  }
  const stride = wordsIn(type);
  return {
    kind: "memory",
    type,
    variable,
    path,
    word: (access) => {
      const start = word(access);
      if (start < 0) return -1;
      const i = at.at();
      const memory = variable.memory!;
      const length = fixed ?? Math.floor((memory.words - start) / stride);
      if (i >= 0 && i < length) return start + i * stride;
      const invocation = machine.placeOf(machine.invocation);
      machine.faults.add({ kind: "outside", buffer: path, index: i, length, line, access, invocation });
      return -1;
    },
  };
}

const axes = ["x", "y", "z"];

function member(context: Context, { of, name, line }: Expression & { kind: "member" }): Operand {
  const base = operand(context, of);
  if (base.kind === "place") {
    const at = base.parts[axes.indexOf(name)];
    if (at !== undefined) return { kind: "value", type: "u32", at, constant: false };
    throw fault(`a vec3 has .x, .y and .z, and no .${name}`, `vec3 只有 .x、.y、.z，没有 .${name}`, line);
  }
  if (base.kind !== "memory" || base.type.kind !== "struct") {
    throw fault(
      `only a struct has members, so .${name} is nothing here`,
      `只有结构体才有成员，这里不能写 .${name}`,
      line,
    );
  }
  const found = base.type.members.find((each) => each.name === name);
  if (found === undefined) {
    const names = base.type.members.map((each) => each.name);
    throw fault(
      `${base.type.name} has no member ${name}, only ${names.join(", ")}`,
      `${base.type.name} 没有成员 ${name}，只有 ${names.join("、")}`,
      line,
    );
  }
  const { word, variable, path } = base;
  const at = (access: "read" | "write"): number => {
    const start = word(access);
    return start < 0 ? -1 : start + found.offset;
  };
  return { kind: "memory", type: found.type, variable, word: at, path: `${path}.${name}` };
}

const nothing = (): number => NaN;

/** A call as a value; a function without a result gives none. */
function call(context: Context, node: Expression & { kind: "call" }): Value {
  const { name, args, line } = node;
  if (name === "arrayLength") return arrayLength(context, args, line);
  if (["f32", "i32", "u32", "bool"].includes(name)) return conversion(context, name as Scalar, args, line);
  if (name === "select") return select(context, args, line);
  const builtin = builtins[name];
  if (builtin === undefined) return ownCall(context, node);
  const given = args.map((arg) => value(context, arg));
  expectArguments(name, builtin.takes, args.length, line);
  let type = given.map((each) => each.type).reduce((a, b) => common(a, b, ",", line));
  if (type === "abstract-int" && !builtin.over.includes("i32")) type = "abstract-float";
  if (!builtin.over.includes(type)) {
    throw fault(`${name} does not take ${type}; write f32(…)`, `${name} 不接受 ${type}，请写 f32(…)`, line);
  }
  const round = rounded[type];
  const { value: compute } = builtin;
  const [a = nothing, b = nothing, c = nothing] = given.map((each) =>
    isAbstract(each.type) ? as(each, type, line).at : each.at,
  );
  return operation(type, given, () => round(compute(a(), b(), c())));
}

function expectArguments(name: string, wanted: number, found: number, line: number): void {
  if (wanted === found) return;
  throw fault(
    `${name} takes ${wanted} values, and here are ${found}`,
    `${name} 需要 ${wanted} 个值，这里有 ${found} 个`,
    line,
  );
}

function ownCall(context: Context, { name, args, line }: Expression & { kind: "call" }): Value {
  const { run, result } = prepareCall(context, name, args, line);
  if (result === null)
    throw fault(`${name} returns nothing, so it is no value`, `${name} 没有返回值，不能当作值使用`, line);
  const { machine } = context;
  return {
    kind: "value",
    type: result,
    constant: false,
    at: () => {
      run();
      return machine.result;
    },
  };
}

/** A call of one of the program's own functions, its arguments in place. */
export function prepareCall(
  context: Context,
  name: string,
  args: readonly Expression[],
  line: number,
): { readonly run: () => void; readonly result: Scalar | null } {
  const known = context.functionOf(name, line);
  if (known === undefined) {
    throw fault(
      `there is no function ${name}, or the course's interpreter does not know it (barriers, atomics, vectors); use ${Object.keys(builtins).join(", ")}, or a function of your own`,
      `没有函数 ${name}，或者本课程的解释器不认识它（屏障、原子操作、向量）；可以用 ${Object.keys(builtins).join("、")}，或自己写的函数`,
      line,
    );
  }
  expectArguments(name, known.parameters.length, args.length, line);
  const given = known.parameters.map(({ type }, i) => valueAs(context, args[i]!, type).at);
  const { slots } = context.machine;
  return {
    result: known.result,
    run: () => {
      const values = given.map((at) => at());
      known.parameters.forEach(({ slot }, i) => (slots[slot] = values[i]!));
      known.run();
    },
  };
}

const truncated = (x: number): number => (Number.isNaN(x) ? 0 : Math.trunc(x));

function conversion(context: Context, to: Scalar, args: readonly Expression[], line: number): Value {
  expectArguments(to, 1, args.length, line);
  const given = value(context, args[0]!);
  const { at } = given;
  if (to === "bool") return operation(to, [given], () => Number(at() !== 0));
  // From a float to an integer, what lies beyond the range becomes its end.
  const [low, high] = to === "u32" ? [0, 2 ** 32 - 1] : [-(2 ** 31), 2 ** 31 - 1];
  if (isFloat(given.type) && to !== "f32")
    return operation(to, [given], () => Math.min(Math.max(truncated(at()), low), high));
  const round = rounded[to];
  return operation(to, [given], () => round(at()));
}

function select(context: Context, args: readonly Expression[], line: number): Value {
  expectArguments("select", 3, args.length, line);
  const [no, yes] = [value(context, args[0]!), value(context, args[1]!)];
  const condition = valueAs(context, args[2]!, "bool");
  const both = common(no.type, yes.type, ",", line);
  const type = condition.constant ? both : concrete(both);
  const [a, b] = [as(no, type, line).at, as(yes, type, line).at];
  return operation(type, [no, yes, condition], () => {
    const [x, y] = [a(), b()];
    return condition.at() === 1 ? y : x;
  });
}

function arrayLength(context: Context, args: readonly Expression[], line: number): Value {
  const [arg] = args;
  const of = arg?.kind === "unary" && arg.sign === "&" ? operand(context, arg.of) : undefined;
  if (of?.kind !== "memory" || of.type.kind !== "array" || of.type.length !== null) {
    throw fault(
      "arrayLength takes the address of an array in a buffer: arrayLength(&p)",
      "arrayLength 需要缓冲区里数组的地址：arrayLength(&p)",
      line,
    );
  }
  const { variable, word } = of;
  const stride = wordsIn(of.type.of);
  const at = (): number => Math.floor((variable.memory!.words - word("read")) / stride);
  return { kind: "value", type: "u32", at, constant: false };
}

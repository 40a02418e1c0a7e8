import { combined, signed } from "./arithmetic.ts";
import { call } from "./call.ts";
import { type Context, lookUp, type Operand, type Value } from "./compiler.ts";
import { constant } from "./constant.ts";
import { as } from "./conversion.ts";
import { literal } from "./literal.ts";
import type { Race } from "./memory.ts";
import type { Expression } from "./syntax.ts";
import { concrete, isInteger, nameOfType, type Scalar, wordsIn } from "./type.ts";
import { unknownFeature } from "./unknown-feature.ts";
import { WgslError } from "./wgsl-error.ts";

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
  if (given.kind === "place" || given.type.kind !== "scalar") throw notOneNumber(given, line);
  const { word, variable, path } = given;
  const { name: type } = given.type;
  const race = raceAt(machine, path, line, "read");
  const at = (): number => {
    const place = word("read");
    return place < 0 ? 0 : variable.memory!.load(place, type, machine.invocation, race);
  };
  return { kind: "value", type, at, constant: false };
}

function notOneNumber(given: Operand & { kind: "place" | "memory" }, line: number): WgslError {
  const { kind } = given;
  const type = kind === "place" ? "vec3<u32>" : nameOfType(given.type);
  const struct = kind === "memory" && given.type.kind === "struct" ? given.type.members[0]!.name : undefined;
  const part = kind === "place" ? ".x" : struct === undefined ? "[i]" : `.${struct}`;
  return new WgslError(
    `one number is wanted here, and this is ${type}; take a part of it, such as ${part}`,
    `这里需要一个数，而这是 ${type}，请取其中的一部分，如 ${part}`,
    line,
  );
}

/** Notes a race at an access of the program. */
export const raceAt =
  (machine: Context["machine"], buffer: string, line: number, access: "read" | "write"): Race =>
  (index, other) => {
    const [invocation, before] = [machine.placeOf(machine.invocation), machine.placeOf(other)];
    machine.faults.add({ kind: "race", buffer, index, line, access, invocation, other: before });
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
      throw new WgslError(
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
      if (node.sign === "&" || node.sign === "*") throw unknownFeature(node.sign, node.line);
      return signed(node.sign, value(context, node.of), node.line);
    case "binary": {
      const [left, right] = [operand(context, node.left), operand(context, node.right)];
      if (left.kind === "place" && right.kind === "place") throw unknownFeature("vectors", node.line);
      const [a, b] = [loaded(context, left, node.left.line), loaded(context, right, node.right.line)];
      return combined(node.sign, a, b, node.line);
    }
  }
}

function element(context: Context, { of, index, line }: Expression & { kind: "index" }): Operand {
  const base = operand(context, of);
  if (base.kind === "place") return axis(base.parts, indexOf(context, index, base.parts.length, line));
  if (base.kind !== "memory" || base.type.kind !== "array") {
    throw new WgslError("only an array has elements; remove the [ ]", "只有数组才有元素，请去掉 [ ]", line);
  }
  const { machine } = context;
  const { variable, path, word } = base;
  const { of: type, length: fixed } = base.type;
  const at = indexOf(context, index, fixed, line);
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

/** `id[i]`, where WGSL takes the nearest part there is. */
const axis = (parts: readonly (() => number)[], { at }: Value): Value => ({
  kind: "value",
  type: "u32",
  at: () => parts[Math.min(Math.max(at(), 0), parts.length - 1)]!(),
  constant: false,
});

/** An index; one that is known beforehand must be within the array. */
function indexOf(context: Context, node: Expression, length: number | null, line: number): Value {
  const given = value(context, node);
  if (!isInteger(given.type)) {
    throw new WgslError(
      `an index must be a u32 or i32, and this is ${given.type}`,
      `下标必须是 u32 或 i32，而这是 ${given.type}`,
      line,
    );
  }
  const at = as(given, concrete(given.type), line);
  if (!at.constant || (at.at() >= 0 && at.at() < (length ?? Infinity))) return at;
  const end = length === null ? "" : String(length - 1);
  throw new WgslError(
    `there is no element ${at.at()}; indices go from 0 ${end === "" ? "on" : `to ${end}`}`,
    `没有第 ${at.at()} 号元素，下标从 0 ${end === "" ? "开始" : `到 ${end}`}`,
    line,
  );
}

const axes = ["x", "y", "z"];
const colors = ["r", "g", "b"];

function member(context: Context, { of, name, line }: Expression & { kind: "member" }): Operand {
  const base = operand(context, of);
  if (base.kind === "place") {
    const at = base.parts[Math.max(axes.indexOf(name), colors.indexOf(name))];
    if (at !== undefined) return { kind: "value", type: "u32", at, constant: false };
    if (/^(?:[xyz]{2,4}|[rgb]{2,4})$/.test(name)) throw unknownFeature(`.${name}`, line);
    throw new WgslError(
      `a vec3 has .x, .y and .z, and no .${name}`,
      `vec3 只有 .x、.y、.z，没有 .${name}`,
      line,
    );
  }
  if (base.kind !== "memory" || base.type.kind !== "struct") {
    throw new WgslError(
      `only a struct has members, so .${name} is nothing here`,
      `只有结构体才有成员，这里不能写 .${name}`,
      line,
    );
  }
  const found = base.type.members.find((each) => each.name === name);
  if (found === undefined) {
    const names = base.type.members.map((each) => each.name);
    throw new WgslError(
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

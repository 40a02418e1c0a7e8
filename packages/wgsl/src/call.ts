import { type Builtin, builtinCalled, builtinNames } from "./builtin.ts";
import { type Context, lookUp, type Value } from "./compiler.ts";
import { operation } from "./constant.ts";
import { as, converted } from "./conversion.ts";
import { operand, value, valueAs } from "./expression.ts";
import type { Expression } from "./syntax.ts";
import { common, concrete, isAbstract, rounded, type Scalar, wordsIn } from "./type.ts";
import { isUnknownFunction, unknownFeature } from "./unknown-feature.ts";
import { WgslError } from "./wgsl-error.ts";

const nothing = (): number => NaN;

/** A call as a value; a function without a result gives none. */
export function call(context: Context, node: Expression & { kind: "call" }): Value {
  const { name, args, line } = node;
  if (lookUp(context, name) !== undefined) throw isNoFunction(name, line);
  // A program's own function hides WGSL's of the same name.
  if (context.functionOf(name, line) !== undefined) return ownCall(context, node);
  if (name === "arrayLength") return arrayLength(context, args, line);
  if (name === "f32" || name === "i32" || name === "u32" || name === "bool") {
    if (args.length > 1) expectArguments(name, 1, args.length, line);
    return converted(name, args[0] && value(context, args[0]), line);
  }
  if (name === "select") return select(context, args, line);
  const builtin = builtinCalled(name);
  if (builtin === undefined) throw noFunction(name, line);
  return builtinCall(context, name, builtin, node);
}

const isNoFunction = (name: string, line: number): WgslError =>
  new WgslError(
    `${name} is a variable here, so it cannot be called; rename the variable`,
    `${name} 在这里是变量，不能调用，请给变量换个名称`,
    line,
  );

function noFunction(name: string, line: number): WgslError {
  if (isUnknownFunction(name)) return unknownFeature(name, line);
  return new WgslError(
    `there is no function ${name}; use ${builtinNames.join(", ")}, or a function of your own`,
    `没有函数 ${name}，可以用 ${builtinNames.join("、")}，或自己写的函数`,
    line,
  );
}

function builtinCall(
  context: Context,
  name: string,
  builtin: Builtin,
  { args, line }: Expression & { kind: "call" },
): Value {
  const given = args.map((arg) => value(context, arg));
  expectArguments(name, builtin.takes, args.length, line);
  let type = given.map((each) => each.type).reduce((a, b) => common(a, b, ",", line));
  if (type === "abstract-int" && !builtin.over.includes("i32")) type = "abstract-float";
  if (!builtin.over.includes(type)) {
    throw new WgslError(
      `${name} does not take ${type}; write f32(…)`,
      `${name} 不接受 ${type}，请写 f32(…)`,
      line,
    );
  }
  const round = rounded[type];
  const { value: compute, must } = builtin;
  const parts = given.map((each) => (isAbstract(each.type) ? as(each, type, line) : each));
  const [a = nothing, b = nothing, c = nothing] = parts.map(({ at }) => at);
  const [x = NaN, y = NaN, z = NaN] = parts.map(({ at, constant }) => (constant ? at() : NaN));
  if (must?.holds(x, y, z) === false) {
    throw new WgslError(
      `${name} wants ${must.says}, and these constants break it; look at its values`,
      `${name} 要求 ${must.says}，而这里的常量不满足，请检查传入的值`,
      line,
    );
  }
  return operation(type, given, () => round(compute(a(), b(), c())), line);
}

function expectArguments(name: string, wanted: number, found: number, line: number): void {
  if (wanted === found) return;
  throw new WgslError(
    `${name} takes ${wanted} values, and here are ${found}`,
    `${name} 需要 ${wanted} 个值，这里有 ${found} 个`,
    line,
  );
}

function ownCall(context: Context, { name, args, line }: Expression & { kind: "call" }): Value {
  const { run, result } = prepareCall(context, name, args, line);
  if (result === null)
    throw new WgslError(
      `${name} returns nothing, so it is no value`,
      `${name} 没有返回值，不能当作值使用`,
      line,
    );
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
  if (lookUp(context, name) !== undefined) throw isNoFunction(name, line);
  const known = context.functionOf(name, line);
  if (known === undefined) {
    if (![...builtinNames, "f32", "i32", "u32", "bool", "select", "arrayLength"].includes(name))
      throw noFunction(name, line);
    throw new WgslError(
      `the value of ${name} is not used; assign it to something, or remove the line`,
      `${name} 的结果没有用到，请把它赋给变量，或删去这一行`,
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

function select(context: Context, args: readonly Expression[], line: number): Value {
  expectArguments("select", 3, args.length, line);
  const [no, yes] = [value(context, args[0]!), value(context, args[1]!)];
  const condition = valueAs(context, args[2]!, "bool");
  const both = common(no.type, yes.type, ",", line);
  const type = condition.constant ? both : concrete(both);
  const [a, b] = [as(no, type, line).at, as(yes, type, line).at];
  return operation(
    type,
    [no, yes, condition],
    () => {
      const [x, y] = [a(), b()];
      return condition.at() === 1 ? y : x;
    },
    line,
  );
}

function arrayLength(context: Context, args: readonly Expression[], line: number): Value {
  const [arg] = args;
  const of = arg?.kind === "unary" && arg.sign === "&" ? operand(context, arg.of) : undefined;
  if (of?.kind !== "memory" || of.type.kind !== "array" || of.type.length !== null) {
    throw new WgslError(
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

import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import type { Expression } from "../read/syntax.ts";
import { common } from "../type/convert.ts";
import { partsIn } from "../type/layout.ts";
import {
  type ArrayType,
  componentOf,
  isConstructible,
  matrix,
  type MatrixType,
  nameOfType,
  scalar,
  type StructType,
  type Type,
  vector,
  type VectorType,
} from "../type/type.ts";
import { as, converted } from "../value/conversion.ts";
import { value } from "../value/expression.ts";
import type { Value } from "../value/value.ts";
import { zero } from "../value/value.ts";
import { assembled } from "./assemble.ts";
import { expectArguments } from "./expect-arguments.ts";

/** `vec3<f32>(1, 2, 3)`, `State(m, v)`: a value of a type, made of the arguments; without arguments, zero. */
export function constructed(context: Context, type: Type, args: readonly Expression[], line: number): Value {
  if (!isConstructible(type)) {
    throw new WgslError(
      "not-constructible",
      {
        en: `a value of ${nameOfType(type)} cannot be constructed`,
        zh: `不能创建 ${nameOfType(type)} 类型的值`,
      },
      line,
    );
  }
  const given = args.map((arg) => value(context, arg));
  if (given.length === 0) return zero(type);
  switch (type.kind) {
    case "scalar":
      return single(context, type.name, given, line);
    case "vector":
      return vectorOf(context, type, given, line);
    case "matrix":
      return matrixOf(context, type, given, line);
    case "array":
      return arrayOf(context, type, given, line);
    case "struct":
      return struct(context, type, given, line);
    case "atomic":
    case "pointer":
      throw new Error("atomics and pointers are not constructible");
  }
}

function single(
  context: Context,
  name: Parameters<typeof converted>[1],
  given: readonly Value[],
  line: number,
): Value {
  const [only] = given;
  if (given.length > 1 || only === undefined) expectArguments(name, 1, given.length, line);
  if (only!.type.kind === "scalar") return converted(context, name, only!, line);
  throw new WgslError(
    "type-mismatch",
    {
      en: `${name}(…) takes one number, but this is ${nameOfType(only!.type)}; use a part of it`,
      zh: `${name}(…) 需要一个数，而这是 ${nameOfType(only!.type)}，请取其中的一部分`,
    },
    line,
  );
}

/** `vec3<f32>(x)`, `vec3<f32>(v)`, `vec3<f32>(v.xy, z)` */
function vectorOf(context: Context, type: VectorType, given: readonly Value[], line: number): Value {
  const [only] = given;
  if (given.length === 1 && only!.type.kind === "vector" && only!.type.size === type.size)
    return converted(context, type.of, only!, line);
  const to = (size: number): Type => (size === 1 ? scalar(type.of) : vector(size, type.of));
  const areParts = given.every((each) => each.type.kind === "scalar" || each.type.kind === "vector");
  const count = given.reduce((sum, each) => sum + partsIn(each.type), 0);
  if (!areParts || (count !== type.size && !(given.length === 1 && count === 1)))
    throw noVector(type, given, line);
  const parts = given.map((each) => as(each, to(partsIn(each.type)), line));
  return assembled(context, type, parts);
}

function noVector(type: VectorType, given: readonly Value[], line: number): WgslError {
  const types = given.map((each) => nameOfType(each.type)).join(", ");
  const name = nameOfType(type);
  return new WgslError(
    "argument-count",
    {
      en: `${name}(${types}): it takes ${type.size} numbers, or one for all`,
      zh: `${name}(${types})：它需要 ${type.size} 个数，或一个数用于全部分量`,
    },
    line,
  );
}

/** From columns, from numbers column by column, or from another matrix. */
function matrixOf(context: Context, type: MatrixType, given: readonly Value[], line: number): Value {
  const { columns, rows, of } = type;
  const [only] = given;
  const isCopy =
    given.length === 1 &&
    only!.type.kind === "matrix" &&
    only!.type.columns === columns &&
    only!.type.rows === rows;
  if (isCopy) return as(only!, type, line);
  const areColumns = given.length === columns && given.every(({ type: each }) => each.kind === "vector");
  const areNumbers =
    given.length === columns * rows && given.every(({ type: each }) => each.kind === "scalar");
  if (areColumns || areNumbers) {
    const part = areColumns ? vector(rows, of) : scalar(of);
    return assembled(
      context,
      type,
      given.map((each) => as(each, part, line)),
    );
  }
  throw new WgslError(
    "argument-count",
    {
      en: `${nameOfType(type)} takes ${columns} columns (vec${rows}), or ${columns * rows} numbers, column by column`,
      zh: `${nameOfType(type)} 需要 ${columns} 个列向量（vec${rows}），或逐列写出的 ${columns * rows} 个数`,
    },
    line,
  );
}

function arrayOf(context: Context, { of, length }: ArrayType, given: readonly Value[], line: number): Value {
  const type: Type = { kind: "array", of, length, overridable: false };
  if (given.length === length)
    return assembled(
      context,
      type,
      given.map((each) => as(each, of, line)),
    );
  throw new WgslError(
    "argument-count",
    {
      en: `${nameOfType(type)} takes ${length} values, but got ${given.length}`,
      zh: `${nameOfType(type)} 需要 ${length} 个值，这里有 ${given.length} 个`,
    },
    line,
  );
}

function struct(context: Context, type: StructType, given: readonly Value[], line: number): Value {
  const { name, members } = type;
  if (given.length !== members.length) {
    const names = members.map((each) => each.name);
    throw new WgslError(
      "argument-count",
      {
        en: `${name} takes ${members.length} values (${names.join(", ")}), but got ${given.length}`,
        zh: `${name} 需要 ${members.length} 个值（${names.join("、")}），这里有 ${given.length} 个`,
      },
      line,
    );
  }
  return assembled(
    context,
    type,
    given.map((each, i) => as(each, members[i]!.type, line)),
  );
}

/** `vec3(x, y, z)`, `mat2x2(…)`, `array(…)`: the element type follows from the arguments. */
export function inferred(
  context: Context,
  name: string,
  args: readonly Expression[],
  line: number,
): Value | undefined {
  if (!/^(?:array|vec[234]|mat[234]x[234])$/.test(name)) return undefined;
  const given = args.map((arg) => value(context, arg));
  if (name === "array") return inferredArray(context, given, line);
  const [, size] = /^vec([234])$/.exec(name) ?? [];
  const [, columns, rows] = /^mat([234])x([234])$/.exec(name) ?? [];
  if (given.length === 0 && size !== undefined) return zero(vector(Number(size), "abstract-int"));
  const names = given.map((each) => componentOf(each.type));
  const shared = names.includes(undefined) ? undefined : common(names.map((each) => scalar(each!)));
  const of = shared?.kind === "scalar" ? shared.name : undefined;
  if (of === undefined) throw mixed(name, given, line);
  if (size !== undefined) return vectorOf(context, vector(Number(size), of), given, line);
  const isFloat = of === "f32" || of === "abstract-float" || of === "abstract-int";
  if (!isFloat) throw mixed(name, given, line);
  return matrixOf(
    context,
    matrix(Number(columns), Number(rows), of === "f32" ? of : "abstract-float"),
    given,
    line,
  );
}

function inferredArray(context: Context, given: readonly Value[], line: number): Value {
  const of = common(given.map((each) => each.type));
  if (of === undefined || !isConstructible(of)) throw mixed("array", given, line);
  return arrayOf(context, { kind: "array", of, length: given.length, overridable: false }, given, line);
}

function mixed(name: string, given: readonly Value[], line: number): WgslError {
  const types = given.map((each) => nameOfType(each.type)).join(", ");
  const example = name === "array" ? "array<f32, 2>(…)" : `${name}<f32>(…)`;
  return new WgslError(
    "type-mismatch",
    {
      en: `${name}(${types}): these have different types; convert them and name the type: ${example}`,
      zh: `${name}(${types})：它们的类型不一致，请先转换，并写明类型：${example}`,
    },
    line,
  );
}

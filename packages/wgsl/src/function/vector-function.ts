import type { Context } from "../program/context.ts";
import { common } from "../type/convert.ts";
import { isFloat, isOf, scalar, type Type, type VectorType, withComponent } from "../type/type.ts";
import { as } from "../value/conversion.ts";
import { whole } from "../value/operation.ts";
import { rounded } from "../value/representable.ts";
import type { Numbers, Value } from "../value/value.ts";
import type { WholeFunction } from "./whole-function.ts";

type Round = (x: number) => number;

function dot(x: Numbers, y: Numbers, round: Round): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum = round(sum + round(x[i]! * y[i]!));
  return sum;
}

/** A product of two i32 or u32 does not fit a JavaScript number. */
function wholeDot(x: Numbers, y: Numbers): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum = (sum + Math.imul(x[i]!, y[i]!)) | 0;
  return sum;
}

const cross = (x: Numbers, y: Numbers, round: Round): number[] =>
  [
    [1, 2],
    [2, 0],
    [0, 1],
  ].map(([i, j]) => round(round(x[i!]! * y[j!]!) - round(x[j!]! * y[i!]!)));

const lengthOf = (x: Numbers, round: Round): number => round(Math.sqrt(dot(x, x, round)));

const mapped = (x: Numbers, f: (each: number, i: number) => number): number[] => Array.from(x, f);

/** The common float type of the arguments. */
function floats(given: readonly Value[], count: number, alsoScalar: boolean): Type | undefined {
  if (given.length !== count) return undefined;
  const shared = common(given.map(({ type }) => type));
  if (shared === undefined || (shared.kind !== "vector" && !(alsoScalar && shared.kind === "scalar")))
    return undefined;
  const type = isOf(shared, (name) => name === "abstract-int")
    ? withComponent(shared, "abstract-float")
    : shared;
  return isOf(type, isFloat) ? type : undefined;
}

const componentType = (type: Type): Type => (type.kind === "vector" ? scalar(type.of) : type);

/** A function of float vectors of one type. */
const ofFloats =
  (
    count: number,
    alsoScalar: boolean,
    result: (type: Type) => Type,
    compute: (round: Round, ...parts: readonly Numbers[]) => readonly number[],
  ): WholeFunction["apply"] =>
  (context: Context, given, line) => {
    const type = floats(given, count, alsoScalar);
    if (type === undefined) return undefined;
    const isAbstract = isOf(type, (name) => name === "abstract-float");
    const round = isAbstract ? Number : Math.fround;
    const operands = given.map((each) => as(each, type, line));
    return whole(context, result(type), operands, (...parts) => compute(round, ...parts), line);
  };

const same = (type: Type): Type => type;

const dotOf: WholeFunction["apply"] = (context, given, line) => {
  const shared = given.length === 2 ? common(given.map(({ type }) => type)) : undefined;
  if (shared?.kind !== "vector" || shared.of === "bool") return undefined;
  const { of } = shared;
  const operands = given.map((each) => as(each, shared, line));
  const isWhole = of === "i32" || of === "u32";
  const round = rounded[of];
  const compute = (x: Numbers, y: Numbers): number => (isWhole ? round(wholeDot(x, y)) : dot(x, y, round));
  return whole(context, scalar(of), operands, (x, y) => [compute(x, y)], line);
};

const ofTruths =
  (compute: (parts: readonly number[]) => boolean): WholeFunction["apply"] =>
  (context, given, line) => {
    const [only] = given;
    if (given.length !== 1 || only === undefined || only.type.kind === "matrix") return undefined;
    if (!isOf(only.type, (name) => name === "bool")) return undefined;
    return whole(context, scalar("bool"), given, (x) => [Number(compute(Array.from(x)))], line);
  };

const crossOf: WholeFunction["apply"] = (context, given, line) => {
  const three = given.every(({ type }) => (type as Partial<VectorType>).size === 3);
  return three
    ? ofFloats(2, false, same, (round, x, y) => cross(x, y, round))(context, given, line)
    : undefined;
};

const reflect = (round: Round, x: Numbers, normal: Numbers): number[] => {
  const twice = round(2 * dot(normal, x, round));
  return mapped(x, (each, i) => round(each - round(twice * normal[i]!)));
};

/** The functions of a vector as a whole. */
export const vectorFunctions: Readonly<Record<string, WholeFunction>> = {
  all: { takes: "a vector of bool", apply: ofTruths((parts) => parts.every((each) => each === 1)) },
  any: { takes: "a vector of bool", apply: ofTruths((parts) => parts.includes(1)) },
  cross: { takes: "two vec3 of floats", apply: crossOf },
  distance: {
    takes: "two floats, or two vectors of floats",
    apply: ofFloats(2, true, componentType, (round, x, y) => [
      lengthOf(
        mapped(x, (each, i) => round(each - y[i]!)),
        round,
      ),
    ]),
  },
  dot: { takes: "two vectors of numbers", apply: dotOf },
  faceForward: {
    takes: "three vectors of floats",
    apply: ofFloats(3, false, same, (round, x, y, z) =>
      dot(y, z, round) < 0 ? Array.from(x) : mapped(x, (each) => -each),
    ),
  },
  length: {
    takes: "a float, or a vector of floats",
    apply: ofFloats(1, true, componentType, (round, x) => [lengthOf(x, round)]),
  },
  normalize: {
    takes: "a vector of floats",
    apply: ofFloats(1, false, same, (round, x) => {
      const length = lengthOf(x, round);
      return mapped(x, (each) => round(each / length));
    }),
  },
  reflect: {
    takes: "two vectors of floats",
    apply: ofFloats(2, false, same, (round, x, y) => reflect(round, x, y)),
  },
};

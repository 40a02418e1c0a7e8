import type { Value } from "./compiler.ts";
import { operation } from "./constant.ts";
import { as } from "./conversion.ts";
import { shifted } from "./shift.ts";
import { common, isAbstract, isFloat, isInteger, rounded, type Scalar } from "./type.ts";
import { WgslError } from "./wgsl-error.ts";

/** `sign a`. */
export function signed(sign: string, given: Value, line: number): Value {
  const { type, at } = given;
  if (sign === "!" && type === "bool") return operation("bool", [given], () => 1 - at(), line);
  if (sign === "-" && type !== "bool" && type !== "u32") {
    const round = rounded[type];
    return operation(type, [given], () => round(-at()), line);
  }
  if (sign === "~" && isInteger(type)) {
    const round = rounded[type];
    const compute = type === "abstract-int" ? (x: number) => -x - 1 : (x: number) => ~x;
    return operation(type, [given], () => round(compute(at())), line);
  }
  throw new WgslError(`${sign} does not go with ${type}`, `${sign} 不能用于 ${type}`, line);
}

type Arithmetic = (a: number, b: number) => number;
type Part = () => number;
type Maker = (a: Part, b: Part) => () => number;

const comparisons: Readonly<Record<string, Maker>> = {
  "==": (a, b) => () => Number(a() === b()),
  "!=": (a, b) => () => Number(a() !== b()),
  "<": (a, b) => () => Number(a() < b()),
  ">": (a, b) => () => Number(a() > b()),
  "<=": (a, b) => () => Number(a() <= b()),
  ">=": (a, b) => () => Number(a() >= b()),
};

/** What kernels do most, without a call for each sign and rounding. */
const common32: Readonly<Partial<Record<Scalar, Readonly<Record<string, Maker>>>>> = {
  f32: {
    "+": (a, b) => () => Math.fround(a() + b()),
    "-": (a, b) => () => Math.fround(a() - b()),
    "*": (a, b) => () => Math.fround(a() * b()),
    "/": (a, b) => () => Math.fround(a() / b()),
  },
  u32: {
    "+": (a, b) => () => (a() + b()) >>> 0,
    "-": (a, b) => () => (a() - b()) >>> 0,
    "*": (a, b) => () => Math.imul(a(), b()) >>> 0,
  },
};

/** Each is followed by rounding to the operands' type. */
const arithmetic: Readonly<Record<string, Arithmetic>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};

/** Where an integer's way differs: products of 64 bits, a quotient by 0 that is the dividend. */
const integerArithmetic: Readonly<Record<string, Arithmetic>> = {
  ...arithmetic,
  "*": Math.imul,
  "/": (a, b) => (b === 0 ? a : Math.trunc(a / b)),
  "%": (a, b) => (b === 0 ? 0 : a % b),
};

const bits: Readonly<Record<string, Arithmetic>> = {
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "^": (a, b) => a ^ b,
};

/** Constants without a type have 64 bits. */
const wide =
  (sign: string): Arithmetic =>
  (a, b) => {
    const [x, y] = [BigInt(a), BigInt(b)];
    return Number(sign === "&" ? x & y : sign === "|" ? x | y : x ^ y);
  };

/** `a sign b`. */
export function combined(sign: string, left: Value, right: Value, line: number): Value {
  if (sign === "&&" || sign === "||") {
    const [a, b] = [as(left, "bool", line).at, as(right, "bool", line).at];
    const both = (): number => (a() === 1 && b() === 1 ? 1 : 0);
    const either = (): number => (a() === 1 || b() === 1 ? 1 : 0);
    return operation("bool", [left, right], sign === "&&" ? both : either, line);
  }
  if (sign === "<<" || sign === ">>") return shifted(sign, left, right, line);
  const type = common(left.type, right.type, sign, line);
  const convert = (given: Value): Value => (isAbstract(given.type) ? as(given, type, line) : given);
  const [a, b] = [convert(left).at, convert(right).at];
  const compare = comparisons[sign];
  if (compare !== undefined && (type !== "bool" || sign === "==" || sign === "!="))
    return operation("bool", [left, right], compare(a, b), line);
  const ofBits = bits[sign];
  if (ofBits !== undefined && !isFloat(type) && !(sign === "^" && type === "bool")) {
    const round = rounded[type];
    const compute = type === "abstract-int" ? wide(sign) : ofBits;
    return operation(type, [left, right], () => round(compute(a(), b())), line);
  }
  if ((sign === "/" || sign === "%") && isInteger(type) && right.constant && right.at() === 0) {
    throw new WgslError(
      `${sign} 0 among whole numbers is refused by WGSL; look at the divisor`,
      `WGSL 不允许整数 ${sign} 0，请检查除数`,
      line,
    );
  }
  const made = common32[type]?.[sign];
  if (made !== undefined) return operation(type, [left, right], made(a, b), line);
  const compute = (isInteger(type) && type !== "abstract-int" ? integerArithmetic : arithmetic)[sign];
  if (compute === undefined || type === "bool")
    throw new WgslError(`${sign} does not go with ${type}`, `${sign} 不能用于 ${type}`, line);
  const round = rounded[type];
  return operation(type, [left, right], () => round(compute(a(), b())), line);
}

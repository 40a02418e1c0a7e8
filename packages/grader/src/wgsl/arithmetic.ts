import { fault, type Value } from "./compiler.ts";
import { common, concrete, fits, isAbstract, isFloat, isInteger, rounded, type Scalar } from "./type.ts";

export const constant = (type: Scalar, value: number): Value => ({
  kind: "value",
  type,
  at: () => value,
  constant: true,
});

/** An operation; what is known beforehand is computed beforehand. */
export function operation(type: Scalar, of: readonly Value[], at: () => number): Value {
  if (of.every((each) => each.constant)) return constant(type, at());
  return { kind: "value", type, at, constant: false };
}

/** A value where a type is wanted; only what is abstract is converted. */
export function as(given: Value, to: Scalar, line: number): Value {
  if (given.type === to) return given;
  if (!fits(given.type, to)) {
    throw fault(
      `${to} is wanted here, and this is ${given.type}; write ${to}(…) around it`,
      `这里需要 ${to}，给出的却是 ${given.type}，请在外面写上 ${to}(…)`,
      line,
    );
  }
  const { at } = given;
  if (!given.constant) return { kind: "value", type: to, at: () => rounded[to](at()), constant: false };
  const known = at();
  if (to === "u32" && known < 0) {
    throw fault(`${known} is no u32, which has no negative numbers`, `${known} 不是 u32，u32 没有负数`, line);
  }
  return constant(to, rounded[to](known));
}

/** A number as it is written, such as `64u`. */
export function literal(text: string, line: number): Value {
  const digits = text.startsWith("0x") ? text.replace(/[iu]$/, "") : text.replace(/[iufh]$/, "");
  const number = Number(digits);
  const suffix = text.startsWith("0x") ? /[iu]$/.exec(text)?.[0] : /[iufh]$/.exec(text)?.[0];
  if (suffix === "h")
    throw fault("f16 is not used in this course; write f", "本课程不用 f16，请改用后缀 f", line);
  if (suffix === "f") return constant("f32", Math.fround(number));
  if (suffix === "u") return constant("u32", number);
  if (suffix === "i") return constant("i32", number);
  return constant(/[.eE]/.test(digits) && !text.startsWith("0x") ? "abstract-float" : "abstract-int", number);
}

/** `sign a`. */
export function signed(sign: string, given: Value, line: number): Value {
  const { type, at } = given;
  if (sign === "!" && type === "bool") return operation("bool", [given], () => 1 - at());
  if (sign === "-" && type !== "bool" && type !== "u32") {
    const round = rounded[type];
    return operation(type, [given], () => round(-at()));
  }
  if (sign === "~" && isInteger(type)) {
    const round = rounded[type];
    return operation(type, [given], () => round(~at()));
  }
  throw fault(`${sign} does not go with ${type}`, `${sign} 不能用于 ${type}`, line);
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

/** `a sign b`. */
export function combined(sign: string, left: Value, right: Value, line: number): Value {
  if (sign === "&&" || sign === "||") {
    const [a, b] = [as(left, "bool", line).at, as(right, "bool", line).at];
    const both = (): number => (a() === 1 && b() === 1 ? 1 : 0);
    const either = (): number => (a() === 1 || b() === 1 ? 1 : 0);
    return operation("bool", [left, right], sign === "&&" ? both : either);
  }
  if (sign === "<<" || sign === ">>") return shifted(sign, left, right, line);
  const type = common(left.type, right.type, sign, line);
  const convert = (given: Value): Value => (isAbstract(given.type) ? as(given, type, line) : given);
  const [a, b] = [convert(left).at, convert(right).at];
  const compare = comparisons[sign];
  if (compare !== undefined && (type !== "bool" || sign === "==" || sign === "!="))
    return operation("bool", [left, right], compare(a, b));
  const ofBits = bits[sign];
  if (ofBits !== undefined && !isFloat(type)) {
    const round = rounded[type];
    return operation(type, [left, right], () => round(ofBits(a(), b())));
  }
  const made = common32[type]?.[sign];
  if (made !== undefined) return operation(type, [left, right], made(a, b));
  const compute = (isInteger(type) && type !== "abstract-int" ? integerArithmetic : arithmetic)[sign];
  if (compute === undefined || type === "bool")
    throw fault(`${sign} does not go with ${type}`, `${sign} 不能用于 ${type}`, line);
  const round = rounded[type];
  return operation(type, [left, right], () => round(compute(a(), b())));
}

function shifted(sign: string, left: Value, right: Value, line: number): Value {
  const type = concrete(left.type);
  if (!isInteger(type)) throw fault(`${sign} does not go with ${type}`, `${sign} 不能用于 ${type}`, line);
  const [a, b] = [as(left, type, line).at, as(right, "u32", line).at];
  if (sign === "<<") return operation(type, [left, right], () => rounded[type](a() << b()));
  return operation(type, [left, right], () => (type === "u32" ? a() >>> b() : a() >> b()));
}

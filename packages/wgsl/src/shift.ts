import type { Value } from "./compiler.ts";
import { operation, representable } from "./constant.ts";
import { as } from "./conversion.ts";
import { concrete, isInteger, rounded, type Scalar } from "./type.ts";
import { WgslError } from "./wgsl-error.ts";

/** `a << b` and `a >> b`. Without a type, constants are shifted among 64 bits. */
export function shifted(sign: string, left: Value, right: Value, line: number): Value {
  const known = left.constant && right.constant;
  const type = known ? left.type : concrete(left.type);
  if (!isInteger(type)) {
    throw new WgslError(`${sign} does not go with ${type}`, `${sign} 不能用于 ${type}`, line);
  }
  const by = as(right, "u32", line);
  const bits = type === "abstract-int" ? 64 : 32;
  const isWide = bits === 64 && sign === ">>";
  if (right.constant && by.at() >= bits && !isWide) {
    throw new WgslError(
      `a number of ${bits} bits cannot be shifted by ${by.at()}; shift by ${bits - 1} at most`,
      `${bits} 位的数不能移 ${by.at()} 位，至多移 ${bits - 1} 位`,
      line,
    );
  }
  const given = as(left, type, line);
  if (known) return moved(sign, type, given.at(), by.at(), line);
  const [a, b] = [given.at, by.at];
  if (sign === "<<") return operation(type, [left, right], () => rounded[type](a() << b()), line);
  return operation(type, [left, right], () => (type === "u32" ? a() >>> b() : a() >> b()), line);
}

/** What is known beforehand must not lose bits, nor change its sign. */
function moved(sign: string, type: Scalar, a: number, b: number, line: number): Value {
  const result = sign === "<<" ? a * 2 ** b : Math.floor(a / 2 ** b);
  return representable(type, result, line);
}

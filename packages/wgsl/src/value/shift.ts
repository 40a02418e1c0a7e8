import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import { concrete } from "../type/convert.ts";
import { componentOf, isInteger, nameOfType, withComponent } from "../type/type.ts";
import { as } from "./conversion.ts";
import { componentwise, type Formula } from "./operation.ts";
import { checkedConstant, representable } from "./representable.ts";
import { latest, type Part, type Value } from "./value.ts";
import { ValueError } from "./value-error.ts";

/** `a << b` and `a >> b`. Constants without a type are shifted as 64-bit integers. */
export function shifted(context: Context, sign: string, left: Value, right: Value, line: number): Value {
  const isKnown = left.known !== undefined && right.known !== undefined;
  const type = isKnown ? left.type : concrete(left.type);
  const name = componentOf(type);
  if (name === undefined || !isInteger(name) || type.kind === "matrix") {
    throw new WgslError(
      "type-mismatch",
      { en: `${sign} does not apply to ${nameOfType(type)}`, zh: `${sign} 不能用于 ${nameOfType(type)}` },
      line,
    );
  }
  const by = as(right, withComponent(type, "u32"), line);
  const bits = name === "abstract-int" ? 64 : 32;
  refuseTooFar(by, bits, bits === 64 && sign === ">>", line);
  const given = as(left, type, line);
  if (isKnown) {
    const parts = given.known!.map((each, i) => moved(sign, each, by.known![i]!));
    // No bits may be lost, and the sign must not change.
    for (const each of parts) representable(name, each, line);
    return checkedConstant(type, parts, latest([left, right]), line);
  }
  const right32: Formula = { numbers: name === "u32" ? (a, b) => a >>> b : (a, b) => a >> b };
  const formula: Formula = sign === "<<" ? { numbers: (a, b) => a << b } : right32;
  return componentwise(context, type, [given, by], formula, line);
}

const moved = (sign: string, a: Part, b: Part): bigint =>
  sign === "<<" ? BigInt(a) << BigInt(b) : BigInt(a) >> BigInt(b);

function refuseTooFar({ known }: Value, bits: number, isFree: boolean, line: number): void {
  const far = known?.find((each) => Number(each) >= bits);
  if (far === undefined || isFree) return;
  throw new ValueError(
    "out-of-range",
    {
      en: `a number of ${bits} bits cannot be shifted by ${far}; shift by at most ${bits - 1}`,
      zh: `${bits} 位的数不能移 ${far} 位，至多移 ${bits - 1} 位`,
    },
    line,
  );
}

import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import { common, fits } from "../type/convert.ts";
import {
  componentOf,
  isInteger,
  isOf,
  nameOfType,
  scalar,
  type ScalarName,
  type Type,
  withComponent,
} from "../type/type.ts";
import { comparisons, exactComparisons } from "./comparison.ts";
import { as } from "./conversion.ts";
import { fast } from "./fast-arithmetic.ts";
import { matrixProduct } from "./matrix-product.ts";
import { formulaOf } from "./number-arithmetic.ts";
import { componentwise } from "./operation.ts";
import { representable } from "./representable.ts";
import { shifted } from "./shift.ts";
import type { Value } from "./value.ts";
import { ValueError } from "./value-error.ts";

const doesNotGo = (sign: string, type: Type, line: number): WgslError =>
  new WgslError(
    "type-mismatch",
    { en: `${sign} does not apply to ${nameOfType(type)}`, zh: `${sign} 不能用于 ${nameOfType(type)}` },
    line,
  );

/** `sign a`. */
export function signed(context: Context, sign: string, given: Value, line: number): Value {
  const { type } = given;
  const name = componentOf(type);
  const isVector = type.kind !== "matrix";
  if (sign === "!" && name === "bool")
    return componentwise(context, type, [given], { numbers: (x) => 1 - x }, line);
  if (sign === "-" && isVector && name !== undefined && name !== "bool" && name !== "u32")
    return componentwise(context, type, [given], { numbers: (x) => -x, exact: (x) => -x }, line);
  if (sign === "~" && isVector && name !== undefined && isInteger(name))
    return componentwise(context, type, [given], { numbers: (x) => ~x, exact: (x) => ~x }, line);
  throw doesNotGo(sign, type, line);
}

/** `a sign b`, where both are computed. */
export function combined(context: Context, sign: string, left: Value, right: Value, line: number): Value {
  if (sign === "<<" || sign === ">>") return shifted(context, sign, left, right, line);
  if (sign === "*") {
    const product = matrixProduct(context, left, right, line);
    if (product !== undefined) return product;
  }
  const [a, b] = unified(sign, left, right, line);
  const type = a.type.kind === "scalar" ? b.type : a.type;
  const name = componentOf(type);
  if (name === undefined) throw doesNotGo(sign, type, line);
  if (sign in comparisons) return compared(context, sign, a, b, type, line);
  if (type.kind === "matrix" && !["+", "-", "*"].includes(sign)) throw doesNotGo(sign, type, line);
  const formula = formulaOf(sign, name);
  if (formula === undefined) throw doesNotGo(sign, type, line);
  if ((sign === "/" || sign === "%") && isInteger(name)) refuseDivision(sign, name, a, b, line);
  return fast(sign, a, b) ?? componentwise(context, type, [a, b], formula, line);
}

function compared(context: Context, sign: string, a: Value, b: Value, type: Type, line: number): Value {
  const orders = sign !== "==" && sign !== "!=";
  const isMixed = a.type.kind !== b.type.kind;
  if (type.kind === "matrix" || isMixed || (orders && isOf(type, (name) => name === "bool")))
    throw doesNotGo(sign, type, line);
  const result = type.kind === "scalar" ? scalar("bool") : withComponent(type, "bool");
  const formula = { numbers: comparisons[sign]!, exact: exactComparisons[sign]! };
  return componentwise(context, result, [a, b], formula, line);
}

/** Both of the same kind of number, one of them possibly a vector. */
function unified(sign: string, left: Value, right: Value, line: number): readonly [Value, Value] {
  const names = [componentOf(left.type), componentOf(right.type)] as const;
  for (const [i, name] of names.entries())
    if (name === undefined) throw doesNotGo(sign, [left, right][i]!.type, line);
  const to = common(names.map((name) => scalar(name!)));
  const isOneScalar = left.type.kind === "scalar" || right.type.kind === "scalar";
  if (to === undefined) throw unlike(sign, left, right, line);
  const [a, b] = [left, right].map((each) => as(each, withComponent(each.type, componentOf(to)!), line));
  const isOneType = fits(a!.type, b!.type);
  // A number combines with each number of a vector; with a matrix, only a product does.
  const isMatrix = left.type.kind === "matrix" || right.type.kind === "matrix";
  const goesWithEach = isMatrix ? sign === "*" : ["+", "-", "*", "/", "%"].includes(sign);
  if (isOneType || (isOneScalar && goesWithEach)) return [a!, b!];
  throw new WgslError(
    "size-mismatch",
    {
      en: `${nameOfType(left.type)} ${sign} ${nameOfType(right.type)}: their sizes differ; use parts of equal size`,
      zh: `${nameOfType(left.type)} ${sign} ${nameOfType(right.type)}：大小不同，请取相配的部分`,
    },
    line,
  );
}

function unlike(sign: string, left: Value, right: Value, line: number): WgslError {
  const [a, b] = [nameOfType(left.type), nameOfType(right.type)];
  const sides = [left, right].map(({ type }) => ({ type, name: componentOf(type)! }));
  const float = sides.find(({ name }) => name === "f32");
  const [other] = sides.filter((each) => each !== float);
  const concrete = (name: ScalarName): ScalarName =>
    name === "abstract-int" ? "i32" : name === "abstract-float" ? "f32" : name;
  const [to, what] =
    float === undefined
      ? [
          nameOfType(withComponent(left.type, concrete(sides[0]!.name))),
          nameOfType(withComponent(right.type, concrete(sides[1]!.name))),
        ]
      : [nameOfType(withComponent(other!.type, "f32")), nameOfType(other!.type)];
  return new WgslError(
    "type-mismatch",
    {
      en: `${a} ${sign} ${b}: WGSL does not convert types implicitly; write ${to}(…) around the ${what}`,
      zh: `${a} ${sign} ${b}：WGSL 不会自动转换类型，请在 ${what} 的外面写上 ${to}(…)`,
    },
    line,
  );
}

/** Refuses divisors that are 0, and the one quotient of constants that is too large. */
function refuseDivision(sign: string, name: ScalarName, a: Value, b: Value, line: number): void {
  if (b.known?.some((each) => Number(each) === 0) === true) {
    throw new ValueError(
      "division-by-zero",
      {
        en: `WGSL refuses ${sign} 0 with integers; check the divisor`,
        zh: `WGSL 不允许整数 ${sign} 0，请检查除数`,
      },
      line,
    );
  }
  const isLowest = name === "i32" && a.known?.some((each) => Number(each) === -(2 ** 31)) === true;
  if (isLowest && b.known?.some((each) => Number(each) === -1) === true) representable(name, 2 ** 31, line);
}

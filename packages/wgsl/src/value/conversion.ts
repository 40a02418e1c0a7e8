import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import { fits } from "../type/convert.ts";
import { layoutOf } from "../type/layout.ts";
import {
  componentOf,
  isFloat,
  isSame,
  nameOfType,
  type ScalarName,
  type Type,
  withComponent,
} from "../type/type.ts";
import { componentwise } from "./operation.ts";
import { representable } from "./representable.ts";
import { constant, type Value } from "./value.ts";

/** A value as the expected type; only abstract values are converted, and those are always known at compile time. */
export function as(given: Value, to: Type, line: number): Value {
  if (given.type === to || isSame(given.type, to)) return given;
  if (!fits(given.type, to) || given.known === undefined) throw unfit(given.type, to, line);
  const names = layoutOf(to);
  const parts = given.known.map((each, i) => representable(names[i]!.name, each, line));
  return constant(to, parts, given.stage);
}

function unfit(from: Type, to: Type, line: number): WgslError {
  const [wanted, given] = [nameOfType(to), nameOfType(from)];
  const plain = to.kind === "scalar" && from.kind !== "scalar" ? part(from) : undefined;
  if (plain !== undefined) {
    return new WgslError(
      "type-mismatch",
      {
        en: `${wanted} is expected here, but this is ${given}; use a part of it, such as ${plain}`,
        zh: `这里需要 ${wanted}，给出的却是 ${given}，请取其中的一部分，如 ${plain}`,
      },
      line,
    );
  }
  const remedy =
    componentOf(to) === undefined || to.kind !== from.kind
      ? (["give such a value", "请给出这种类型的值"] as const)
      : ([`write ${wanted}(…) around it`, `请在外面写上 ${wanted}(…)`] as const);
  return new WgslError(
    "type-mismatch",
    {
      en: `${wanted} is expected here, but this is ${given}; ${remedy[0]}`,
      zh: `这里需要 ${wanted}，给出的却是 ${given}，${remedy[1]}`,
    },
    line,
  );
}

/** How to get one number of a value. */
function part(type: Type): string | undefined {
  if (type.kind === "vector") return ".x";
  if (type.kind === "array" || type.kind === "matrix") return "[i]";
  return type.kind === "struct" ? `.${type.members[0]!.name}` : undefined;
}

/** The largest and the smallest number that both f32 and the integer type can hold. */
const nearest: Readonly<Record<"i32" | "u32", readonly [low: number, high: number]>> = {
  i32: [-(2 ** 31), 2 ** 31 - 128],
  u32: [0, 2 ** 32 - 256],
};

/** From a float to an integer: towards zero, and values out of range become the nearest that f32 has. */
function truncated(to: "i32" | "u32"): (x: number) => number {
  const [low, high] = nearest[to];
  return (x) => (Number.isNaN(x) ? 0 : Math.min(Math.max(Math.trunc(x), low), high));
}

/** `f32(x)` and similar, for a number or each number of a vector. */
export function converted(context: Context, to: ScalarName, given: Value, line: number): Value {
  const type = withComponent(given.type, to);
  const from = componentOf(given.type)!;
  if (given.known !== undefined && from === "abstract-int" && to !== "bool") return as(given, type, line);
  if (from === "abstract-float" && to === "f32") return as(given, type, line);
  const isExact = isFloat(from) && (to === "i32" || to === "u32");
  const numbers = to === "bool" ? (x: number) => Number(x !== 0) : isExact ? truncated(to) : (x: number) => x;
  return componentwise(context, type, [given], { numbers }, line);
}

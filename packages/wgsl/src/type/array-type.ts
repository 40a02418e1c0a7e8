import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import type { Expression, Name } from "../read/syntax.ts";
import { as } from "../value/conversion.ts";
import { value } from "../value/expression.ts";
import { concrete } from "./convert.ts";
import { incomplete } from "./incomplete.ts";
import { holds, isEndless, isInteger, nameOfType, type Type } from "./type.ts";

/** The limit of WGSL compilers. */
const mostElements = 2 ** 31;

/** `array<f32, 8>`, or `array<f32>`, which is as long as its buffer. */
export function arrayType(context: Context, node: Name): Type {
  const [element, length, more] = node.templates!;
  if (element?.kind !== "name" || more !== undefined) throw incomplete(node);
  const of = context.compile.type({ ...context, mayOverride: false }, element);
  if (isEndless(of)) {
    throw new WgslError(
      "type-not-allowed",
      {
        en: `an array cannot hold ${nameOfType(of)}, which has no length; give it one, such as array<f32, 4>`,
        zh: `数组的元素不能是没有长度的 ${nameOfType(of)}，请写明长度，例如 array<f32, 4>`,
      },
      node.line,
    );
  }
  if (holds(of, ({ kind }) => kind === "pointer")) throw holdsPointer(node.line);
  if (length === undefined) return { kind: "array", of, length: null, overridable: false };
  return { kind: "array", of, ...lengthOf(context, length) };
}

function lengthOf(context: Context, node: Expression): { length: number; overridable: boolean } {
  const given = value(context, node);
  const isWhole = given.type.kind === "scalar" && isInteger(given.type.name) && given.known !== undefined;
  const count = isWhole ? as(given, concrete(given.type), node.line).at() : 0;
  const overridable = given.stage === "override";
  if (overridable && !context.mayOverride) {
    throw new WgslError(
      "not-constant",
      {
        en: "an override can only be the length of an array that is itself a var<workgroup>; use const",
        zh: "override 只能用作 var<workgroup> 数组本身的长度，请改用 const",
      },
      node.line,
    );
  }
  if (count > 0 && count < mostElements) return { length: count, overridable };
  throw new WgslError(
    "array-length",
    {
      en: "an array's length must be a whole number of at least 1 that is known at compile time",
      zh: "数组的长度必须是事先已知的整数，至少为 1",
    },
    node.line,
  );
}

const holdsPointer = (line: number): WgslError =>
  new WgslError("type-not-allowed", { en: "an array cannot hold pointers", zh: "数组不能存放指针" }, line);

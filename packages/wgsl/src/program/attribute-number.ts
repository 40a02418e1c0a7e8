import { WgslError } from "../wgsl-error.ts";
import type { Attribute } from "../read/syntax.ts";
import { isInteger } from "../type/type.ts";
import { value } from "../value/expression.ts";
import type { Context } from "./context.ts";

/** The number in an attribute, such as the 2 of `@binding(2)`. */
export function numberIn(context: Context, { name, args, line }: Attribute, at = 0): number | undefined {
  const arg = args?.[at];
  if (arg === undefined) return undefined;
  const given = value(context, arg);
  const isWhole = given.type.kind === "scalar" && isInteger(given.type.name);
  // Only a workgroup's size may be left to the creation of the pipeline.
  const isKnown = given.stage === "const" || (given.stage === "override" && name === "workgroup_size");
  const number = isWhole && isKnown ? given.at() : -1;
  if (number >= 0 && number < 2 ** 31) return number;
  throw new WgslError(
    "not-constant",
    { en: `@${name} takes whole numbers known at compile time`, zh: `@${name} 需要事先已知的整数` },
    line,
  );
}

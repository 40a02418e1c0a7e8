import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import type { Expression } from "../read/syntax.ts";
import { strideOf } from "../type/layout.ts";
import { operand } from "../value/expression.ts";
import { running, type Value } from "../value/value.ts";

/** `arrayLength(&p)`: how many elements the buffer holds. */
export function arrayLength(context: Context, args: readonly Expression[], line: number): Value {
  const given = args.length === 1 ? operand(context, args[0]!) : undefined;
  const of = given?.kind === "pointer" ? given.to : undefined;
  if (
    of === undefined ||
    of.place.store !== "memory" ||
    of.type.kind !== "array" ||
    of.type.length !== null
  ) {
    throw new WgslError(
      "not-a-pointer",
      {
        en: "arrayLength takes the address of an array in a buffer: arrayLength(&p)",
        zh: "arrayLength 需要缓冲区里数组的地址：arrayLength(&p)",
      },
      line,
    );
  }
  const { buffer, word } = of.place;
  const stride = strideOf(of.type);
  return running("u32", () => Math.floor((buffer.memory!.words - word("read")) / stride));
}

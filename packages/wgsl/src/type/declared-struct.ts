import { WgslError } from "../wgsl-error.ts";
import { attribute } from "../program/attribute.ts";
import type { Context } from "../program/context.ts";
import type { Attribute, Field, StructDeclaration } from "../read/syntax.ts";
import { checkBuiltin } from "../program/builtin-value.ts";
import { numberIn } from "../program/attribute-number.ts";
import { alignOf, wordsIn } from "./layout.ts";
import { structOf, type Unplaced } from "./struct-of.ts";
import { holds, isEndless, type StructType, type Type } from "./type.ts";

/** A struct as the program declares it. */
export function declaredStruct(context: Context, { name, members, line }: StructDeclaration): StructType {
  if (members.length === 0)
    throw new WgslError(
      "empty",
      { en: `the struct ${name} has no members`, zh: `结构体 ${name} 没有成员` },
      line,
    );
  const unplaced = members.map((each, i) => memberOf(context, each, i === members.length - 1));
  return structOf(name, unplaced);
}

function memberOf(context: Context, field: Field, isLast: boolean): Unplaced {
  const { name, attributes, line } = field;
  const type = context.compile.type(context, field.type);
  const isArray = type.kind === "array" && isLast;
  if ((isEndless(type) && !isArray) || holds(type, ({ kind }) => kind === "pointer")) {
    throw new WgslError(
      "type-not-allowed",
      {
        en: `${name} cannot be a member here; use numbers, and an array without a length only as the last member`,
        zh: `${name} 不能作为这里的成员；请用数，没有长度的数组只能放在最后`,
      },
      line,
    );
  }
  checkBuiltin(field, type);
  return { name, type, align: alignIn(context, attributes, type), size: sizeIn(context, attributes, type) };
}

/** The alignment that `@align` asks for, in words. */
function alignIn(context: Context, attributes: readonly Attribute[], type: Type): number | undefined {
  const found = attribute(attributes, "align");
  if (found === undefined) return undefined;
  const bytes = numberIn(context, found) ?? 0;
  const least = 4 * alignOf(type);
  if (bytes > 0 && Number.isInteger(Math.log2(bytes)) && bytes % least === 0) return bytes / 4;
  throw new WgslError(
    "out-of-range",
    {
      en: `@align takes a power of two, here at least ${least}`,
      zh: `@align 需要 2 的幂，这里至少为 ${least}`,
    },
    found.line,
  );
}

/** The size that `@size` asks for, in words. */
function sizeIn(context: Context, attributes: readonly Attribute[], type: Type): number | undefined {
  const found = attribute(attributes, "size");
  if (found === undefined) return undefined;
  const bytes = numberIn(context, found) ?? 0;
  const least = 4 * wordsIn(type);
  if (bytes >= least && !isEndless(type)) return Math.ceil(bytes / 4);
  throw new WgslError(
    "out-of-range",
    {
      en: `@size takes a number of bytes, here at least ${least}`,
      zh: `@size 的单位是字节，这里至少为 ${least}`,
    },
    found.line,
  );
}

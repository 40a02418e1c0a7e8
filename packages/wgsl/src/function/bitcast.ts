import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import type { Call } from "../read/syntax.ts";
import { concrete } from "../type/convert.ts";
import { typeOf } from "../type/type-of.ts";
import { componentOf, isSame, nameOfType, type ScalarName, type Type, withComponent } from "../type/type.ts";
import { as } from "../value/conversion.ts";
import { value } from "../value/expression.ts";
import { componentwise } from "../value/operation.ts";
import type { Value } from "../value/value.ts";
import { expectArguments } from "./expect-arguments.ts";

const word = new DataView(new ArrayBuffer(4));

function put(name: ScalarName, x: number): void {
  if (name === "f32") word.setFloat32(0, x);
  else word.setUint32(0, x);
}

const taken = (name: ScalarName): number =>
  name === "f32" ? word.getFloat32(0) : name === "i32" ? word.getInt32(0) : word.getUint32(0);

/** `bitcast<u32>(x)`: the same bits, as numbers of another type. */
export function bitcast(context: Context, { callee, args, line }: Call): Value {
  const [wanted] = callee.templates ?? [];
  if (wanted?.kind !== "name" || callee.templates!.length !== 1) throw form(line);
  const to = typeOf(context, wanted);
  expectArguments(`bitcast<${nameOfType(to)}>`, 1, args.length, line);
  const given = value(context, args[0]!);
  const from = as(given, concrete(given.type), line);
  const [source, target] = [componentOf(from.type), componentOf(to)];
  const isLike = source !== undefined && source !== "bool" && target !== undefined && target !== "bool";
  if (!isLike || from.type.kind === "matrix" || !isSame(to, withComponent(from.type, target)))
    throw noBitcast(from.type, to, line);
  const numbers = (x: number): number => {
    put(source, x);
    return taken(target);
  };
  return componentwise(context, to, [from], { numbers }, line);
}

const form = (line: number): WgslError =>
  new WgslError(
    "syntax",
    { en: "write bitcast like this: bitcast<u32>(x)", zh: "bitcast 要这样写：bitcast<u32>(x)" },
    line,
  );

const noBitcast = (from: Type, to: Type, line: number): WgslError =>
  new WgslError(
    "type-mismatch",
    {
      en: `the bits of ${nameOfType(from)} do not fit ${nameOfType(to)}; use f32, i32 or u32, or vectors of equal length`,
      zh: `${nameOfType(from)} 的位不能当作 ${nameOfType(to)}；请用 f32、i32、u32，或同样长的向量`,
    },
    line,
  );

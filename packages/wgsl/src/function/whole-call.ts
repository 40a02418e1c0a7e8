import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import { nameOfType } from "../type/type.ts";
import type { Value } from "../value/value.ts";
import { bitFieldFunctions } from "./bit-field.ts";
import { choosing } from "./choosing.ts";
import { matrixFunctions } from "./matrix-function.ts";
import { splitFunctions } from "./split.ts";
import { vectorFunctions } from "./vector-function.ts";
import type { WholeFunction } from "./whole-function.ts";

const all: Readonly<Record<string, WholeFunction>> = {
  ...choosing,
  ...vectorFunctions,
  ...matrixFunctions,
  ...bitFieldFunctions,
  ...splitFunctions,
};

export const wholeNames = Object.keys(all);

export const wholeCalled = (name: string): WholeFunction | undefined =>
  Object.hasOwn(all, name) ? all[name] : undefined;

export function wholeCall(
  context: Context,
  name: string,
  { takes, apply }: WholeFunction,
  given: readonly Value[],
  line: number,
): Value {
  const result = apply(context, given, line);
  if (result !== undefined) return result;
  const types = given.map(({ type }) => nameOfType(type)).join(", ");
  throw new WgslError(
    "type-mismatch",
    { en: `${name}(${types}): it takes ${takes}`, zh: `${name}(${types})：它需要的参数是 ${takes}` },
    line,
  );
}

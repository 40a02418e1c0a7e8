import { nearest } from "../function/nearest-name.ts";
import { WgslError } from "../wgsl-error.ts";
import type { Field } from "../read/syntax.ts";
import { isSame, nameOfType, scalar, type Type, vector } from "../type/type.ts";
import { attribute } from "./attribute.ts";
import { unknownFeature } from "./unknown-feature.ts";

/** What an invocation knows about its position. */
const builtinValues = {
  global_invocation_id: vector(3, "u32"),
  local_invocation_id: vector(3, "u32"),
  workgroup_id: vector(3, "u32"),
  num_workgroups: vector(3, "u32"),
  local_invocation_index: scalar("u32"),
} as const;

export type BuiltinName = keyof typeof builtinValues;

const isKnown = (name: string): name is BuiltinName => Object.hasOwn(builtinValues, name);

const nameIn = ({ attributes }: Field): string => {
  const [arg] = attribute(attributes, "builtin")?.args ?? [];
  return arg?.kind === "name" ? arg.name : "";
};

/** The built-in value of a parameter or struct member. */
export function builtinOf(field: Field, type: Type): BuiltinName {
  const name = nameIn(field);
  if (/^subgroup|^num_subgroups$|_index$/.test(name) && !isKnown(name))
    throw unknownFeature(`@builtin(${name})`, field.line);
  if (!isKnown(name)) throw attributeNeeded(field);
  checkBuiltin(field, type);
  return name;
}

/** Refuses `@builtin(…)` on a declaration of another type. */
export function checkBuiltin(field: Field, type: Type): void {
  const name = nameIn(field);
  if (!isKnown(name) || isSame(builtinValues[name], type)) return;
  const wanted = nameOfType(builtinValues[name]);
  throw new WgslError(
    "type-mismatch",
    {
      en: `${name} is a ${wanted}, not ${nameOfType(type)}; write ${field.name}: ${wanted}`,
      zh: `${name} 的类型是 ${wanted}，不是 ${nameOfType(type)}；请写 ${field.name}: ${wanted}`,
    },
    field.line,
  );
}

export function attributeNeeded(field: Field): WgslError {
  const { name, line } = field;
  const near = nearest(nameIn(field), Object.keys(builtinValues)) ?? "global_invocation_id";
  return new WgslError(
    "missing-attribute",
    {
      en: `${name} needs an attribute that identifies it: @builtin(${near}) ${name}: ${nameOfType(builtinValues[near as BuiltinName])}`,
      zh: `${name} 前面要用属性说明它是什么：@builtin(${near}) ${name}: ${nameOfType(builtinValues[near as BuiltinName])}`,
    },
    line,
  );
}

import { isAbstractName, isSame, type ScalarName, type Type } from "./type.ts";

/** The default type of a number of an abstract type. */
const concreteName = (name: ScalarName): ScalarName =>
  name === "abstract-int" ? "i32" : name === "abstract-float" ? "f32" : name;

/** Whether a number of one type is accepted, unconverted, as another. */
const nameFits = (from: ScalarName, to: ScalarName): boolean =>
  from === to || (from === "abstract-int" && to !== "bool") || (from === "abstract-float" && to === "f32");

/** Whether a value of one type is accepted as another: only abstract types convert implicitly. */
export function fits(from: Type, to: Type): boolean {
  if (from.kind === "scalar" && to.kind === "scalar") return nameFits(from.name, to.name);
  if (from.kind === "vector" && to.kind === "vector")
    return from.size === to.size && nameFits(from.of, to.of);
  if (from.kind === "matrix" && to.kind === "matrix")
    return from.columns === to.columns && from.rows === to.rows && nameFits(from.of, to.of);
  if (from.kind === "array" && to.kind === "array" && isAbstract(from))
    return from.length === to.length && fits(from.of, to.of);
  return isSame(from, to);
}

function isAbstract(type: Type): boolean {
  if (type.kind === "scalar") return isAbstractName(type.name);
  if (type.kind === "vector" || type.kind === "matrix") return isAbstractName(type.of);
  return type.kind === "array" && isAbstract(type.of);
}

/** The default type of a value of an abstract type. */
export function concrete(type: Type): Type {
  if (!isAbstract(type)) return type;
  if (type.kind === "scalar") return { ...type, name: concreteName(type.name) };
  if (type.kind === "vector") return { ...type, of: concreteName(type.of) };
  if (type.kind === "matrix") return { ...type, of: "f32" };
  return type.kind === "array" ? { ...type, of: concrete(type.of) } : type;
}

/** The type that fits them all. */
export const common = (types: readonly Type[]): Type | undefined =>
  types.find((to) => types.every((from) => fits(from, to)));

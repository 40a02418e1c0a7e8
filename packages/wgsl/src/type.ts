import { WgslError } from "./wgsl-error.ts";

/** A number's or a truth value's type. Literals without a suffix are abstract until they meet a concrete type. */
export type Scalar = "f32" | "i32" | "u32" | "bool" | "abstract-int" | "abstract-float";

export interface StructMember {
  readonly name: string;
  readonly type: Type;
  /** In words of four bytes, from the struct's beginning. */
  readonly offset: number;
}

export type Type =
  | { readonly kind: "scalar"; readonly name: Scalar }
  /** `vec3<u32>`, the type of an invocation's place. */
  | { readonly kind: "place" }
  /** Without a length, an array is as long as its buffer allows. */
  | { readonly kind: "array"; readonly of: Type; readonly length: number | null }
  | { readonly kind: "struct"; readonly name: string; readonly members: readonly StructMember[] };

export const scalar = (name: Scalar): Type => ({ kind: "scalar", name });

export function nameOfType(type: Type): string {
  if (type.kind === "scalar") return type.name;
  if (type.kind === "place") return "vec3<u32>";
  if (type.kind === "struct") return type.name;
  return `array<${nameOfType(type.of)}${type.length === null ? "" : `, ${type.length}`}>`;
}

/** Words of four bytes that a value takes in memory; an array without a length counts as none. */
export function wordsIn(type: Type): number {
  if (type.kind === "array") return (type.length ?? 0) * wordsIn(type.of);
  if (type.kind === "struct") return type.members.reduce((sum, member) => sum + wordsIn(member.type), 0);
  return type.kind === "place" ? 3 : 1;
}

export const isAbstract = (name: Scalar): boolean => name.startsWith("abstract");
export const isInteger = (name: Scalar): boolean =>
  name === "i32" || name === "u32" || name === "abstract-int";
export const isFloat = (name: Scalar): boolean => name === "f32" || name === "abstract-float";

/** What a number becomes when it is stored as a type. */
export const rounded: Readonly<Record<Scalar, (x: number) => number>> = {
  f32: Math.fround,
  i32: (x) => x | 0,
  u32: (x) => x >>> 0,
  bool: Number,
  "abstract-int": Math.trunc,
  "abstract-float": Number,
};

/** The type that a value of an abstract type has where nothing else is asked. */
export const concrete = (name: Scalar): Scalar =>
  name === "abstract-int" ? "i32" : name === "abstract-float" ? "f32" : name;

/** Whether a value of one type may stand, unconverted, where another is wanted. */
export const fits = (from: Scalar, to: Scalar): boolean =>
  from === to || (from === "abstract-int" && to !== "bool") || (from === "abstract-float" && to === "f32");

/** The one type of two operands. */
export function common(a: Scalar, b: Scalar, sign: string, line: number): Scalar {
  if (fits(a, b)) return b;
  if (fits(b, a)) return a;
  const [to, other] = [a, b].includes("f32") ? ["f32", a === "f32" ? b : a] : [concrete(a), concrete(b)];
  throw new WgslError(
    `${a} ${sign} ${b}: WGSL converts nothing by itself; write ${to}(…) around the ${other}`,
    `${a} ${sign} ${b}：WGSL 不会自动转换类型，请在 ${other} 的外面写上 ${to}(…)`,
    line,
  );
}

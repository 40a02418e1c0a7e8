import { nearest } from "../function/nearest-name.ts";
import { WgslError } from "../wgsl-error.ts";
import { type Context, lookUp } from "../program/context.ts";
import { isUnknownType, unknownFeature } from "../program/unknown-feature.ts";
import type { Name } from "../read/syntax.ts";
import { arrayType } from "./array-type.ts";
import { declaredStruct } from "./declared-struct.ts";
import { incomplete } from "./incomplete.ts";
import { pointerType } from "./pointer-type.ts";
import { matrix, nameOfType, scalar, type Type, vector } from "./type.ts";

const scalars = ["f32", "i32", "u32", "bool"] as const;
const letters = { f: "f32", i: "i32", u: "u32" } as const;

/** The type that a program names. */
export function typeOf(context: Context, node: Name): Type {
  const found = typeNamed(context, node);
  if (found !== undefined) return found;
  if (/^(?:array|vec[234]|mat[234]x[234]|atomic|ptr)$/.test(node.name)) throw incomplete(node);
  if (isUnknownType(node.name)) throw unknownFeature(node.name, node.line);
  throw unknownType(context, node);
}

/** The type that a name stands for; `undefined` if it is not a type, or lacks its `< >`. */
export function typeNamed(context: Context, node: Name): Type | undefined {
  const { name, templates, line } = node;
  if (lookUp(context, name) !== undefined) throw isNoType(name, line);
  const own = ownType(context, node);
  if (own !== undefined) return own;
  if (context.module.functions.some((each) => each.name === name)) return undefined;
  const plain = plainType(name);
  if (plain !== undefined && templates !== null) throw takesNothing(name, line);
  if (plain !== undefined || templates === null) return plain;
  if (/^vec[234]$/.test(name)) return vector(Number(name[3]), componentIn(context, node));
  if (/^mat[234]x[234]$/.test(name)) return matrixOf(context, node);
  if (name === "array") return arrayType(context, node);
  if (name === "atomic") return atomicType(context, node);
  return name === "ptr" ? pointerType(context, node) : undefined;
}

/** A struct or an alias of the program. */
function ownType(context: Context, { name, templates, line }: Name): Type | undefined {
  const { structs, aliases } = context.module;
  const declared = structs.find((each) => each.name === name);
  const alias = aliases.find((each) => each.name === name);
  if (declared === undefined && alias === undefined) return undefined;
  if (templates !== null) throw takesNothing(name, line);
  const made = context.types.get(name);
  if (made === "begun") throw containsItself(name, declared !== undefined, line);
  if (made !== undefined) return made;
  context.types.set(name, "begun");
  const outside = { ...context, scopes: context.scopes.slice(0, 1), mayOverride: false };
  const type =
    alias === undefined
      ? declaredStruct(outside, declared!)
      : typeOf({ ...outside, mayOverride: true }, alias.type);
  context.types.set(name, type);
  return type;
}

/** `f32`, `vec3f`, `mat4x4f` */
function plainType(name: string): Type | undefined {
  const found = scalars.find((each) => each === name);
  if (found !== undefined) return scalar(found);
  const [, size, of] = /^vec([234])([fiu])$/.exec(name) ?? [];
  if (of !== undefined) return vector(Number(size), letters[of as keyof typeof letters]);
  const [, columns, rows] = /^mat([234])x([234])f$/.exec(name) ?? [];
  return rows === undefined ? undefined : matrix(Number(columns), Number(rows));
}

/** The one type in `< >`, which must be a number's or a truth value's. */
function componentIn(context: Context, node: Name): (typeof scalars)[number] {
  const type = onlyType(context, node);
  if (type.kind === "scalar") return type.name as (typeof scalars)[number];
  throw new WgslError(
    "type-not-allowed",
    {
      en: `${node.name} holds f32, i32, u32 or bool, not ${nameOfType(type)}`,
      zh: `${node.name} 的元素只能是 f32、i32、u32 或 bool，不能是 ${nameOfType(type)}`,
    },
    node.line,
  );
}

function onlyType(context: Context, node: Name): Type {
  const [only, more] = node.templates!;
  if (only?.kind === "name" && more === undefined) return typeOf(context, only);
  throw incomplete(node);
}

function matrixOf(context: Context, node: Name): Type {
  const of = componentIn(context, node);
  if (of === "f32") return matrix(Number(node.name[3]), Number(node.name[5]));
  throw new WgslError(
    "type-not-allowed",
    {
      en: `a matrix holds f32, not ${of}; write ${node.name}<f32>`,
      zh: `矩阵的元素只能是 f32，不能是 ${of}，请写 ${node.name}<f32>`,
    },
    node.line,
  );
}

function atomicType(context: Context, node: Name): Type {
  const of = onlyType(context, node);
  if (of.kind === "scalar" && (of.name === "i32" || of.name === "u32"))
    return { kind: "atomic", of: of.name };
  throw new WgslError(
    "type-not-allowed",
    {
      en: `an atomic must be atomic<i32> or atomic<u32>, not atomic<${nameOfType(of)}>`,
      zh: `原子类型只有 atomic<i32> 和 atomic<u32>，没有 atomic<${nameOfType(of)}>`,
    },
    node.line,
  );
}

const takesNothing = (name: string, line: number): WgslError =>
  new WgslError(
    "type-arguments",
    { en: `${name} takes nothing in < >; remove it`, zh: `${name} 后面不能有 < >，请删去` },
    line,
  );

const containsItself = (name: string, isStruct: boolean, line: number): WgslError =>
  isStruct
    ? new WgslError(
        "cycle",
        {
          en: `the struct ${name} contains itself, which WGSL forbids`,
          zh: `结构体 ${name} 包含了自己，WGSL 不允许`,
        },
        line,
      )
    : new WgslError(
        "cycle",
        { en: `the alias ${name} stands for itself`, zh: `别名 ${name} 指向了它自己` },
        line,
      );

function unknownType({ module }: Context, { name, line }: Name): WgslError {
  if (module.functions.some((each) => each.name === name)) return isNoType(name, line);
  const own = [...module.structs, ...module.aliases].map((each) => each.name);
  const near = nearest(name, [...own, ...scalars]);
  return new WgslError(
    "unknown-type",
    {
      en: `there is no type ${name}; ${near === undefined ? "" : `did you mean ${near}? `}check its spelling, or declare it: struct ${name} { … } (WGSL has f32, i32, u32, bool, vec3<f32>, mat2x2<f32>, array<f32, 4>, atomic<u32>)`,
      zh: `没有类型 ${name}，${near === undefined ? "" : `是不是想写 ${near}？`}请检查拼写，或先声明：struct ${name} { … }（WGSL 自带 f32、i32、u32、bool、vec3<f32>、mat2x2<f32>、array<f32, 4>、atomic<u32>）`,
    },
    line,
  );
}

/** The error for a type name that the program uses for something else. */
const isNoType = (name: string, line: number): WgslError =>
  new WgslError(
    "not-a-type",
    {
      en: `${name} is the name of something else in this program, so it is not a type here; rename that`,
      zh: `${name} 在这个程序里是别的东西的名称，不能当作类型，请给那个东西换个名称`,
    },
    line,
  );

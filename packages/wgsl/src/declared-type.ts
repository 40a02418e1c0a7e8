import type { StructDeclaration, TypeName } from "./syntax.ts";
import { nameOfType, scalar, type StructMember, type Type, wordsIn } from "./type.ts";
import { isUnknownFunction, unknownFeature } from "./unknown-feature.ts";
import { WgslError } from "./wgsl-error.ts";

/**
 * What the names of types stand for in a program, in whatever order it declares them; `lengthOf` knows a length that is
 * written as a constant, `isTaken` a name that the program gave to something else.
 */
export function declaredTypes(
  structs: readonly StructDeclaration[],
  lengthOf: (name: TypeName) => number | null,
  isTaken: (name: string) => boolean,
): (name: TypeName) => Type {
  const known = new Map<string, Type | "begun">();
  const typeOf = (written: TypeName): Type => {
    const { name, of, length, line } = written;
    const declared = structs.find((each) => each.name === name);
    if (declared !== undefined) return structOf(declared, line);
    if (isTaken(name)) throw isNoType(name, line);
    if (["f32", "i32", "u32", "bool", "vec3u"].includes(name) && of.length > 0) {
      throw new WgslError(`${name} takes nothing in < >; remove it`, `${name} 后面不能有 < >，请删去`, line);
    }
    if (name === "f32" || name === "i32" || name === "u32" || name === "bool") return scalar(name);
    if (name === "vec3u" || (name === "vec3" && of[0]?.name === "u32" && length === null))
      return { kind: "place" };
    if (name === "array" && of[0] !== undefined) {
      const element = typeOf(of[0]);
      if (element.kind === "place") throw unknownFeature("vectors", line);
      if (!isEndless(element)) return { kind: "array", of: element, length: lengthOf(written) };
      throw new WgslError(
        `an array cannot hold ${nameOfType(element)}, which has no length; give it one, such as array<f32, 4>`,
        `数组的元素不能是没有长度的 ${nameOfType(element)}，请写明长度，例如 array<f32, 4>`,
        line,
      );
    }
    if (isUnknownFunction(name)) throw unknownFeature(name, line);
    throw unknownType(name, line);
  };
  function structOf({ name, members, line }: StructDeclaration, used: number): Type {
    const made = known.get(name);
    if (made === "begun")
      throw new WgslError(
        `the struct ${name} contains itself, which WGSL forbids`,
        `结构体 ${name} 包含了自己，WGSL 不允许`,
        used,
      );
    if (made !== undefined) return made;
    if (members.length === 0)
      throw new WgslError(`the struct ${name} has no members`, `结构体 ${name} 没有成员`, line);
    known.set(name, "begun");
    const found: StructMember[] = [];
    let offset = 0;
    for (const [i, member] of members.entries()) {
      const type = typeOf(member.type);
      if (type.kind === "place") throw unknownFeature("vectors", member.line);
      if (isEndless(type) && (type.kind !== "array" || i < members.length - 1)) {
        throw new WgslError(
          `${member.name} cannot be a member here; use numbers, and an array without a length only as the last`,
          `${member.name} 不能作为这里的成员；请用数，没有长度的数组只能放在最后`,
          member.line,
        );
      }
      found.push({ name: member.name, type, offset });
      offset += wordsIn(type);
    }
    const type: Type = { kind: "struct", name, members: found };
    known.set(name, type);
    return type;
  }
  return typeOf;
}

/** Whether a type is as long as its buffer allows. */
const isEndless = (type: Type): boolean =>
  type.kind === "array"
    ? type.length === null
    : type.kind === "struct" && type.members.some((each) => isEndless(each.type));

const unknownType = (name: string, line: number): WgslError =>
  new WgslError(
    `the course's interpreter does not know the type ${name}; it knows f32, i32, u32, bool, array<…> of these, structs, and vec3<u32> for an invocation's place`,
    `本课程的解释器不支持类型 ${name}；它认识 f32、i32、u32、bool、由它们组成的 array<…>、结构体，以及表示调用位置的 vec3<u32>`,
    line,
  );

/** The complaint about a type's name that a program gave to something else. */
export const isNoType = (name: string, line: number): WgslError =>
  new WgslError(
    `${name} names something else in this program, so it is no type here; rename that`,
    `${name} 在这个程序里是别的东西的名称，不能当作类型，请给那个东西换个名称`,
    line,
  );

import { fault } from "./compiler.ts";
import type { StructDeclaration, TypeName } from "./syntax.ts";
import { scalar, type StructMember, type Type, wordsIn } from "./type.ts";

/** What the names of types stand for in a program; `lengthOf` knows a length that is written as a constant. */
export function declaredTypes(
  structs: readonly StructDeclaration[],
  lengthOf: (name: TypeName) => number | null,
): (name: TypeName) => Type {
  const known = new Map<string, Type>();
  const typeOf = (written: TypeName): Type => {
    const { name, of, line } = written;
    if (name === "f32" || name === "i32" || name === "u32" || name === "bool") return scalar(name);
    if (name === "vec3u" || (name === "vec3" && of[0]?.name === "u32")) return { kind: "place" };
    const struct = known.get(name);
    if (struct !== undefined) return struct;
    if (name === "array" && of[0] !== undefined) {
      const element = typeOf(of[0]);
      if (
        element.kind === "scalar" ||
        element.kind === "struct" ||
        (element.kind === "array" && element.length !== null)
      )
        return { kind: "array", of: element, length: lengthOf(written) };
    }
    throw fault(
      `the course's interpreter does not know the type ${name}; it knows f32, i32, u32, bool, array<…> of these, structs, and vec3<u32> for an invocation's place`,
      `本课程的解释器不认识类型 ${name}；它认识 f32、i32、u32、bool、由它们组成的 array<…>、结构体，以及表示调用位置的 vec3<u32>`,
      line,
    );
  };
  for (const { name, members, line } of structs) {
    const found: StructMember[] = [];
    let offset = 0;
    for (const [i, member] of members.entries()) {
      const type = typeOf(member.type);
      if (
        type.kind === "place" ||
        (type.kind === "array" && type.length === null && i < members.length - 1)
      ) {
        throw fault(
          `${member.name} cannot be a member here; use numbers, and an array without a length only as the last`,
          `${member.name} 不能作为这里的成员；请用数，没有长度的数组只能放在最后`,
          member.line,
        );
      }
      found.push({ name: member.name, type, offset });
      offset += wordsIn(type);
    }
    if (found.length === 0) throw fault(`the struct ${name} has no members`, `结构体 ${name} 没有成员`, line);
    known.set(name, { kind: "struct", name, members: found });
  }
  return typeOf;
}

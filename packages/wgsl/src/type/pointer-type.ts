import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import type { Name } from "../read/syntax.ts";
import { holds, isEndless, nameOfType, type PointerType, type Space } from "./type.ts";

const spaces: readonly Space[] = ["function", "private", "workgroup", "storage", "uniform"];

/** `ptr<function, f32>`, or `ptr<storage, array<f32>, read_write>` */
export function pointerType(context: Context, { templates, line }: Name): PointerType {
  const [first, to, rights, more] = templates!;
  const space = spaces.find((each) => first?.kind === "name" && each === first.name);
  const given = rights?.kind === "name" ? rights.name : undefined;
  const isRight =
    rights === undefined || (space === "storage" && (given === "read" || given === "read_write"));
  if (space === undefined || to?.kind !== "name" || more !== undefined || !isRight) {
    throw new WgslError(
      "type-arguments",
      {
        en: "write a pointer's type like this: ptr<function, f32>, or ptr<storage, array<f32>, read_write>",
        zh: "指针类型要这样写：ptr<function, f32>，或 ptr<storage, array<f32>, read_write>",
      },
      line,
    );
  }
  const pointed = context.compile.type(context, to);
  const isShared = space === "storage" || space === "workgroup";
  const isEndlessElsewhere = isEndless(pointed) && space !== "storage";
  if (isEndlessElsewhere || (!isShared && holds(pointed, ({ kind }) => kind === "atomic"))) {
    throw new WgslError(
      "type-not-allowed",
      {
        en: `${nameOfType(pointed)} cannot be in ${space}; use its own address space`,
        zh: `${space} 里不会有 ${nameOfType(pointed)}，请指向它所在的地方`,
      },
      line,
    );
  }
  const isRead = space === "uniform" || (space === "storage" && given !== "read_write");
  return { kind: "pointer", space, to: pointed, rights: isRead ? "read" : "read_write" };
}

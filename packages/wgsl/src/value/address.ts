import { WgslError } from "../wgsl-error.ts";
import type { Operand, Reference } from "./value.ts";

/** `&x` */
export function addressOf(given: Operand, line: number): Operand {
  if (given.kind === "reference" && !isFixed(given) && !given.isComponent)
    return { kind: "pointer", to: given };
  const isComponent = given.kind === "reference" && given.isComponent;
  throw new WgslError(
    "no-address",
    {
      en: isComponent
        ? "a component of a vector has no address; use the whole vector's"
        : "only a variable or a part of one has an address; declare it with var",
      zh: isComponent
        ? "向量的分量没有地址，请取整个向量的地址"
        : "只有变量或它的一部分才有地址，请用 var 声明",
    },
    line,
  );
}

/** `let` and parameters are stored like variables, but they are values. */
const isFixed = ({ space, rights }: Reference): boolean => space === "function" && rights === "read";

/** `*p` */
export function pointedAt(given: Operand, line: number): Reference {
  if (given.kind === "pointer") return given.to;
  throw new WgslError(
    "not-a-pointer",
    {
      en: "* reads the target of a pointer, but this is not a pointer; remove the *",
      zh: "* 用来读取指针指向的内容，而这不是指针，请去掉 *",
    },
    line,
  );
}

/** `p.x` and `p[i]` mean `(*p).x` and `(*p)[i]`. */
export const followed = (given: Operand): Exclude<Operand, { kind: "pointer" }> =>
  given.kind === "pointer" ? given.to : given;

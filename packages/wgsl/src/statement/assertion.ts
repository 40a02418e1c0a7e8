import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import type { Assertion } from "../read/syntax.ts";
import { scalar } from "../type/type.ts";
import { valueAs } from "../value/expression.ts";

/** `const_assert n > 0;` is checked when the program is read. */
export function checkAssertion(context: Context, { condition, line }: Assertion): void {
  const given = valueAs(context, condition, scalar("bool"));
  if (given.stage !== "const") {
    throw new WgslError(
      "not-constant",
      {
        en: "const_assert takes an expression known at compile time; use numbers and const",
        zh: "const_assert 的条件必须事先已知，只能用数和 const",
      },
      line,
    );
  }
  if (given.at() === 1) return;
  throw new WgslError(
    "assertion-failed",
    {
      en: "this const_assert does not hold; check its constants",
      zh: "这条 const_assert 不成立，请检查其中的常量",
    },
    line,
  );
}

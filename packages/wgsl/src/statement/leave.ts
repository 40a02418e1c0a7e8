import { WgslError } from "../wgsl-error.ts";
import type { Statement } from "../read/syntax.ts";
import { nameOfType } from "../type/type.ts";
import { valueAs } from "../value/expression.ts";
import { after } from "./after.ts";
import type { Run } from "./outcome.ts";
import type { Place } from "./place.ts";

/** `return`, with the function's value. */
export function leave(
  { context, result, returns }: Place,
  { value: given, line }: Statement & { kind: "return" },
): Run {
  if (!returns) {
    throw new WgslError(
      "misplaced-statement",
      {
        en: "return cannot leave continuing; move it into the loop",
        zh: "return 不能离开 continuing，请移到循环体里",
      },
      line,
    );
  }
  if (given === null) {
    if (result === null) return () => "return";
    throw new WgslError(
      "return-mismatch",
      {
        en: `this function returns ${nameOfType(result)}; write return with a value`,
        zh: `这个函数要返回 ${nameOfType(result)}，请在 return 后面写上值`,
      },
      line,
    );
  }
  if (result === null) {
    throw new WgslError(
      "return-mismatch",
      { en: "this function returns nothing; write return;", zh: "这个函数没有返回值，请只写 return;" },
      line,
    );
  }
  const found = valueAs(context, given, result);
  const { parts } = found;
  const { machine } = context;
  return after(found, () => {
    machine.result = parts();
    return "return";
  });
}

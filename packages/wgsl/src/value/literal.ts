import { WgslError } from "../wgsl-error.ts";
import { scalar, type ScalarName } from "../type/type.ts";
import { hexadecimalFloat } from "./hexadecimal-float.ts";
import { checkedConstant } from "./representable.ts";
import { constant, type Value } from "./value.ts";

const suffixes: Readonly<Record<string, ScalarName>> = { i: "i32", u: "u32", f: "f32" };

/** A number literal, such as `64u`. */
export function literal(text: string, line: number): Value {
  const isHexadecimal = /^0x/i.test(text);
  const isFraction = isHexadecimal ? /[.p]/i.test(text) : /[.e]/i.test(text);
  const suffix =
    (isHexadecimal && !/p/i.test(text) ? (isFraction ? /h$/ : /[iu]$/) : /[iufh]$/).exec(text)?.[0] ?? "";
  const digits = suffix === "" ? text : text.slice(0, -1);
  if (suffix === "h") {
    throw new WgslError(
      "unsupported",
      { en: "f16 is not used in this course; write f", zh: "本课程不用 f16，请改用后缀 f" },
      line,
    );
  }
  if (isHexadecimal && isFraction) {
    const type = scalar(suffixes[suffix] ?? "abstract-float");
    return constant(type, [hexadecimalFloat(digits, type.name, line)]);
  }
  const isWhole = suffix !== "f" && !isFraction;
  if (isWhole && /^0\d/.test(digits)) {
    throw new WgslError(
      "invalid-literal",
      {
        en: `${text} begins with 0, which WGSL refuses; remove the 0`,
        zh: `${text} 以 0 开头，WGSL 不允许，请去掉开头的 0`,
      },
      line,
    );
  }
  const name = suffixes[suffix] ?? (isWhole ? "abstract-int" : "abstract-float");
  return checkedConstant(scalar(name), [isWhole ? BigInt(digits) : Number(digits)], "const", line);
}

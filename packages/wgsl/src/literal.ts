import type { Value } from "./compiler.ts";
import { constant, representable } from "./constant.ts";
import type { Scalar } from "./type.ts";
import { unknownFeature } from "./unknown-feature.ts";
import { WgslError } from "./wgsl-error.ts";

const suffixes: Readonly<Record<string, Scalar>> = { i: "i32", u: "u32", f: "f32" };

/** A number as it is written, such as `64u`. */
export function literal(text: string, line: number): Value {
  const hexadecimal = /^0x/i.test(text);
  if (hexadecimal && /[.p]/i.test(text))
    throw unknownFeature("hexadecimal numbers with a point or a p", line);
  const suffix = (hexadecimal ? /[iu]$/ : /[iufh]$/).exec(text)?.[0] ?? "";
  const digits = suffix === "" ? text : text.slice(0, -1);
  if (suffix === "h") {
    throw new WgslError("f16 is not used in this course; write f", "本课程不用 f16，请改用后缀 f", line);
  }
  const whole = suffix !== "f" && (/^\d+$/.test(digits) || hexadecimal);
  if (whole && /^0\d/.test(digits)) {
    throw new WgslError(
      `${text} begins with 0, which WGSL refuses; remove the 0`,
      `${text} 以 0 开头，WGSL 不允许，请去掉开头的 0`,
      line,
    );
  }
  // The largest numbers of 64 bits lie between two of JavaScript's.
  if (whole && suffix === "" && BigInt(digits) < 2n ** 63n) return constant("abstract-int", Number(digits));
  return representable(suffixes[suffix] ?? (whole ? "abstract-int" : "abstract-float"), Number(digits), line);
}

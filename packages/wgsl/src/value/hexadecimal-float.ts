import type { ScalarName } from "../type/type.ts";
import { WgslError } from "../wgsl-error.ts";
import { ValueError } from "./value-error.ts";

const form = /^0x([\da-f]*)\.?([\da-f]*)(?:p([+-]?\d+))?$/i;

/**
 * The value of `0x1.8p3`: hexadecimal digits, times a power of two.
 *
 * @throws ValueError if it overflows, or f32 would have to round it.
 */
export function hexadecimalFloat(text: string, type: ScalarName, line: number): number {
  const [, whole = "", rest = "", power = "0"] = form.exec(text)!;
  if (whole + rest === "") {
    throw new WgslError(
      "invalid-literal",
      { en: `${text} has no digits; write some after 0x`, zh: `${text} 没有数字，请在 0x 后面写上` },
      line,
    );
  }
  const digits = BigInt(`0x0${whole}${rest}`);
  const value = scaled(digits, Number(power) - 4 * rest.length);
  if (Number.isFinite(value) && (type !== "f32" || Math.fround(value) === value)) return value;
  const name = type === "f32" ? "f32" : "f64";
  throw new ValueError(
    "not-representable",
    {
      en: `${name} cannot hold ${text} exactly and does not round it; write it in decimal`,
      zh: `${name} 无法精确表示 ${text}，也不会舍入，请写成十进制`,
    },
    line,
  );
}

/** `digits · 2 ** power`, in two steps: the power alone may be too large for a number, or too small. */
function scaled(digits: bigint, power: number): number {
  if (digits === 0n) return 0;
  const half = Math.trunc(power / 2);
  return Number(digits) * 2 ** half * 2 ** (power - half);
}

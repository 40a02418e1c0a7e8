import type { ScalarName } from "../type/type.ts";
import { ValueError } from "./value-error.ts";

const form = /^0x([\da-f]*)\.?([\da-f]*)(?:p([+-]?\d+))?$/i;

/**
 * The value of `0x1.8p3`: hexadecimal digits, times a power of two.
 *
 * @throws ValueError where its type would have to round it.
 */
export function hexadecimalFloat(text: string, type: ScalarName, line: number): number {
  const [, whole = "", rest = "", power = "0"] = form.exec(text)!;
  const digits = BigInt(`0x0${whole}${rest}`);
  const value = scaled(digits, Number(power) - 4 * rest.length);
  const stored = type === "f32" ? Math.fround(value ?? NaN) : value;
  if (value !== undefined && stored === value) return value;
  const name = type === "f32" ? "f32" : "f64";
  throw new ValueError(
    `${text} is not exactly a number that ${name} has, as a hexadecimal number must be; write it in decimal`,
    `${name} 无法精确表示 ${text}，而十六进制数必须能精确表示，请写成十进制`,
    line,
  );
}

/** `digits · 2 ** power`, if a number of JavaScript is exactly that. */
function scaled(digits: bigint, power: number): number | undefined {
  if (digits === 0n) return 0;
  let [whole, exponent] = [digits, power];
  while (whole % 2n === 0n) {
    whole /= 2n;
    exponent++;
  }
  const bits = whole.toString(2).length;
  if (bits > 53 || bits + exponent > 1024 || exponent < -1074) return undefined;
  // In two steps, for 2 ** -1074 alone may be too small, or too large, for one.
  const half = Math.trunc(exponent / 2);
  return Number(whole) * 2 ** half * 2 ** (exponent - half);
}

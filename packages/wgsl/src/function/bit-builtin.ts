import type { ScalarName } from "../type/type.ts";
import type { Builtin } from "./builtin.ts";

const integers: readonly ScalarName[] = ["i32", "u32"];
const of = (numbers: Builtin["numbers"]): Builtin => ({ takes: 1, over: integers, numbers });

const ones = (x: number): number => {
  let count = 0;
  for (let rest = x >>> 0; rest !== 0; rest >>>= 1) count += rest & 1;
  return count;
};

const reversed = (x: number): number => {
  let result = 0;
  for (let i = 0; i < 32; i++) result |= ((x >>> i) & 1) << (31 - i);
  return result;
};

const trailing = (x: number): number => (x === 0 ? 32 : 31 - Math.clz32(x & -x));

/** The functions that inspect the bits of integers. */
export const bitBuiltins: Readonly<Record<string, Builtin>> = {
  countLeadingZeros: of((x) => Math.clz32(x)),
  countOneBits: of(ones),
  countTrailingZeros: of(trailing),
  firstTrailingBit: of((x) => (x === 0 ? -1 : trailing(x))),
  // For a negative number, the first bit that is not a copy of the sign; only an i32 can be below 0.
  firstLeadingBit: of((x) => 31 - Math.clz32(x < 0 ? ~x : x)),
  reverseBits: of(reversed),
};

import type { ScalarName } from "../type/type.ts";
import type { Formula } from "./operation.ts";

type Numbers = (a: number, b: number) => number;

const floats: Readonly<Record<string, Numbers>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};

const bits: Readonly<Record<string, Numbers>> = {
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "^": (a, b) => a ^ b,
};

/** Where integers differ: 64-bit products, and division by 0, which gives the dividend. */
const integers: Readonly<Record<string, Numbers>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": Math.imul,
  "/": (a, b) => (b === 0 ? a : Math.trunc(a / b)),
  "%": (a, b) => (b === 0 ? 0 : a % b),
  ...bits,
};

/** Constants without a type have 64 bits. */
const exact: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "^": (a, b) => a ^ b,
};

/** How `a sign b` is computed for numbers of a type; `undefined` if they do not combine. */
export function formulaOf(sign: string, name: ScalarName): Formula | undefined {
  if (name === "bool") return sign === "&" || sign === "|" ? { numbers: bits[sign]! } : undefined;
  if (name === "f32" || name === "abstract-float") {
    const numbers = floats[sign];
    return numbers && { numbers };
  }
  const numbers = integers[sign];
  if (numbers === undefined) return undefined;
  return name === "abstract-int" ? { numbers, exact: exact[sign]! } : { numbers };
}

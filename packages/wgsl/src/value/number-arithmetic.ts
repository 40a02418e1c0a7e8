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

/** Where a whole number's way differs: products of 64 bits, a quotient by 0 that is the dividend. */
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

/** How `a sign b` is computed for numbers of a type; `undefined` where they do not go together. */
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

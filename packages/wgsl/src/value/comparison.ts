/** Comparisons of two numbers: 1 if they hold. */
export const comparisons: Readonly<Record<string, (a: number, b: number) => number>> = {
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "<": (a, b) => Number(a < b),
  ">": (a, b) => Number(a > b),
  "<=": (a, b) => Number(a <= b),
  ">=": (a, b) => Number(a >= b),
};

/** The same for whole numbers of 64 bits. */
export const exactComparisons: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  "==": (a, b) => BigInt(a === b),
  "!=": (a, b) => BigInt(a !== b),
  "<": (a, b) => BigInt(a < b),
  ">": (a, b) => BigInt(a > b),
  "<=": (a, b) => BigInt(a <= b),
  ">=": (a, b) => BigInt(a >= b),
};

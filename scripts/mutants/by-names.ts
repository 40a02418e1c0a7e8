import type { Mutant } from "./mutant.ts";

/** Names that are easily confused: an algebra's calls, and its letters. */
const swaps: Readonly<Record<string, readonly string[]>> = {
  "add(": ["sub("],
  "sub(": ["add("],
  "mul(": ["div(", "add("],
  "div(": ["mul("],
  "neg(": ["("],
  "sqrt(": ["("],
  "square(": ["("],
  beta1: ["beta2"],
  beta2: ["beta1"],
  mHat: ["m"],
  vHat: ["v"],
};

const name = /(?<![\w.])(?:(?:add|sub|mul|div|neg|sqrt|square)\(|beta[12]\b|[mv]Hat\b(?!:))/g;
const whole = /(?<![\w.])\d+(?![\w.])/g;

/**
 * If an algebra has functions instead of operators, Stryker finds nothing to mutate: here names and integers are
 * mutated.
 */
export function byNames(solution: string): readonly Mutant[] {
  const named = [...solution.matchAll(name)].flatMap(({ index, 0: found }) =>
    (swaps[found] ?? []).map((put) => ({ from: index, to: index + found.length, put })),
  );
  const counted = [...solution.matchAll(whole)].map(({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
    put: String(Number(found) + 1),
  }));
  return [...named, ...counted];
}

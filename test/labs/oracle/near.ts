import { expect } from "vitest";

/** Two lists that are equal up to rounding: float64 in another order of operations: about 1e-16 a step. */
export function near(actual: readonly number[], right: readonly number[], relative = 1e-12): void {
  expect(actual).toHaveLength(right.length);
  right.forEach((value, i) =>
    expect(Math.abs(actual[i]! - value)).toBeLessThanOrEqual(1e-12 + relative * Math.abs(value)),
  );
}

import type { Point } from "./state.ts";

/** A line of a plot: pairs of step and value, steps ascending. */
export type Curve = readonly (readonly [step: number, value: number])[];

/**
 * The loss, or a metric, of a run as a curve.
 *
 * @example
 * ```ts
 * import { curveOf } from "@downhill/train";
 * curveOf([{ step: 10, loss: 2.3, metrics: { accuracy: 0.4 } }], "accuracy"); // [[10, 0.4]]
 * ```
 */
export const curveOf = (history: readonly Point[], metric = "loss"): Curve =>
  history.flatMap(({ step, loss, metrics }) => {
    const value = metric === "loss" ? loss : metrics[metric];
    return value === undefined ? [] : [[step, value] as const];
  });

/**
 * Averages a curve into `count` columns of equal width, so that a long run fits a narrow picture. An empty column takes
 * the value before it.
 */
export function columns(curve: Curve, count: number): number[] {
  const [first, last] = [curve[0]?.[0] ?? 0, curve.at(-1)?.[0] ?? 0];
  const sums = Array.from({ length: count }, () => ({ sum: 0, n: 0 }));
  for (const [step, value] of curve) {
    const share = last === first ? 0 : (step - first) / (last - first);
    const column = sums[Math.min(count - 1, Math.floor(share * count))]!;
    column.sum += value;
    column.n++;
  }
  let before = curve[0]?.[1] ?? 0;
  return sums.map(({ sum, n }) => (before = n === 0 ? before : sum / n));
}

import { historyGiven } from "./given.ts";
import type { Point } from "./state.ts";

/** A line of a plot: pairs of step and value, in ascending order of steps. */
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
export function curveOf(history: readonly Point[], metric = "loss"): Curve {
  historyGiven("curveOf", history);
  return history.flatMap(({ step, loss, metrics }) => {
    const value = metric === "loss" ? loss : metrics[metric];
    return value === undefined ? [] : [[step, value] as const];
  });
}

/** The first and the last step of a plot. */
export type Ends = readonly [first: number, last: number];

/** Which of `count` columns of equal width a step falls into. */
export const columnAt = (step: number, [first, last]: Ends, count: number): number =>
  last === first ? 0 : Math.min(count - 1, Math.floor(((step - first) / (last - first)) * count));

/**
 * Averages a curve into `count` columns of equal width, so that a long run fits a narrow picture. An empty column takes
 * the previous value.
 *
 * @param ends the range of the columns; by default the curve's.
 */
export function columns(
  curve: Curve,
  count: number,
  ends: Ends = [curve[0]?.[0] ?? 0, curve.at(-1)?.[0] ?? 0],
): number[] {
  const sums = Array.from({ length: count }, () => ({ sum: 0, n: 0 }));
  for (const [step, value] of curve) {
    const column = sums[columnAt(step, ends, count)]!;
    column.sum += value;
    column.n++;
  }
  let before = curve[0]?.[1] ?? 0;
  return sums.map(({ sum, n }) => (before = n === 0 ? before : sum / n));
}

import type { Curve } from "../curve.ts";

/**
 * A curve reduced to the points that a picture can show: in each column the first, the last, the lowest, the highest and the
 * first that is not finite. Column by column, the line through them is as tall as the line through all points.
 *
 * @see Jugel, Jerzak, Hackenbroich and Markl, "M4: a visualization-oriented time series data aggregation", VLDB 2014.
 */
export function thinned(curve: Curve, columnOf: (step: number) => number): Curve {
  const kept = new Set<number>();
  const keep = (from: number, to: number): void => {
    let [low, high, missing] = [-1, -1, -1];
    for (let i = from; i < to; i++) {
      const value = curve[i]![1];
      if (Number.isFinite(value)) {
        if (low === -1 || value < curve[low]![1]) low = i;
        if (high === -1 || value > curve[high]![1]) high = i;
      } else if (missing === -1) missing = i;
    }
    for (const i of [from, low, high, missing, to - 1]) if (i !== -1) kept.add(i);
  };
  let from = 0;
  for (let i = 1; i <= curve.length; i++) {
    if (i < curve.length && columnOf(curve[i]![0]) === columnOf(curve[from]![0])) continue;
    keep(from, i);
    from = i;
  }
  return [...kept].sort((a, b) => a - b).map((i) => curve[i]!);
}

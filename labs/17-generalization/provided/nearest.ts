import { side } from "./clothes.ts";

/* The nearest neighbours among pictures: a model that remembers its rows. */

/** Squared distances between two lists of pictures. */
export function distances(of: Float32Array, to: Float32Array): readonly Float64Array[] {
  const size = side * side;
  return Array.from({ length: of.length / size }, (_, i) =>
    Float64Array.from({ length: to.length / size }, (_, j) => {
      let sum = 0;
      for (let p = 0; p < size; p++) sum += (of[i * size + p]! - to[j * size + p]!) ** 2;
      return sum;
    }),
  );
}

/** The class that most of the nearest rows have, of those allowed; of equally many the one that is nearest. */
export function vote(
  from: Float64Array,
  labels: ArrayLike<number>,
  near: number,
  allowed: readonly number[],
): number {
  if (near === 1) return labels[allowed.reduce((best, each) => (from[each]! < from[best]! ? each : best))]!;
  const nearest = allowed.toSorted((a, b) => from[a]! - from[b]!).slice(0, near);
  const votes = new Map<number, number>();
  for (const row of nearest) votes.set(labels[row]!, (votes.get(labels[row]!) ?? 0) + 1);
  return [...votes].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

/** The share of rows that the vote gets wrong. */
export const errorOn = (
  rows: readonly Float64Array[],
  labels: ArrayLike<number>,
  truth: ArrayLike<number>,
  near: number,
  allowed: readonly number[],
): number => rows.filter((from, i) => vote(from, labels, near, allowed) !== truth[i]).length / rows.length;

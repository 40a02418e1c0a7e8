import type { Data } from "../key/solution.ts";

/** Rows of random numbers that say nothing about their labels, which are tosses of a coin. */
export function noise(rows: number, columns: number, random: () => number): Data<number[]> {
  return {
    x: Array.from({ length: rows }, () => Array.from({ length: columns }, () => random() - 0.5)),
    y: Array.from({ length: rows }, () => (random() < 0.5 ? "heads" : "tails")),
  };
}

/** The places of the columns that go best with the labels: those of the largest correlation, whatever its sign. */
export function strongest({ x, y }: Data<number[]>, count: number): number[] {
  const signs = y.map((label) => (label === "heads" ? 1 : 0));
  const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
  const share = mean(signs);
  const strengths = (x[0] ?? []).map((_, column) => {
    const values = x.map((row) => row[column]!);
    const middle = mean(values);
    let [together, squares] = [0, 0];
    for (const [i, value] of values.entries()) {
      together += (value - middle) * (signs[i]! - share);
      squares += (value - middle) ** 2;
    }
    return together ** 2 / squares;
  });
  return [...strengths.keys()].sort((a, b) => strengths[b]! - strengths[a]!).slice(0, count);
}

/** The rows with these columns alone. */
export const only = ({ x, y }: Data<number[]>, columns: readonly number[]): Data<number[]> => ({
  x: x.map((row) => columns.map((column) => row[column]!)),
  y,
});

import { cpsWages, numbersOf, textsOf } from "@downhill/data";
import { foldIn, key, permutation } from "@downhill/tensor";

/** A table for linear regression: each row begins with a 1, for the bias, and then has a number for each name. */
export interface Regression {
  readonly names: readonly string[];
  readonly x: readonly number[][];
  readonly y: readonly number[];
}

/** Rows to train on, rows to choose λ by, and rows to measure with. Weights are in dollars an hour. */
export interface Wages {
  readonly train: Regression;
  readonly validation: Regression;
  readonly test: Regression;
}

/** How many of a table's columns say something about the worker; as many decoys follow. */
export const real = 16;

const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);

/** All that the survey asked, as numbers; the most frequent group of each kind has no column of its own. */
async function surveyed() {
  const table = await cpsWages();
  const is = (column: string, value: string): number[] =>
    textsOf(table, column).map((text) => (text === value ? 1 : 0));
  const number = (column: string): number[] => numbersOf(table, column).map(Number);
  const columns: Readonly<Record<string, number[]>> = {
    education: number("education"),
    experience: number("experience"),
    age: number("age"),
    female: is("gender", "female"),
    union: number("union"),
    south: number("south"),
    married: number("married"),
    hispanic: is("race", "hispanic"),
    "other race": is("race", "other"),
    clerical: is("occupation", "clerical"),
    management: is("occupation", "management"),
    professional: is("occupation", "professional"),
    sales: is("occupation", "sales"),
    service: is("occupation", "service"),
    construction: is("sector", "construction"),
    manufacturing: is("sector", "manufacturing"),
  };
  return { columns, wage: number("wage") };
}

/**
 * Hourly wages of 534 workers, May 1985, and 16 columns about them; then each column once more with its rows shuffled, as
 * a decoy. The seed draws the decoys and who is trained on. Columns have mean 0 and deviation 1 over the training rows.
 */
export async function wages(seed: number, rows = 150): Promise<Wages> {
  const { columns, wage } = await surveyed();
  const [order, ...others] = Array.from({ length: 1 + real }, (_, i) => [
    ...permutation(foldIn(key(seed), i), wage.length),
  ]);
  const decoys = Object.entries(columns).map(
    ([name, values], i) => [`(${name})`, others[i]!.map((row) => values[row]!)] as const,
  );
  const all = [...Object.entries(columns), ...decoys];
  const training = order!.slice(0, rows);
  const scaled = all.map(([, values]) => {
    const mean = sum(training.map((row) => values[row]!)) / rows;
    const deviation = Math.sqrt(sum(training.map((row) => (values[row]! - mean) ** 2)) / rows);
    return values.map((value) => (value - mean) / (deviation > 0 ? deviation : 1));
  });
  const part = (from: number, to: number): Regression => {
    const chosen = order!.slice(from, to);
    return {
      names: all.map(([name]) => name),
      x: chosen.map((row) => [1, ...scaled.map((values) => values[row]!)]),
      y: chosen.map((row) => wage[row]!),
    };
  };
  return { train: part(0, rows), validation: part(rows, rows + 100), test: part(rows + 100, wage.length) };
}

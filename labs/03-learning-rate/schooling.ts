import { cpsWages, numbersOf } from "@downhill/data";
import type { Hessian, Problem } from "./key/solution.ts";

/* A straight line through the wages of 534 people against their years of education, in three units of those years. */

/** Half the mean squared error of the line slope · years + wage₀, which is a bowl over (slope, wage₀). */
export interface Line extends Problem {
  readonly hessian: Hessian;
  /** The loss at the bottom of the bowl. */
  readonly lowest: number;
}

const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;

function lineThrough(years: readonly number[], wages: readonly number[]): Line {
  const meanOf = (product: (year: number, wage: number) => number): number =>
    mean(years.map((year, i) => product(year, wages[i]!)));
  const [a, b] = [meanOf((year) => year * year), mean(years)];
  const [p, q, r] = [meanOf((year, wage) => year * wage), mean(wages), meanOf((_, wage) => wage * wage)];
  const lowest = (r - q * q - (p - b * q) ** 2 / (a - b * b)) / 2;
  return {
    hessian: [
      [a, b],
      [b, 1],
    ],
    lowest,
    loss: ([slope = 0, wage = 0]) =>
      (a * slope * slope + 2 * b * slope * wage + wage * wage - 2 * (p * slope + q * wage) + r) / 2,
    gradient: ([slope = 0, wage = 0]) => [a * slope + b * wage - p, b * slope + wage - q],
  };
}

/** The line over years as they are, over years above or below the mean, and over standard deviations from the mean. */
export async function schooling(): Promise<Readonly<Record<"years" | "centred" | "standardised", Line>>> {
  const table = await cpsWages();
  const [years, wages] = [numbersOf(table, "education"), numbersOf(table, "wage")].map((each) => [
    ...each,
  ]) as [number[], number[]];
  const centred = years.map((year) => year - mean(years));
  const deviation = Math.sqrt(mean(centred.map((each) => each * each)));
  return {
    years: lineThrough(years, wages),
    centred: lineThrough(centred, wages),
    standardised: lineThrough(
      centred.map((each) => each / deviation),
      wages,
    ),
  };
}

import type { Hessian, Problem } from "../key/solution.ts";

/* A straight line through the wages of 534 people against their years of education, in three units of those years. */

/** Half the mean squared error of the line slope · years + wage₀, which is a bowl over (slope, wage₀). */
export interface Line extends Problem {
  readonly hessian: Hessian;
  /** The loss at the bottom of the bowl. */
  readonly lowest: number;
}

/** All that the loss depends on: the means of years², years, years · wage, wage and wage². */
export interface Means {
  readonly yearsSquared: number;
  readonly years: number;
  readonly yearsWage: number;
  readonly wage: number;
  readonly wageSquared: number;
}

const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;

export const meansOf = (years: readonly number[], wages: readonly number[]): Means => ({
  yearsSquared: mean(years.map((year) => year * year)),
  years: mean(years),
  yearsWage: mean(years.map((year, i) => year * wages[i]!)),
  wage: mean(wages),
  wageSquared: mean(wages.map((wage) => wage * wage)),
});

/** The means of the table `cpsWages` in @downhill/data, for a picture, which cannot read files; a test compares them. */
export const known: Means = {
  yearsSquared: 176.31460674157304,
  years: 13.0187265917603,
  yearsWage: 122.60548689138577,
  wage: 9.024063670411985,
  wageSquared: 107.79458408239692,
};

function lineThrough({ yearsSquared: a, years: b, yearsWage: p, wage: q, wageSquared: r }: Means): Line {
  return {
    hessian: [
      [a, b],
      [b, 1],
    ],
    lowest: (r - q * q - (p - b * q) ** 2 / (a - b * b)) / 2,
    loss: ([slope = 0, wage = 0]) =>
      (a * slope * slope + 2 * b * slope * wage + wage * wage - 2 * (p * slope + q * wage) + r) / 2,
    gradient: ([slope = 0, wage = 0]) => [a * slope + b * wage - p, b * slope + wage - q],
  };
}

/** The line over years as they are, over years above or below the mean, and over standard deviations from the mean. */
export function linesOf(means: Means): Readonly<Record<"years" | "centred" | "standardised", Line>> {
  const { yearsSquared, years, yearsWage, wage } = means;
  const [variance, covariance] = [yearsSquared - years ** 2, yearsWage - years * wage];
  const centred = { ...means, yearsSquared: variance, years: 0, yearsWage: covariance };
  return {
    years: lineThrough(means),
    centred: lineThrough(centred),
    standardised: lineThrough({ ...centred, yearsSquared: 1, yearsWage: covariance / Math.sqrt(variance) }),
  };
}

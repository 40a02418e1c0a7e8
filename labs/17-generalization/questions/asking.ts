import { type Draw, typed } from "@downhill/grader/questions";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;

/** A call as a learner can type it. */
export const called = (name: string, ...all: readonly unknown[]): string =>
  `${name}(${all.map(typed).join(", ")})`;

/** The numbers from 0 up to a size, in a drawn order. */
export const drawnOrder = (draw: Draw, size: number): number[] => {
  const keys = draw.list(size, () => draw.uniform(0, 1));
  return [...keys.keys()].toSorted((a, b) => keys[a]! - keys[b]!);
};

/** Random numbers that are known beforehand, over and over again; how many were asked for is counted. */
export function listed(numbers: readonly number[]) {
  let count = 0;
  return { random: (): number => numbers[count++ % numbers.length]!, asked: (): number => count };
}

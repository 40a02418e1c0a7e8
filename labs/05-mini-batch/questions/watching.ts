import type { Data, Gradient, Settings, Vector } from "../key/solution.ts";
import { source } from "../provided/source.ts";
import type { Module } from "./asking.ts";

/* A training that is watched from inside the gradient: what each step was given, and where it stood. */

/** Rows that identify themselves: row i has the features [i, 2i] and the label 100 + i. */
export const numbered = (rows: number): Data => ({
  x: Array.from({ length: rows }, (_, i) => [i, 2 * i]),
  y: Array.from({ length: rows }, (_, i) => 100 + i),
});

export interface Watched {
  /** The rows of each step, by their first feature. */
  readonly rows: readonly Vector[];
  /** Labels that do not belong to the features next to them. */
  readonly strays: readonly number[];
  readonly theta: Vector;
}

export const usual = (changed: Partial<Settings> & { readonly seed: number }): Settings => {
  const { seed, ...settings } = changed;
  return { batchSize: 2, epochs: 1, learningRate: () => 0.1, random: source(seed), ...settings };
};

/** Trains on numbered rows with slopes of 1. */
export function watched({ sgd }: Module, rows: number, settings: Settings): Watched {
  const [seen, strays]: [number[][], number[]] = [[], []];
  const gradient: Gradient = ({ x, y }, theta) => {
    seen.push(Array.from(x, ([first = NaN]) => first));
    Array.from(x).forEach(([first], i) => {
      if (y[i] !== 100 + first!) strays.push(y[i]!);
    });
    return Array.from(theta, () => 1);
  };
  const theta = sgd(gradient, numbered(rows), [0, 0, 0], settings);
  return { rows: seen, strays, theta };
}

/** The steps of each epoch, its rows in one list. */
export const epochsOf = (rows: readonly Vector[], perEpoch: number): readonly Vector[] =>
  Array.from({ length: Math.ceil(rows.length / perEpoch) }, (_, epoch) =>
    rows.slice(epoch * perEpoch, (epoch + 1) * perEpoch).flat(),
  );

/** A gradient that returns these slopes one after the other, whatever the batch, and records the point of each step. */
export function scripted(slopes: readonly Vector[]) {
  const places: Vector[] = [];
  let calls = 0;
  const gradient: Gradient = (_, theta) => {
    places.push(Array.from(theta));
    return [...slopes[calls++ % slopes.length]!];
  };
  return { gradient, places };
}

export const same = (a: Vector, b: Vector): boolean =>
  a.length === b.length && a.every((each, i) => each === b[i]);

/** Rows, batch size and epochs of the trainings that are watched. */
export const runs = [
  [6, 2, 3],
  [7, 3, 2],
  [5, 2, 4],
  [4, 1, 2],
  [3, 5, 2],
  [1, 1, 3],
] as const;
type Run = (typeof runs)[number];
export const named = ([rows, batchSize, epochs]: Run): string =>
  `${rows} rows, batchSize: ${batchSize}, epochs: ${epochs}`;
export const names = Object.fromEntries(
  runs.map((run) => [
    named(run),
    { en: named(run), zh: `${run[0]} 行，batchSize: ${run[1]}，epochs: ${run[2]}` },
  ]),
);

import { existsSync, readFileSync } from "node:fs";
import { leaves, tensor, type Tensor } from "@downhill/tensor";
import type { Params } from "../optimizer.ts";
import { fileOf } from "./file-of.ts";

/** Two parameters, a matrix and a vector, as the oracles write them. */
export interface Values {
  readonly w: readonly (readonly number[])[];
  readonly b: readonly number[];
}

export type Hypers = Readonly<Record<string, number>>;

/** An oracle's run: a hundred steps, which cycle through its thirty gradients. */
export interface Run {
  readonly name: string;
  readonly hyper: Hypers;
  readonly params: Values;
  readonly grads: readonly Values[];
  /** After each of the first thirty steps. */
  readonly trajectory: readonly Values[];
  /** After the hundredth. */
  readonly end: Values;
}

/** Where an oracle's numbers come from: a library, and another that agreed with it. */
export interface Source {
  readonly library: string;
  readonly version: string;
  readonly how?: string;
  readonly second: { readonly library: string; readonly largestRelativeDifference: number };
}

export interface Oracle {
  readonly source: Source;
  readonly runs: readonly Run[];
}

/** The number of steps in an oracle's run. */
export const walked = 100;

/** The oracle of an optimizer: `test/oracles/`, in the file named after it. */
export function oracleOf(name: string): Oracle {
  const file = new URL(`../../../../test/oracles/${fileOf(name)}.json`, import.meta.url);
  if (!existsSync(file)) {
    throw new Error(
      `${name} has no oracle: add its row to test/oracles/optimizers.py and run \`test/oracles/generate.py --only ${name}\``,
    );
  }
  return JSON.parse(readFileSync(file, "utf8")) as Oracle;
}

export const flat = ({ w, b }: Values): number[] => [...w.flat(), ...b];

export const upload = ({ w, b }: Values): Params => ({ w: tensor(w), b: tensor(b) });

/** All numbers of a tree, in the order of its leaves. */
export const read = async (tree: Params): Promise<number[]> =>
  (await Promise.all(leaves<Tensor>(tree).map((leaf) => leaf.data()))).flatMap((data) => [...data]);

/** The largest difference, relative to the larger of the number itself and 1 (parameters are of order 1). */
export const difference = (actual: readonly number[], expected: readonly number[]): number =>
  Math.max(...expected.map((e, i) => Math.abs(actual[i]! - e) / Math.max(1, Math.abs(e))));

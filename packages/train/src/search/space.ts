import { checkForm, foldIn, type Key, randomBits } from "@downhill/tensor";
import type { Json } from "../state.ts";
import { checkCount, TrainingError } from "../training-error.ts";

/** The range of a hyper-parameter: maps a number in $[0, 1)$ to a value, and gives evenly spaced values for a grid. */
export interface Range<T extends Json> {
  /** A JSON description, by which a resumed search recognises that it is the same one. */
  readonly about: Json;
  /** The scale of its axis. */
  readonly scale: "linear" | "log" | "names";
  /** The value for a number $u$ drawn from $U[0, 1)$. */
  readonly at: (u: number) => T;
  /** All values, or the requested number if there are more, ends included. */
  readonly spread: (points: number) => readonly T[];
}

/** The hyper-parameters of a search, by name. */
export type Space = Readonly<Record<string, Range<Json>>>;

/** A value for each hyper-parameter. */
export type Configuration<S extends Space> = { readonly [K in keyof S]: ReturnType<S[K]["at"]> };

/** Six digits: readable, and the same on two machines with logarithms that differ in the last digit. */
const short = (value: number): number => Number(value.toPrecision(6));

/**
 * One of several values, all equally likely: $P(v_i) = 1/n$.
 *
 * @param values JSON values: numbers, strings, booleans, lists.
 * @throws TrainingError when there are none.
 * @example
 * ```ts
 * import { choice } from "@downhill/train/search";
 * choice([16, 32, 64]).at(0.5); // 32
 * ```
 */
export function choice<const T extends Json>(values: readonly T[]): Range<T> {
  checkForm("choice", "values", values, "list", {
    en: "give the values to choose from, such as [16, 32].",
    zh: "请给出可选的值，例如 [16, 32]。",
  });
  if (values.length === 0) {
    throw new TrainingError("empty", {
      en: "choice: there is nothing to choose from; give at least one value.",
      zh: "choice：没有可选的值；请至少给出一个。",
    });
  }
  return {
    about: { choice: values },
    scale: "names",
    at: (u) => values[Math.floor(u * values.length)]!,
    spread: () => values,
  };
}

/**
 * A number between two others, $v \sim U[a, b)$, rounded to six digits.
 *
 * @throws TrainingError unless both are finite, and the first is the smaller.
 * @example
 * ```ts
 * import { uniform } from "@downhill/train/search";
 * uniform(0, 0.5).at(0.5); // 0.25
 * uniform(0, 0.5).spread(3); // [0, 0.25, 0.5]
 * ```
 */
export function uniform(low: number, high: number): Range<number> {
  checkEnds("uniform", low, high, -Infinity);
  return between("uniform", "linear", low, high, (u) => low + (high - low) * u);
}

/**
 * A positive number with a uniform logarithm, $\ln v \sim U[\ln a, \ln b)$, rounded to six digits: for rates and decays, for
 * which a factor of ten matters equally in both directions.
 *
 * @throws TrainingError unless both are finite and positive, and the first is the smaller.
 * @example
 * ```ts
 * import { logUniform } from "@downhill/train/search";
 * logUniform(1e-4, 1).at(0.5); // 0.01
 * ```
 * @see Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13, 2012, §2.
 */
export function logUniform(low: number, high: number): Range<number> {
  checkEnds("logUniform", low, high, 0);
  return between("logUniform", "log", low, high, (u) => low * Math.exp(u * Math.log(high / low)));
}

/**
 * A whole number from the first to the last, all equally likely.
 *
 * @throws TrainingError unless both are whole, and the first is not the larger.
 * @example
 * ```ts
 * import { int } from "@downhill/train/search";
 * int(1, 4).at(0.99); // 4
 * int(1, 100).spread(4); // [1, 34, 67, 100]
 * ```
 */
export function int(first: number, last: number): Range<number> {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first > last) {
    throw new TrainingError("empty-range", {
      en: `int: from ${first} to ${last} is not a range; give two whole numbers, the smaller one first.`,
      zh: `int：从 ${first} 到 ${last} 不是有效的范围；请给出两个整数，小的在前。`,
    });
  }
  const count = last - first + 1;
  return {
    about: { int: [first, last] },
    scale: "linear",
    at: (u) => first + Math.floor(u * count),
    spread: (points) => shares(Math.min(points, count)).map((u) => Math.round(first + u * (last - first))),
  };
}

function between(
  name: string,
  scale: "linear" | "log",
  low: number,
  high: number,
  at: (u: number) => number,
): Range<number> {
  const within = (u: number): number => Math.min(high, Math.max(low, short(at(u))));
  return {
    about: { [name]: [low, high] },
    scale,
    at: within,
    spread: (points) => shares(points).map(within),
  };
}

function shares(points: number): readonly number[] {
  checkCount("spread", "points", points, 1);
  return Array.from({ length: points }, (_, i) => (points === 1 ? 0.5 : i / (points - 1)));
}

function checkEnds(name: string, low: number, high: number, above: number): void {
  if (Number.isFinite(low) && Number.isFinite(high) && low < high && low > above) return;
  const [kind, art] = above === 0 ? ["positive numbers", "正数"] : ["finite numbers", "有限的数"];
  throw new TrainingError("empty-range", {
    en: `${name}: from ${low} to ${high} is not a range; give two ${kind}, the smaller one first.`,
    zh: `${name}：从 ${low} 到 ${high} 不是有效的范围；请给出两个${art}，小的在前。`,
  });
}

/** The `n`-th configuration of a seed. The order in which the names are written does not matter. */
export function drawn<S extends Space>(space: S, seed: Key, n: number): Configuration<S> {
  const names = Object.keys(space).sort();
  const words = randomBits(foldIn(seed, n), names.length);
  const values = new Map(names.map((name, i) => [name, space[name]!.at(words[i]! / 2 ** 32)]));
  return Object.fromEntries(Object.keys(space).map((name) => [name, values.get(name)!])) as Configuration<S>;
}

/** All combinations of evenly spaced values; the last name varies fastest. */
export const crossed = <S extends Space>(space: S, points: number): readonly Configuration<S>[] =>
  Object.entries(space).reduce<readonly Record<string, Json>[]>(
    (rows, [name, range]) =>
      rows.flatMap((row) => range.spread(points).map((value) => ({ ...row, [name]: value }))),
    [{}],
  ) as readonly Configuration<S>[];

import { spaceGiven } from "../given.ts";
import { checkOptions } from "@downhill/tensor";
import type { Key } from "@downhill/tensor";
import type { Json } from "../state.ts";
import { checkCount } from "../training-error.ts";
import { type Configuration, crossed, drawn, type Space } from "./space.ts";

/** One round of a bracket: its best trials are trained until each has used this total budget. */
export interface Rung {
  readonly trials: number;
  readonly budget: number;
}

/** Configurations that compete: all in the first rung, the best of each in the next. */
export interface Bracket<S extends Space> {
  readonly configurations: readonly Configuration<S>[];
  readonly rungs: readonly Rung[];
}

/** Which configurations are tried, and for how long. It does not know what they are for. */
export interface Strategy {
  readonly name: string;
  /** Its settings, by which a resumed search recognises that it is the same one. */
  readonly about: Json;
  readonly brackets: <S extends Space>(space: S, seed: Key) => readonly Bracket<S>[];
}

/**
 * Tries all combinations. A range of numbers gives `points` values, evenly spaced, ends included.
 *
 * $$n = \prod_j n_j$$
 *
 * @param options.points for each range that has more values; default 5.
 * @param options.budget of each trial; default 1.
 * @throws TrainingError when a number is not a whole number of at least 1.
 * @example
 * ```ts
 * import { choice, grid, logUniform } from "@downhill/train/search";
 * import { key } from "@downhill/tensor";
 * const space = { width: choice([16, 32]), rate: logUniform(0.01, 1) };
 * grid({ points: 3 }).brackets(space, key(0))[0]?.configurations.length; // 6
 * ```
 * @see Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13, 2012, on when random search is better.
 */
export function grid(options: { readonly points?: number; readonly budget?: number } = {}): Strategy {
  const { points = 5, budget = 1 } = checkOptions("grid", options, ["points", "budget"]);
  checkCount("grid", "points", points, 1);
  checkCount("grid", "budget", budget, 1);
  return {
    name: "grid",
    about: { points, budget },
    brackets: (space) => {
      spaceGiven("grid", space);
      const configurations = crossed(space, points);
      return [{ configurations, rungs: [{ trials: configurations.length, budget }] }];
    },
  };
}

/**
 * Tries configurations drawn at random, each for the whole budget.
 *
 * @param options.trials the number of trials.
 * @param options.budget of each trial; default 1.
 * @throws TrainingError when a number is not a whole number of at least 1.
 * @example
 * ```ts
 * import { random, uniform } from "@downhill/train/search";
 * import { key } from "@downhill/tensor";
 * random({ trials: 8 }).brackets({ x: uniform(0, 1) }, key(0))[0]?.configurations.length; // 8
 * ```
 * @see Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13, 2012.
 */
export function random(options: { readonly trials: number; readonly budget?: number }): Strategy {
  const { trials, budget = 1 } = checkOptions("random", options, ["trials", "budget"]);
  checkCount("random", "trials", trials, 1);
  checkCount("random", "budget", budget, 1);
  return { name: "random", about: { trials, budget }, brackets: racing([[{ trials, budget }]]) };
}

/**
 * Successive halving: all trials get a small part of the budget, the better half (with `factor` 3, the best third) continues from where it is,
 * and so on. Each of the $K$ rounds has the same share of the budget,
 *
 * $$r_k = \left\lfloor \frac{B}{\lvert S_k\rvert\,K} \right\rfloor,\qquad \lvert S_{k+1}\rvert =
 * \left\lfloor \lvert S_k\rvert / \eta \right\rfloor,\qquad K = \lceil \log_\eta n \rceil$$
 *
 * @param options.trials $n$.
 * @param options.total $B$, in the unit of a trial's budget, such as epochs; rounding leaves some of it over.
 * @param options.factor $\eta$; default 2.
 * @throws TrainingError when a number is not a whole number, or the budget is too small for one unit each in the first round.
 * @example
 * ```ts
 * import { halving, uniform } from "@downhill/train/search";
 * import { key } from "@downhill/tensor";
 * halving({ trials: 8, total: 48 }).brackets({ x: uniform(0, 1) }, key(0))[0]?.rungs.map(({ budget }) => budget); // [2, 6, 14]
 * ```
 * @see Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016, fig. 3.
 */
export function halving(options: {
  readonly trials: number;
  readonly total: number;
  readonly factor?: number;
}): Strategy {
  const { trials, total, factor = 2 } = checkOptions("halving", options, ["trials", "total", "factor"]);
  checkCount("halving", "trials", trials, 1);
  checkCount("halving", "factor", factor, 2);
  const rounds = Math.max(1, roundsUp(trials, factor));
  checkCount("halving", "total", total, trials * rounds);
  const rungs: Rung[] = [];
  let [left, budget] = [trials, 0];
  for (let k = 0; k < rounds && left > 0; k++) {
    budget += Math.floor(total / (left * rounds));
    rungs.push({ trials: left, budget });
    left = Math.floor(left / factor);
  }
  return { name: "halving", about: { trials, total, factor }, brackets: racing([rungs]) };
}

/**
 * Hyperband: several brackets of successive halving that use about the same budget, from many trials that start with little to a few that
 * get all of it from the start, because it is not known in advance how early a good configuration shows. With
 * $s_{\max} = \lfloor \log_\eta R \rfloor$, bracket $s = s_{\max}, \dots, 0$ and its rung $i = 0, \dots, s$ have
 *
 * $$n = \left\lceil \frac{s_{\max}+1}{s+1}\,\eta^s \right\rceil,\qquad n_i = \left\lfloor n\,\eta^{-i} \right\rfloor,\qquad
 * r_i = R\,\eta^{i-s}$$
 *
 * @param options.most $R$, the budget of one trial at most; if it is not a power of $\eta$, the $r_i$ are rounded down.
 * @param options.factor $\eta$; default 3.
 * @throws TrainingError when a number is not a whole number.
 * @example
 * ```ts
 * import { hyperband, uniform } from "@downhill/train/search";
 * import { key } from "@downhill/tensor";
 * const [first] = hyperband({ most: 81 }).brackets({ x: uniform(0, 1) }, key(0));
 * first?.rungs.map(({ trials }) => trials); // [81, 27, 9, 3, 1]
 * ```
 * @see Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar, "Hyperband: a novel bandit-based approach to hyperparameter
 *   optimization", JMLR 18, 2018, algorithm 1.
 */
export function hyperband(options: { readonly most: number; readonly factor?: number }): Strategy {
  const { most, factor = 3 } = checkOptions("hyperband", options, ["most", "factor"]);
  checkCount("hyperband", "most", most, 1);
  checkCount("hyperband", "factor", factor, 2);
  const last = roundsDown(most, factor);
  const races = Array.from({ length: last + 1 }, (_, bracket) => {
    const s = last - bracket;
    const trials = Math.ceil(((last + 1) * factor ** s) / (s + 1));
    return Array.from({ length: s + 1 }, (__, i) => ({
      trials: Math.floor(trials / factor ** i),
      budget: Math.floor(most / factor ** (s - i)),
    }));
  });
  return { name: "hyperband", about: { most, factor }, brackets: racing(races) };
}

/** Brackets with these rungs; no configuration is drawn twice. */
function racing(races: readonly (readonly Rung[])[]): Strategy["brackets"] {
  return (space, seed) => {
    spaceGiven("brackets", space);
    let n = 0;
    return races.map((rungs) => ({
      rungs,
      configurations: Array.from({ length: rungs[0]!.trials }, () => drawn(space, seed, n++)),
    }));
  };
}

/** $\lfloor \log_\eta n \rfloor$, without the rounding of logarithms. */
function roundsDown(n: number, factor: number): number {
  let rounds = 0;
  while (factor ** (rounds + 1) <= n) rounds++;
  return rounds;
}

/** $\lceil \log_\eta n \rceil$. */
function roundsUp(n: number, factor: number): number {
  const rounds = roundsDown(n, factor);
  return factor ** rounds === n ? rounds : rounds + 1;
}

/*
 * Lab 13. Replace each `return todo(…)` with your code; keep the names and the order of the parameters. A gradient is a
 * tree, of the same form as the parameters; `mapTree` and `numbersOf` go through one (provided/tree.ts).
 */
import { mapTree, numbersOf, type Tree, type Vector } from "../provided/tree.ts";

/** What a rule makes of a gradient: the change of the parameters, and its state for the next step. */
export interface Step<State> {
  readonly update: Tree;
  readonly state: State;
}

/** An update rule, such as momentum or Adam: from a gradient and what the rule remembers to a step. */
export type Rule<State> = (gradient: Tree, state: State) => Step<State>;

/** The state of a rule that skips: that of the rule inside, and how many steps in a row were skipped up to now. */
export interface Skipping<State> {
  readonly state: State;
  readonly skipped: number;
}

/** Task "by-value": each slope on its own, limited to −limit at least and limit at most. */
export function clipByValue(gradient: Vector, limit: number): Vector {
  // #task by-value
  return gradient.map((slope) => Math.max(-limit, Math.min(slope, limit)));
  // #end
}

/** Task "norm": the root of the sum of squares, even where the squares are too large or too small for a number. */
export function norm(values: Vector): number {
  // #task norm
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const value of values) sum += (value / largest) ** 2;
  return largest * Math.sqrt(sum);
  // #end
}

/**
 * Task "by-norm": a gradient of the same direction whose norm is at most the limit; a short enough one is unchanged.
 * All slopes are NaN if one of them is not finite.
 */
export function clipByNorm(gradient: Vector, limit: number): Vector {
  // #task by-norm
  const length = norm(gradient);
  const factor = Number.isFinite(length) ? limit / Math.max(length, limit) : NaN;
  return gradient.map((slope) => slope * factor);
  // #end
}

/** Task "global-norm": the same for a whole tree, whose numbers count as one long list; a new tree of the same form. */
export function clipByGlobalNorm(gradient: Tree, limit: number): Tree {
  // #task global-norm
  const clipped = clipByNorm(numbersOf(gradient), limit);
  let i = 0;
  return mapTree(() => clipped[i++]!, gradient);
  // #end
}

/** Task "before-the-rule": a rule that clips each gradient by its global norm, and hands it to the given rule. */
export function clipFirst<State>(rule: Rule<State>, limit: number): Rule<State> {
  // #task before-the-rule
  return (gradient, state) => rule(clipByGlobalNorm(gradient, limit), state);
  // #end
}

/**
 * Task "non-finite": a rule that skips a step whose gradient contains NaN or an infinity: its update is zeros, and the
 * given rule is not asked. More than `patience` skipped steps in a row throw a RangeError.
 */
export function skipNonFinite<State>(rule: Rule<State>, patience: number): Rule<Skipping<State>> {
  // #task non-finite
  return (gradient, { state, skipped }) => {
    if (numbersOf(gradient).every(Number.isFinite)) {
      const step = rule(gradient, state);
      return { update: step.update, state: { state: step.state, skipped: 0 } };
    }
    if (skipped >= patience) throw new RangeError("too many gradients in a row were not finite");
    return { update: mapTree(() => 0, gradient), state: { state, skipped: skipped + 1 } };
  };
  // #end
}

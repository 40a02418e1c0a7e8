import { fieldsOf, outcome, stepAxis } from "@downhill/grader/questions";
import type { Rule } from "../key/solution.ts";
import { joinTrees, mapTree, type Tree } from "../provided/tree.ts";
import { component, copied } from "./asking.ts";

/** A step as it is now: later ones must not change it. Of a skipping rule's state, both its fields. */
export const parts = (step: unknown): unknown => {
  const answer = copied(fieldsOf(step, "update", "state"));
  const { state } = Object(answer) as { state?: unknown };
  return typeof state === "object" && state !== null && "skipped" in state
    ? { ...(answer as object), state: copied(fieldsOf(state, "state", "skipped")) }
    : answer;
};

/** Momentum: v ← 0.9 v + g, and the update −0.1 v. The state is v. */
export const momentum: Rule<Tree> = (gradient, v) => {
  const state = joinTrees((old, g) => 0.9 * old + g, v, gradient);
  return { update: mapTree((each) => -0.1 * each, state), state };
};

/** A rule that divides by the size of the slopes so far, as RMSprop does; the state is a mean of squares. */
export const scaled: Rule<Tree> = (gradient, means) => {
  const state = joinTrees((mean, g) => 0.75 * mean + 0.25 * g * g, means, gradient);
  return { update: joinTrees((g, mean) => -g / Math.sqrt(mean + 1e-3), gradient, state), state };
};

export const rules = { momentum, scaled };

/** A rule that writes down what it is given, and counts its calls in its state. */
export function recorder() {
  const calls: unknown[] = [];
  const rule: Rule<number> = (gradient, state) => {
    calls.push({ gradient: copied(gradient), state });
    return { update: mapTree((g) => g - 10, gradient), state: state + 1 };
  };
  return { calls, rule };
}

/** The steps of a rule from a state through several gradients; an unusable answer ends them. */
export function steps<State>(rule: Rule<State>, start: State, gradients: readonly Tree[]): unknown[] {
  let state = start;
  const seen: unknown[] = [];
  for (const gradient of gradients) {
    const step = outcome(() => rule(copied(gradient), state)) as Partial<{ state: State }> | undefined;
    seen.push(parts(step));
    if (typeof step !== "object" || !("state" in step)) break;
    state = step.state!;
  }
  return seen;
}

export const calls = { en: "what the rule inside was given", zh: "里面的规则收到了什么" };
export const seen = { en: "what the new rule returned", zh: "新规则的返回值" };
export const axes = [stepAxis, component];

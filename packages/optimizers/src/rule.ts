import { checkForm } from "@downhill/tensor";
import type { Algebra } from "./algebra.ts";

/** The inputs of one step of a rule for one parameter, with the names of the equation. */
export type Inputs<V, State extends string, Hyper extends string> = {
  /** The gradient $g$. */
  readonly g: V;
  /** The parameter $\theta$. */
  readonly p: V;
  /** The step, counted from 1 as in equations. */
  readonly t: V | number;
} & { readonly [K in State]: V } & { readonly [K in Hyper]: V | number };

/** The results of one step: the update, which is *added* to the parameter, and the new moments. */
export type Outputs<V, State extends string> = { readonly update: V } & { readonly [K in State]: V };

/**
 * An update rule that treats all coordinates the same way, written once over an algebra, in the order and symbols of
 * its equation. {@link transform} turns it into an optimizer.
 */
export interface Rule<State extends string, Hyper extends string> {
  readonly name: string;
  /** The names of the moments it keeps; each starts at zero, unless listed in `begins`. */
  readonly state: readonly State[];
  /** Moments that start at the value of a hyper-parameter. */
  readonly begins?: { readonly [K in NoInfer<State>]?: NoInfer<Hyper> };
  /** The hyper-parameters with their defaults. */
  readonly hyper: { readonly [K in Hyper]: number };
  step<V>(algebra: Algebra<V>, at: Inputs<V, State, Hyper>): Outputs<V, State>;
}

/** The results of a rule's step, in order: the update, then the moments. */
export const inOrder = <V, State extends string, H extends string>(
  rule: Rule<State, H>,
  outputs: Outputs<V, State>,
): readonly V[] => [outputs.update, ...rule.state.map((name) => outputs[name])];

/** A record of these names, each with its value. */
export const byName = <K extends string, V>(
  names: readonly K[],
  value: (name: K, i: number) => V,
): { readonly [N in K]: V } =>
  Object.fromEntries(names.map((name, i) => [name, value(name, i)])) as { [N in K]: V };

/** A rule's inputs by name, whatever they are made of. */
export const inputsOf = <V, State extends string, H extends string>(
  rule: Rule<State, H>,
  value: (name: string) => V,
): Inputs<V, State, H> =>
  byName(["g", "p", "t", ...rule.state, ...Object.keys(rule.hyper)], value) as Inputs<V, State, H>;

/** @throws KindError unless it has the form of a rule. */
export function checkRule(owner: string, rule: unknown): void {
  const form = { name: "text", state: ["text"], hyper: { "*": "number" }, step: "function" } as const;
  checkForm(owner, "rule", rule, form);
}

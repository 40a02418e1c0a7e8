import type { Hyper } from "@downhill/schedules";
import { arithmetic, full, leaves, perStep, type Tensor, treeMap } from "@downhill/tensor";
import { checked, matching } from "./checked.ts";
import { hypersOf } from "./hyper.ts";
import type { Params, Step, Transform } from "./optimizer.ts";
import { inPlace, type OneParameter, overTensors } from "./over-tensors.ts";
import { byName, checkRule, type Rule } from "./rule.ts";

/** The moments of a rule: for each name a tree of the parameters' form. */
export type Moments<State extends string> = { readonly [K in State]: Params };

/** Hyper-parameters to set; each is a number or a schedule, and omitted ones take the rule's default. */
export type Settings<H extends string> = { readonly [K in H]?: Hyper };

/** An optimizer made from a rule: call it with hyper-parameters. Its `rule` property holds the rule. */
export type Optimizer<State extends string, H extends string> = ((
  settings?: Settings<H>,
) => Transform<Moments<State>>) & { readonly rule: Rule<State, H> };

/**
 * Makes an optimizer from a rule by running it over tensors: each parameter separately, with moments that start where the
 * rule specifies, otherwise at zero.
 *
 * @throws ValueError, from the optimizer it makes, when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { transform } from "@downhill/optimizers";
 * const signDescent = transform({
 *   name: "signDescent",
 *   state: [],
 *   hyper: { learningRate: 1e-3 },
 *   step: ({ mul, neg, sign }, { g, learningRate }) => ({ update: neg(mul(learningRate, sign(g))) }),
 * });
 * ```
 */
export function transform<const State extends string, const H extends string>(
  rule: Rule<State, H>,
): Optimizer<State, H> {
  checkRule("transform", rule);
  const updated = overTensors(rule);
  const stepped = inPlace(rule);
  const make = (settings: Settings<H> = {}): Transform<Moments<State>> => {
    const hyperAt = hypersOf(rule.name, settings, rule.hyper);
    /** Visits the parameters: for each, the update or the new parameter first, then the moments. */
    const through =
      (one: OneParameter) =>
      <P extends Params>(
        grads: P,
        state: Moments<State>,
        params: P,
        step: Step,
      ): readonly [P, Moments<State>] => {
        const t = perStep(`${rule.name}.t`, arithmetic.add, step, 1);
        const scalars = { t, ...hyperAt(step) };
        const past = rule.state.map((name) =>
          matching(rule.name, params, state[name], { en: `state ${name}`, zh: `状态 ${name} ` }),
        );
        const trees = [params, grads, ...past].map((tree) => leaves<Tensor>(tree));
        const outputs = trees[0]!.map((_, i) => one(trees.map((each) => each[i]!) as never, scalars));
        const collect = (output: number): P => {
          let leaf = 0;
          return treeMap((_: Tensor) => outputs[leaf++]![output]!, params);
        };
        return [collect(0), byName(rule.state, (_, i) => collect(i + 1))];
      };
    return checked({
      name: rule.name,
      init: (params) =>
        byName(rule.state, (name) => {
          const from = rule.begins?.[name];
          const value = from === undefined ? 0 : hyperAt(0)[from];
          return treeMap(
            ({ shape, dtype, backend }: Tensor) => full(shape, value, { dtype, backend }),
            params,
          );
        }),
      update: through(updated),
      step: through(stepped),
    });
  };
  return Object.assign(make, { rule });
}

import type { Hyper } from "@downhill/schedules";
import { full, perStep, type Tensor, treeMap } from "@downhill/tensor";
import { hyperAt } from "./hyper.ts";
import type { Params, Transform } from "./optimizer.ts";
import { overTensors } from "./overTensors.ts";
import { byName, type Outputs, type Rule } from "./rule.ts";

/** The moments of a rule: for each name a tree of the parameters' form. */
export type Moments<State extends string> = { readonly [K in State]: Params };

/** Hyper-parameters to set; each is a number or a schedule, and those left out take the rule's default. */
export type Settings<H extends string> = { readonly [K in H]?: Hyper };

/** An optimizer made of a rule: call it with hyper-parameters. The rule hangs on it. */
export type Optimizer<State extends string, H extends string> = ((
  settings?: Settings<H>,
) => Transform<Moments<State>>) & { readonly rule: Rule<State, H> };

/**
 * Makes an optimizer of a rule, reading it over tensors: each parameter by itself, its moments beginning where the rule
 * says, or else at zero.
 *
 * @throws RangeError, from what it makes, when a hyper-parameter is outside its range.
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
  const hypers = Object.keys(rule.hyper) as H[];
  const stepLeaf = overTensors(rule);
  const make = (settings: Settings<H> = {}): Transform<Moments<State>> => {
    refuseUnknown(rule.name, settings, hypers);
    const hyper = (name: H, step: number) =>
      hyperAt(rule.name, name, settings[name] ?? rule.hyper[name], step);
    for (const name of hypers) if (typeof settings[name] !== "function") hyper(name, 0);
    return {
      name: rule.name,
      init: (params) =>
        byName(rule.state, (name) => {
          const from = rule.begins?.[name];
          const value = from === undefined ? 0 : hyper(from, 0);
          return treeMap(
            ({ shape, dtype, backend }: Tensor) => full(shape, value, { dtype, backend }),
            params,
          );
        }),
      update(grads, state, params, step) {
        const t = perStep(`${rule.name}.t`, (step) => step + 1, step);
        const scalars = { t, ...byName(hypers, (name) => hyper(name, step)) };
        const outputs: Outputs<Tensor, State>[] = [];
        const visit = (p: Tensor, g: Tensor, ...moments: Tensor[]): null => {
          outputs.push(stepLeaf([p, g, ...moments], scalars));
          return null;
        };
        treeMap<Tensor, null>(visit, params, grads, ...rule.state.map((name) => state[name]));
        const collect = <P extends Params>(form: P, name: keyof Outputs<Tensor, State>): P => {
          let leaf = 0;
          return treeMap((_: Tensor) => outputs[leaf++]![name], form);
        };
        return [collect(grads, "update"), byName(rule.state, (name) => collect(params, name))];
      },
    };
  };
  return Object.assign(make, { rule });
}

function refuseUnknown(owner: string, settings: object, known: readonly string[]): void {
  const odd = Object.keys(settings).find((name) => !known.includes(name));
  if (odd !== undefined) {
    throw new RangeError(`${owner}: there is no hyper-parameter "${odd}"; it has ${known.join(", ")}`);
  }
}

import type { Hyper } from "@downhill/schedules";
import { full, perStep, type Tensor, treeMap } from "@downhill/tensor";
import { hyperAt } from "./hyper.ts";
import type { Params, Transform } from "./optimizer.ts";
import { inPlace, overTensors } from "./overTensors.ts";
import { byName, type Rule } from "./rule.ts";

/** The moments of a rule: for each name a tree of the parameters' form. */
export type Moments<State extends string> = { readonly [K in State]: Params };

/** Hyper-parameters to set; each is a number or a schedule, and those left out take the rule's default. */
export type Settings<H extends string> = { readonly [K in H]?: Hyper };

/** The rule read for one parameter, its gradient and its moments. */
type Leaf = (
  elements: readonly [p: Tensor, g: Tensor, ...moments: Tensor[]],
  scalars: Readonly<Record<string, number>>,
) => readonly Tensor[];

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
  const updated = overTensors(rule);
  const stepped = inPlace(rule);
  const make = (settings: Settings<H> = {}): Transform<Moments<State>> => {
    refuseUnknown(rule.name, settings, hypers);
    const hyper = (name: H, step: number) =>
      hyperAt(rule.name, name, settings[name] ?? rule.hyper[name], step);
    for (const name of hypers) if (typeof settings[name] !== "function") hyper(name, 0);
    /** Goes through the leaves: the update or the parameter, and the moments, of each. */
    const through = <P extends Params>(
      params: P,
      grads: P,
      state: Moments<State>,
      step: number,
      leaf: Leaf,
    ): readonly [P, Moments<State>] => {
      const t = perStep(`${rule.name}.t`, (step) => step + 1, step);
      const scalars = { t, ...byName(hypers, (name) => hyper(name, step)) };
      const elements: (readonly [Tensor, Tensor, ...Tensor[]])[] = [];
      const gather = (p: Tensor, g: Tensor, ...moments: Tensor[]): null => {
        elements.push([p, g, ...moments]);
        return null;
      };
      treeMap<Tensor, null>(gather, params, grads, ...rule.state.map((name) => state[name]));
      const outputs = elements.map((each) => leaf(each, scalars));
      const collect = <T extends Params>(form: T, output: number): T => {
        let at = 0;
        return treeMap((_: Tensor) => outputs[at++]![output]!, form);
      };
      return [collect(params, 0), byName(rule.state, (_, i) => collect<Params>(params, i + 1))];
    };
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
      update: (grads, state, params, step) =>
        through(params, grads, state, step, (elements, scalars) => {
          const outputs = updated(elements, scalars);
          return [outputs.update, ...rule.state.map((name) => outputs[name])];
        }),
      step: (grads, state, params, step) => through(params, grads, state, step, stepped),
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

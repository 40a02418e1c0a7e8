import { add, type Elementwise, runFused, type Tensor, tidy } from "@downhill/tensor";
import { programOf, stepProgramOf } from "./program.ts";
import { byName, inOrder, type Inputs, type Outputs, type Rule } from "./rule.ts";
import { tensors } from "./tensors.ts";

/** A rule applied to one parameter, its gradient and its moments: the main result first, then the new moments. */
export type OneParameter = (
  elements: readonly [p: Tensor, g: Tensor, ...moments: Tensor[]],
  scalars: Readonly<Record<string, number>>,
) => readonly Tensor[];

/**
 * A rule's step for one parameter on a backend, its update first: in one pass over memory if the backend has a fused
 * kernel, otherwise operation by operation. Both use the same rule and differ only by rounding.
 */
export function overTensors<State extends string, H extends string>(rule: Rule<State, H>): OneParameter {
  const names = ["p", "g", ...rule.state];
  let program: Elementwise | undefined;
  return (elements, scalars) => {
    const at = { ...byName(names, (_, i) => elements[i]!), ...scalars };
    return (
      runFused((program ??= programOf(rule)), elements, Object.values(scalars)) ??
      tidy(rule.name, () =>
        inOrder(rule, rule.step(tensors, at as Inputs<Tensor, State, H>) as Outputs<Tensor, State>),
      )
    );
  };
}

/**
 * The update and its addition in one, $\theta \leftarrow \theta + u$, the new parameter first: the old one and its moments
 * are consumed, and if the backend has a fused kernel the new ones reuse their memory.
 */
export function inPlace<State extends string, H extends string>(rule: Rule<State, H>): OneParameter {
  const updated = overTensors(rule);
  const into = [0, ...rule.state.map((_, i) => i + 2)];
  let program: Elementwise | undefined;
  return (elements, scalars) => {
    const [p, , ...moments] = elements;
    const outputs =
      runFused((program ??= stepProgramOf(rule)), elements, Object.values(scalars), into) ??
      tidy(rule.name, () => {
        const [update, ...next] = updated(elements, scalars);
        return [add(p, update!), ...next];
      });
    for (const spent of [p, ...moments]) if (!outputs.includes(spent)) spent.dispose();
    return outputs;
  };
}

import { add, type Elementwise, runFused, type Tensor, tidy } from "@downhill/tensor";
import { programOf, stepProgramOf } from "./program.ts";
import { byName, type Inputs, type Outputs, type Rule } from "./rule.ts";
import { tensors } from "./tensors.ts";

/**
 * A rule's step for one parameter on a backend: in one pass over memory where the backend has a fused kernel, else
 * operation by operation. Both read the same rule and differ by rounding alone.
 */
export function overTensors<State extends string, H extends string>(
  rule: Rule<State, H>,
): (elements: readonly Tensor[], scalars: Readonly<Record<string, number>>) => Outputs<Tensor, State> {
  const names = ["p", "g", ...rule.state];
  const results = ["update", ...rule.state];
  let program: Elementwise | undefined;
  return (elements, scalars) => {
    const fused = runFused((program ??= programOf(rule)), elements, Object.values(scalars));
    if (fused !== undefined) return byName(results, (_, i) => fused[i]!) as Outputs<Tensor, State>;
    const at = { ...byName(names, (_, i) => elements[i]!), ...scalars } as unknown as Inputs<
      Tensor,
      State,
      H
    >;
    return tidy(rule.name, () => rule.step(tensors, at)) as Outputs<Tensor, State>;
  };
}

/**
 * The update and its addition in one, $\theta \leftarrow \theta + u$: the parameter and its moments are spent, and where
 * the backend has a fused kernel the new ones take their memory.
 */
export function inPlace<State extends string, H extends string>(
  rule: Rule<State, H>,
): (
  elements: readonly [p: Tensor, g: Tensor, ...moments: Tensor[]],
  scalars: Readonly<Record<string, number>>,
) => readonly Tensor[] {
  const updated = overTensors(rule);
  const into = [0, ...rule.state.map((_, i) => i + 2)];
  let program: Elementwise | undefined;
  return (elements, scalars) => {
    const [p, , ...moments] = elements;
    const outputs =
      runFused((program ??= stepProgramOf(rule)), elements, Object.values(scalars), into) ??
      tidy(rule.name, () => {
        const next = updated(elements, scalars);
        return [add(p, next.update), ...rule.state.map((name) => next[name])];
      });
    for (const spent of [p, ...moments]) if (!outputs.includes(spent)) spent.dispose();
    return outputs;
  };
}

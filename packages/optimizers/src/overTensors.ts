import { type Elementwise, runFused, type Tensor, tidy } from "@downhill/tensor";
import { programOf } from "./program.ts";
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

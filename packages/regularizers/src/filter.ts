import { checkFunction, checkTensor, paths, type Tensor, ValueError } from "@downhill/tensor";
import type { Params } from "@downhill/optimizers";

/**
 * Which parameters to use, by path (such as `0.w`) and tensor. Biases are usually left out:
 * `(path) => path.endsWith("w")`.
 */
export type Filter = (path: string, parameter: Tensor) => boolean;

/** Which parameters to use; all by default. */
export interface Selection {
  readonly filter?: Filter;
}

/**
 * For each leaf in order, whether the filter accepts it.
 *
 * @throws ValueError when it accepts none.
 */
export function taken(name: string, params: Params, filter: Filter = () => true): readonly boolean[] {
  checkFunction(name, "filter", filter);
  const leaves = paths<Tensor>(params);
  for (const [path, parameter] of leaves) checkTensor(name, path === "" ? "params" : path, parameter);
  const chosen = leaves.map(([path, parameter]) => filter(path, parameter));
  if (!chosen.includes(true)) {
    const known = leaves.map(([path]) => path).join(", ");
    throw new ValueError("no-match", {
      en: `${name}: the filter accepts none of the parameters (${known}); make it return true for some`,
      zh: `${name}：filter 没有选中任何参数（${known}）；请让它对其中一些返回 true`,
    });
  }
  return chosen;
}

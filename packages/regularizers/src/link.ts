import type { Transform } from "@downhill/optimizers";
import { checkTensor, type Tensor, tidy, treeMap } from "@downhill/tensor";

import { type Filter, taken } from "./filter.ts";

/** The state of a link without state. */
export type Stateless = readonly [];

/** The new update of one parameter, from its update, its value and its index among the leaves. */
export type LeafUpdate = (update: Tensor, parameter: Tensor, leaf: number) => Tensor;

/** A link of a `chain` that changes the update of each parameter the filter accepts, and passes the others through. */
export function link(
  name: string,
  filter: Filter | undefined,
  at: (step: number) => LeafUpdate,
): Transform<Stateless> {
  return {
    name,
    init(params) {
      taken(name, params, filter);
      return [];
    },
    update(updates, state, params, step) {
      const chosen = taken(name, params, filter);
      const change = at(step);
      let next = 0;
      const each = (u: Tensor, p: Tensor): Tensor => {
        const leaf = next++;
        checkTensor(name, "updates", u);
        return chosen[leaf] ? change(u, p, leaf) : u;
      };
      return [tidy(name, () => treeMap(each, updates, params)), state];
    },
  };
}

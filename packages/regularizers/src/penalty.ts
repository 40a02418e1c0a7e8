import type { Params } from "@downhill/optimizers";
import { add, mul, paths, type Tensor } from "@downhill/tensor";

import { type Filter, taken } from "./filter.ts";

/** A scalar that depends only on the parameters, to add to the loss. */
export type Penalty = (params: Params) => Tensor;

/** `factor` times the sum of the terms of the parameters the filter accepts, a scalar. */
export function penaltyOf(
  name: string,
  filter: Filter | undefined,
  factor: number,
  each: (parameter: Tensor) => Tensor,
): Penalty {
  return (params) => {
    const chosen = taken(name, params, filter);
    const parts = paths<Tensor>(params)
      .filter((_, i) => chosen[i])
      .map(([, parameter]) => each(parameter));
    return mul(
      parts.reduce((total, next) => add(total, next)),
      factor,
    );
  };
}

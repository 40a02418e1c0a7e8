import { add, tidy, treeMap } from "@downhill/tensor";
import { matching } from "./checked.ts";
import type { Params } from "./optimizer.ts";

/**
 * Adds the updates to the parameters: $\theta \leftarrow \theta + u$.
 *
 * @throws TreeError when parameters and updates differ in form; ShapeError or DTypeError when two corresponding tensors differ.
 * @example
 * ```ts
 * import { apply } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * apply({ w: tensor([1, 2]) }, { w: tensor([-0.5, 0]) }); // { w: [0.5, 2] }
 * ```
 * @see optax's documentation, `apply_updates`.
 */
export const apply = <P extends Params>(params: P, updates: P): P =>
  tidy("apply", () =>
    treeMap(add, params, matching("apply", params, updates, { en: "update", zh: "更新量" })),
  );

import { unary } from "./elementwise.ts";
import { cast } from "./cast.ts";
import { greater } from "./greater.ts";
import { mul } from "./mul.ts";

/**
 * The rectifier $\max(0, x)$ of each element; its gradient at 0 is 0.
 *
 * @example
 * ```ts
 * import { relu, tensor } from "@downhill/tensor";
 * relu(tensor([-1, 2])); // [0, 2]
 * ```
 */
export const relu = unary(
  "relu",
  String.raw`\max(0,\,x)`,
  (ct, { x }) => mul(ct, cast(greater(x, 0), ct.dtype)),
  [0.2, 2],
);

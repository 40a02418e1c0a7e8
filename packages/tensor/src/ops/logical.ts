import { tensor } from "../create.ts";
import { op, type Op } from "../op.ts";
import { broadcastShapes } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { cast } from "./cast.ts";

/** Truth values as 0 and 1, which can be counted. */
export const asCounts = (x: Tensor): Tensor => cast(x, "int32");

/** An operation on two broadcast operands that are true where they are not 0; no gradient flows through it. */
export function logical(
  name: string,
  tex: string,
  forward: (a: Tensor, b: Tensor) => Tensor,
): Op<["a", "b"]> {
  return op({
    name,
    inputs: ["a", "b"],
    takes: "truth",
    gives: "bool",
    tex,
    shape: ([a, b]) => broadcastShapes(name, a, b),
    forward: ({ a, b }) => forward(asCounts(a), asCounts(b)),
    vjp: { a: null, b: null },
    domain: () => {
      const row = tensor([1, 0, 1], { dtype: "bool" });
      const columns = tensor(new Uint8Array([1, 0]), { shape: [2, 1] });
      return [
        [row, tensor([1, 1, 0], { dtype: "bool" })],
        [columns, row],
        [tensor([0, 2]), tensor([-1, 0.5])],
      ];
    },
  });
}

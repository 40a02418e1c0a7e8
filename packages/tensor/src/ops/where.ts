import { tensor, zerosLike } from "../create.ts";
import { op, type Op } from "../op.ts";
import { normal, split } from "../random.ts";
import { run } from "../run.ts";
import { broadcastShapes } from "../shape.ts";
import { broadcastTo, sumTo } from "./broadcast-to.ts";

/**
 * Chooses element by element: $a_i$ where the condition holds, otherwise $b_i$; all three broadcast.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when $a$ and $b$ differ in dtype.
 * @example
 * ```ts
 * import { greater, tensor, where } from "@downhill/tensor";
 * const x = tensor([-1, 2]);
 * where(greater(x, 0), x, 0); // [0, 2]
 * ```
 * @see NumPy reference, `where`.
 */
export const where: Op<["condition", "a", "b"]> = op({
  name: "where",
  inputs: ["condition", "a", "b"],
  takes: { condition: "truth", a: "value", b: "value" },
  tex: String.raw`\begin{cases} a & c \\ b & \text{else} \end{cases}`,
  shape: ([condition, a, b]) => broadcastShapes("where", condition, broadcastShapes("where", a, b)),
  forward: ({ condition, a, b }) => {
    const shape = broadcastShapes("where", condition.shape, broadcastShapes("where", a.shape, b.shape));
    return run("where", [broadcastTo(condition, shape), broadcastTo(a, shape), broadcastTo(b, shape)], {});
  },
  vjp: {
    condition: null,
    a: (ct, { condition, a }) => sumTo(where(condition, ct, zerosLike(ct)), a.shape),
    b: (ct, { condition, b }) => sumTo(where(condition, zerosLike(ct), ct), b.shape),
  },
  domain: (key) => {
    const [k0, k1] = split(key);
    const condition = tensor([1, 0, 1], { dtype: "bool" });
    return [
      [condition, normal(k0, [3]), normal(k1, [3])],
      [condition, normal(k0, [2, 1]), normal(k1, [])],
    ];
  },
});

import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { argTopK, layTopK } from "./arg-top-k.ts";
import { putAlong, takeAlong } from "./take-along.ts";

/**
 * The $k$ largest elements along the last axis, $x_{\sigma_1} \ge \dots \ge x_{\sigma_k}$, largest first: of $x$'s
 * shape except for the last axis, which has length $k$. The gradient goes to the elements taken, at {@link argTopK};
 * among ties, the first are taken.
 *
 * @throws ShapeError when $x$ is a scalar, or $k$ is not a whole number from 1 to the length of the last axis.
 * @example
 * ```ts
 * import { argTopK, takeAlong, tensor, topK } from "@downhill/tensor";
 * const logits = tensor([[3, 1, 2], [5, 5, 6]]);
 * topK(logits, 2); // [[3, 2], [6, 5]]
 * const indices = argTopK(logits, 2); // [[0, 2], [2, 0]]
 * takeAlong(logits, indices); // [[3, 2], [6, 5]]
 * ```
 * @see JAX reference, `jax.lax.top_k`.
 */
export const topK: Op<["x"], number> = op({
  name: "topK",
  inputs: ["x"],
  takes: "value",
  tex: String.raw`x_{\sigma_j},\quad x_{\sigma_1} \ge \dots \ge x_{\sigma_k} \ge \dots`,
  attribute: "k",
  shape: ([x], k) => layTopK("topK", x, k),
  forward: ({ x }, k) => takeAlong(x, argTopK(x, k)),
  vjp: { x: (ct, { x }, k) => putAlong(ct, argTopK(x, k), x.shape, -1) },
  domain: (key) => [
    [normal(key, [5]), 2],
    [normal(key, [2, 3, 4]), 4],
    [normal(key, [3, 1]), 1],
  ],
});

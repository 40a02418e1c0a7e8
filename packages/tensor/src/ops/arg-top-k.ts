import { ones, tensor } from "../create.ts";
import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { tidy } from "../scope.ts";
import { resolveAxes, type Shape, ShapeError, showShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { add } from "./add.ts";
import { cast } from "./cast.ts";
import { concat } from "./concat.ts";
import { equal } from "./equal.ts";
import { expandDims } from "./expand-dims.ts";
import { least } from "./least.ts";
import { max } from "./max.ts";
import { mul } from "./mul.ts";
import { notEqual } from "./not-equal.ts";
import { oneHot } from "./one-hot.ts";
import { sub } from "./sub.ts";
import { where } from "./where.ts";

/** @throws ShapeError unless the last axis has that many elements. */
export function layTopK(name: string, x: Shape, k: number): Shape {
  const length = x[resolveAxes(name, x, -1)[0]!]!;
  if (!Number.isInteger(k) || k < 1 || k > length) {
    throw new ShapeError("out-of-range", {
      en:
        length === 0
          ? `${name}: the last axis of ${showShape(x)} is empty, so it has no largest elements; give it an element`
          : `${name}: ${k} is not a valid number of elements for the last axis of ${showShape(x)}; give a whole number from 1 to ${length}`,
      zh:
        length === 0
          ? `${name}：${showShape(x)} 的最后一个轴是空的，没有元素就没有最大值；请至少给它一个元素`
          : `${name}：无法从 ${showShape(x)} 的最后一个轴取 ${k} 个元素；请给出 1 到 ${length} 的整数`,
    });
  }
  return [...x.slice(0, -1), k];
}

/**
 * The indices of the $k$ largest elements along the last axis, largest first: $\sigma$ with
 * $x_{\sigma_1} \ge \dots \ge x_{\sigma_k}$, of $x$'s shape except for the last axis, of length $k$, and of dtype `int32`.
 * Among ties the first comes first, as in JAX (PyTorch leaves this open), and NaN comes before every number. Each of the $k$ is
 * a separate search, so a whole sort is expensive. {@link takeAlong} takes the values.
 *
 * @throws ShapeError when $x$ is a scalar, or $k$ is not a whole number from 1 to the length of the last axis.
 * @example
 * ```ts
 * import { argTopK, tensor } from "@downhill/tensor";
 * argTopK(tensor([[3, 1, 2], [5, 5, 6]]), 2); // [[0, 2], [2, 0]]
 * ```
 * @see JAX reference, `jax.lax.top_k`.
 */
export const argTopK: Op<["x"], number> = op({
  name: "argTopK",
  inputs: ["x"],
  takes: "value",
  gives: "int32",
  tex: String.raw`\sigma_j \colon\ x_{\sigma_1} \ge \dots \ge x_{\sigma_k} \ge \dots`,
  attribute: "k",
  shape: ([x], k) => layTopK("argTopK", x, k),
  forward: ({ x: given }, k) => {
    const x = given.dtype === "bool" ? cast(given, "int32") : given;
    const { backend, dtype, shape } = x;
    const flags = { depth: shape.at(-1)!, dtype: backend.float };
    const below = tensor(least[dtype], { backend, dtype });
    const nan = cast(notEqual(x, x), backend.float);
    const found: Tensor[] = [];
    let left = ones(shape, { backend });
    while (found.length < k) {
      const [index, others] = tidy("argTopK", () => {
        const most = max(where(cast(left, "bool"), x, below), { axes: -1, keepDims: true });
        const best = mul(left, add(cast(equal(x, most), backend.float), nan));
        const first = run("argMax", [best], { axis: shape.length - 1 });
        return [expandDims(first, -1), sub(left, oneHot(first, flags))] as const;
      });
      found.push(index);
      left.dispose();
      left = others;
    }
    return concat(...(found as [Tensor, ...Tensor[]]), { axis: -1 });
  },
  vjp: { x: null },
  domain: (key) => [
    [normal(key, [5]), 2],
    [normal(key, [2, 3, 4]), 4],
    [tensor([[2, 1, 2, 1]]), 3],
  ],
});

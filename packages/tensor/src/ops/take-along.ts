import { tensor } from "../create.ts";
import { checkIndices } from "../indices.ts";
import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { resolveAxes, sameShape, type Shape, ShapeError, showShape, sizeOf, stridesOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { add } from "./add.ts";
import { gather, scatterAdd } from "./gather.ts";
import { greaterEqual } from "./greater-equal.ts";
import { less } from "./less.ts";
import { logicalAnd } from "./logical-and.ts";
import { mul } from "./mul.ts";
import { reshape } from "./reshape.ts";
import { where } from "./where.ts";

function along(x: Shape, indices: Shape, axis: number): number {
  const at = resolveAxes("takeAlong", x, axis)[0]!;
  if (x.length !== indices.length || !sameShape(x.toSpliced(at, 1), indices.toSpliced(at, 1))) {
    throw new ShapeError("shape-mismatch", {
      en: `takeAlong: indices ${showShape(indices)} do not lie along axis ${axis} of ${showShape(x)}; all other axes must be equal`,
      zh: `takeAlong：下标 ${showShape(indices)} 与 ${showShape(x)} 沿轴 ${axis} 对不上；其余各轴必须等长`,
    });
  }
  return at;
}

/** The positions of the elements in the flat tensor. */
function places(x: Shape, indices: Tensor, axis: number): Tensor {
  const [own, strides] = [stridesOf(indices.shape), stridesOf(x)];
  const starts = Int32Array.from({ length: indices.size }, (_, i) =>
    x.reduce(
      (start, _length, at) =>
        at === axis ? start : start + (Math.floor(i / own[at]!) % indices.shape[at]!) * strides[at]!,
      0,
    ),
  );
  const { backend } = indices;
  const flat = reshape(indices, [-1]);
  const at = add(mul(flat, strides[axis]!), tensor(starts, { backend }));
  if (backend.look?.(indices.handle) !== undefined) return at;
  // After the end of the axis comes the next row, which must not be used for this one.
  return where(logicalAnd(greaterEqual(flat, 0), less(flat, x[axis]!)), at, -1);
}

/** Puts values back where {@link takeAlong} took them from, adding up those from the same position; the rest is 0. */
export function putAlong(values: Tensor, indices: Tensor, shape: Shape, axis: number): Tensor {
  const flat = places(shape, indices, along(shape, indices.shape, axis));
  return reshape(scatterAdd(reshape(values, [values.size]), flat, sizeOf(shape)), shape);
}

/**
 * One element of $x$ for each index, along an axis (default the last): $y_{ij} = x_{i,\,k_{ij}}$. Use it to take the elements
 * found by {@link argMax}, or the probability of each row's class. Indices are whole numbers
 * (`int32` or `bool`). Indices that were computed on a GPU are not checked; those out of range give NaN, or for
 * whole numbers the first or last element of the tensor.
 *
 * @throws ShapeError when the indices differ from $x$ in another axis, or the axis does not exist; ValueError when an index is out of range.
 * @example
 * ```ts
 * import { takeAlong, tensor } from "@downhill/tensor";
 * const x = tensor([[1, 2, 3], [4, 5, 6]]);
 * takeAlong(x, tensor([[2], [0]], { dtype: "int32" })); // [[3], [4]]
 * ```
 * @see NumPy reference, `take_along_axis`.
 */
export const takeAlong: Op<["x", "indices"], number | undefined> = op({
  name: "takeAlong",
  inputs: ["x", "indices"],
  takes: { x: "value", indices: "index" },
  tex: String.raw`x_{i,\,k_{ij}}`,
  attribute: "axis",
  shape: ([x, indices], axis = -1) => {
    along(x, indices, axis);
    return indices;
  },
  forward: ({ x, indices }, axis = -1) => {
    const at = along(x.shape, indices.shape, axis);
    checkIndices("takeAlong", "indices", indices, x.shape[at]!);
    const flat = places(x.shape, indices, at);
    return reshape(gather(reshape(x, [x.size]), flat), indices.shape);
  },
  vjp: {
    x: (ct, { x, indices }, axis = -1) => putAlong(ct, indices, x.shape, axis),
    indices: null,
  },
  domain: (key) => [
    [normal(key, [2, 3]), tensor([[2], [0]], { dtype: "int32" })],
    [normal(key, [2, 3]), tensor(new Int32Array([1, 0, 1, 1, 1, 0, 0, 0, 0]), { shape: [3, 3] }), 0],
  ],
});

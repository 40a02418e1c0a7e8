import { type DType, isFloat } from "../dtype.ts";
import { checkDType } from "../device.ts";
import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { zerosLike } from "../create.ts";

/**
 * The same values in another dtype: fractions are truncated towards zero in `int32`, and `bool` is 1 for every value other than 0. A gradient
 * flows only between floating dtypes.
 *
 * @throws DTypeError when the backend does not have the dtype.
 * @example
 * ```ts
 * import { cast, tensor } from "@downhill/tensor";
 * cast(tensor([1.7, -0.2]), "int32"); // [1, 0]
 * ```
 * @see NumPy reference, `ndarray.astype`.
 */
export const cast: Op<["x"], DType> = op({
  name: "cast",
  inputs: ["x"],
  takes: "any",
  gives: "named",
  tex: "x",
  attribute: "dtype",
  shape: ([x]) => x,
  forward: ({ x }, dtype) => {
    checkDType("cast", x.backend, dtype);
    return run("cast", [x], { dtype });
  },
  vjp: { x: (ct, { x }, dtype) => (isFloat(x.dtype) && isFloat(dtype) ? cast(ct, x.dtype) : zerosLike(x)) },
  domain: (key) => {
    const x = normal(key, [2, 3]);
    return [[x, x.backend.float]];
  },
});

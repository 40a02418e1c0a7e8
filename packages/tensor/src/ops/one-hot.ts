import { tensor } from "../create.ts";
import { type DType } from "../dtype.ts";
import { checkDType } from "../device.ts";
import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { ShapeError } from "../shape.ts";

/** How many classes there are, and the dtype of the result (default the backend's floating one). */
export interface Classes {
  readonly depth: number;
  readonly dtype?: DType;
}

/**
 * Class numbers as indicator vectors: $y_{ij} = 1$ where $j = k_i$, otherwise 0. Indices are whole numbers (`int32`
 * or `bool`); an index that was computed on a GPU is not checked, and gives a row of NaN if it is not a class.
 *
 * @throws ShapeError when `depth` is not a positive integer; ValueError when an index is not a class.
 * @example
 * ```ts
 * import { oneHot, tensor } from "@downhill/tensor";
 * oneHot(tensor([2, 0], { dtype: "int32" }), { depth: 3 }); // [[0, 0, 1], [1, 0, 0]]
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §3.9.1.
 */
export const oneHot: Op<["indices"], Classes> = op({
  name: "oneHot",
  inputs: ["indices"],
  takes: "index",
  gives: "named",
  tex: String.raw`[\,j = k_i\,]`,
  options: ["depth", "dtype"],
  shape: ([indices], { depth }) => {
    if (!Number.isInteger(depth) || depth < 1) {
      throw new ShapeError("out-of-range", {
        en: `oneHot: depth ${depth} is not a number of classes; give a positive integer`,
        zh: `oneHot：depth 为 ${depth}，不能作为类别数；请给出正整数`,
      });
    }
    return [...indices, depth];
  },
  forward: ({ indices }, { depth, dtype = indices.backend.float }) => {
    checkDType("oneHot", indices.backend, dtype);
    return run("oneHot", [indices], { depth, dtype });
  },
  vjp: { indices: null },
  domain: () => [[tensor([2, 0, 1], { dtype: "int32" }), { depth: 4 }]],
});

import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { argSort, sortedAxis, type Sorting, sortingNames } from "./arg-sort.ts";
import { putAlong, takeAlong } from "./take-along.ts";

/**
 * The elements along an axis (default the last) in order, $x_{\sigma_1} \le \dots \le x_{\sigma_n}$, or largest first with
 * `descending`; NaN comes last, in both directions. The gradient goes back to the original position of each element, {@link argSort}.
 *
 * @throws ShapeError when the axis does not exist.
 * @example
 * ```ts
 * import { sort, tensor } from "@downhill/tensor";
 * sort(tensor([[3, 1, 2], [5, NaN, 4]])); // [[1, 2, 3], [4, 5, NaN]]
 * sort(tensor([3, 1, 2]), { descending: true }); // [3, 2, 1]
 * ```
 * @see NumPy reference, `sort`.
 */
export const sort: Op<["x"], Sorting | undefined> = op({
  name: "sort",
  inputs: ["x"],
  takes: "value",
  tex: String.raw`x_{\sigma_j},\quad x_{\sigma_1} \le \dots \le x_{\sigma_n}`,
  options: sortingNames,
  shape: ([x], sorting) => {
    sortedAxis("sort", x, sorting);
    return x;
  },
  forward: ({ x }, sorting) => takeAlong(x, argSort(x, sorting), sortedAxis("sort", x.shape, sorting)),
  vjp: {
    x: (ct, { x }, sorting) =>
      putAlong(ct, argSort(x, sorting), x.shape, sortedAxis("sort", x.shape, sorting)),
  },
  domain: (key) => [
    [normal(key, [5])],
    [normal(key, [2, 3, 4]), { axis: 1 }],
    [normal(key, [3, 4]), { descending: true }],
  ],
});

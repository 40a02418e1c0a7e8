import { isFloat } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { type Key, normal, split } from "../random.ts";
import { type Shape, ShapeError, showShape } from "../shape.ts";
import { conv2d } from "./conv2d.ts";
import { conv2dInput } from "./conv2d-input.ts";
import { type Fixed, lay } from "./windows.ts";
import { wholeConv2dFilter } from "./whole-products.ts";

function filter(x: Shape, y: Shape, { strides, size }: Fixed): Shape {
  const { count } = lay("conv2dFilter", x, { strides, size });
  if (y.length !== 4 || x[0] !== y[0] || showShape(count) !== showShape(y.slice(1, 3))) {
    throw new ShapeError(
      `conv2dFilter: ${showShape(y)} is not what a filter of ${showShape(size)} with strides ${showShape(strides)} makes of ${showShape(x)}; give the size and strides that conv2d had`,
      `conv2dFilter：${showShape(y)} 不是步幅为 ${showShape(strides)} 的 ${showShape(size)} 卷积核作用于 ${showShape(x)} 的结果；size 和 strides 请与 conv2d 的一致`,
    );
  }
  return [...size, x[3]!, y[3]!];
}

/**
 * How images $x$ and results $y$ of a convolution go together, at each place of the filter:
 * $w_{ijco} = \sum_{nm} x_{ns+i,\,ms+j,\,c}\, y_{nmo}$, summed over the batch; `size` is the filter's. The gradient of
 * {@link conv2d} by its filter.
 *
 * @throws ShapeError when the shapes are not those of one convolution; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { conv2dFilter, ones, reshape, tensor } from "@downhill/tensor";
 * const image = reshape(tensor([1, 2, 4]), [1, 1, 3, 1]);
 * reshape(conv2dFilter(image, ones([1, 1, 2, 1]), { size: [1, 2], strides: [1, 1] }), [2]); // [3, 6]
 * ```
 * @see Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285.
 */
export const conv2dFilter: Op<["x", "ct"], Fixed> = op({
  name: "conv2dFilter",
  inputs: ["x", "ct"],
  takes: "number",
  tex: String.raw`\sum_{nm} x_{ns+i,\,ms+j,\,c}\, y_{nmo}`,
  options: ["strides", "size"],
  shape: ([x, ct], fixed) => filter(x, ct, fixed),
  forward: ({ x, ct }, { strides, size }) =>
    isFloat(x.dtype)
      ? run("conv2dFilter", [x, ct], { strides, size })
      : wholeConv2dFilter(x, ct, { strides, size }),
  vjp: {
    x: (w, { x, ct }, { strides }) => conv2dInput(ct, w, { strides, size: [x.shape[1]!, x.shape[2]!] }),
    ct: (w, { x }, { strides }) => conv2d(x, w, { strides }),
  },
  domain: (key) => {
    const [k0, k1] = split(key) as [Key, Key];
    return [
      [normal(k0, [2, 4, 4, 2]), normal(k1, [2, 2, 3, 3]), { strides: [1, 1], size: [3, 2] }],
      [normal(k0, [1, 5, 6, 2]), normal(k1, [1, 2, 2, 1]), { strides: [2, 2], size: [2, 3] }],
      [normal(k0, [1, 6, 5, 1]), normal(k1, [1, 2, 2, 2]), { strides: [3, 2], size: [2, 3] }],
    ];
  },
});

import { isFloat } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { type Key, normal, split } from "../random.ts";
import { type Shape, ShapeError, showShape } from "../shape.ts";
import { conv2d } from "./conv2d.ts";
import { conv2dFilter } from "./conv2d-filter.ts";
import { type Fixed, lay } from "./windows.ts";
import { wholeConv2dInput } from "./whole-products.ts";

function image(y: Shape, filter: Shape, { strides, size }: Fixed): Shape {
  const result = [y[0]!, ...size, filter[2]!];
  const { count } = lay("conv2dInput", result, { strides, size: [filter[0]!, filter[1]!] });
  if (
    y.length !== 4 ||
    filter.length !== 4 ||
    y[3] !== filter[3] ||
    showShape(count) !== showShape(y.slice(1, 3))
  ) {
    throw new ShapeError(
      `conv2dInput: ${showShape(y)} is not what a filter ${showShape(filter)} with strides ${showShape(strides)} makes of an image of ${showShape(size)}, ${showShape([y[0]!, ...count, filter[3]!])}; give the size and strides that conv2d had`,
      `conv2dInput：${showShape(y)} 不是步幅为 ${showShape(strides)} 的卷积核 ${showShape(filter)} 作用于 ${showShape(size)} 图像的结果 ${showShape([y[0]!, ...count, filter[3]!])}；size 和 strides 请与 conv2d 的一致`,
    );
  }
  return result;
}

/**
 * The transposed convolution: every $y_{nmo}$ lays the filter $w$, times its value, onto the image,
 * $x_{klc} = \sum_{ns+i=k,\,ms+j=l} y_{nmo}\, w_{ijco}$. From `[batch, down, across, channels out]` to
 * `[batch, …size, channels in]`. It is the gradient of {@link conv2d} by its input, and what upsampling networks use.
 *
 * @throws ShapeError when the shapes are not those of one convolution; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { conv2dInput, reshape, tensor } from "@downhill/tensor";
 * const y = reshape(tensor([1, 10]), [1, 1, 2, 1]);
 * const filter = reshape(tensor([1, 2]), [1, 2, 1, 1]);
 * reshape(conv2dInput(y, filter, { size: [1, 4], strides: [1, 2] }), [4]); // [1, 2, 10, 20]
 * ```
 * @see Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, §4.
 */
export const conv2dInput: Op<["ct", "filter"], Fixed> = op({
  name: "conv2dInput",
  inputs: ["ct", "filter"],
  takes: "number",
  tex: String.raw`\sum_{ns+i=k,\,ms+j=l} y_{nmo}\, w_{ijco}`,
  options: ["strides", "size"],
  shape: ([ct, filter], fixed) => image(ct, filter, fixed),
  forward: ({ ct, filter }, { strides, size }) =>
    isFloat(ct.dtype)
      ? run("conv2dInput", [ct, filter], { strides, size })
      : wholeConv2dInput(ct, filter, { strides, size }),
  vjp: {
    ct: (x, { filter }, { strides }) => conv2d(x, filter, { strides }),
    filter: (x, { ct, filter }, { strides }) => {
      const [rows, columns] = filter.shape as readonly [number, number];
      return conv2dFilter(x, ct, { strides, size: [rows, columns] });
    },
  },
  domain: (key) => {
    const [k0, k1] = split(key) as [Key, Key];
    return [
      [normal(k0, [2, 2, 3, 3]), normal(k1, [3, 2, 2, 3]), { strides: [1, 1], size: [4, 4] }],
      [normal(k0, [1, 2, 2, 1]), normal(k1, [2, 3, 2, 1]), { strides: [2, 2], size: [5, 6] }],
    ];
  },
});

import { isFloat } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { normal, split } from "../random.ts";
import { run } from "../run.ts";
import { type Shape, ShapeError, showShape } from "../shape.ts";
import { slice } from "./slice.ts";
import { wholeConv2d, wholeConv2dFilter, wholeConv2dInput } from "./whole-products.ts";
import {
  contract,
  dilate,
  dilated,
  type Fixed,
  type Laid,
  lay,
  padded,
  type Padding,
  type Pair,
  sameChannels,
} from "./windows.ts";

// A convolution and its gradients with respect to image and filter: the gradients of each are the other two.

/**
 * How far the filter moves (default 1), what surrounds the image (`"valid"`: nothing), and how far apart the
 * filter's positions are on the image (default 1).
 */
export interface Convolution {
  readonly strides?: number | Pair;
  readonly padding?: Padding;
  readonly dilations?: number | Pair;
}

const layFilter = (
  x: Shape,
  filter: Shape,
  { strides = 1, padding = "valid", dilations = 1 }: Convolution = {},
): Laid => {
  sameChannels("conv2d", x, filter);
  return lay("conv2d", x, { size: dilated(filter, dilations), strides, padding });
};

/**
 * Moves a filter over images and takes inner products (a cross-correlation, as is usual in deep learning),
 * $y_{nmo} = \sum_{ijc} x_{ns+id,\,ms+jd,\,c}\, w_{ijco}$. Images are `[batch, height, width, channels]`, the filter
 * `[height, width, channels in, channels out]`, the result `[batch, down, across, channels out]`. A dilation $d$ spreads
 * the filter with zeros, so it costs as much as a filter of the spread-out size.
 *
 * @throws ShapeError when channels differ or the filter does not fit; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { conv2d, reshape, tensor } from "@downhill/tensor";
 * const image = reshape(tensor([1, 2, 4, 8]), [1, 1, 4, 1]);
 * const difference = reshape(tensor([-1, 1]), [1, 2, 1, 1]);
 * reshape(conv2d(image, difference), [3]); // [1, 2, 4]
 * ```
 * @see LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", Proc. IEEE 1998.
 */
export const conv2d: Op<["x", "filter"], Convolution | undefined> = op({
  name: "conv2d",
  inputs: ["x", "filter"],
  takes: "number",
  tex: String.raw`\sum_{ijc} x_{ns+id,\,ms+jd,\,c}\, w_{ijco}`,
  options: ["strides", "padding", "dilations"],
  shape: ([x, filter], convolution) => [x[0]!, ...layFilter(x, filter, convolution).count, filter[3]!],
  forward: ({ x, filter }, convolution) => {
    const laid = layFilter(x.shape, filter.shape, convolution);
    const [image, wide] = [padded(x, laid), dilate(filter, convolution?.dilations ?? 1)];
    return isFloat(x.dtype)
      ? run("conv2d", [image, wide], { strides: laid.strides })
      : wholeConv2d(image, wide, laid.strides);
  },
  vjp: {
    x: (ct, { x, filter }, convolution) => {
      const { strides, before, padded: whole } = layFilter(x.shape, filter.shape, convolution);
      const wide = conv2dInput(ct, dilate(filter, convolution?.dilations ?? 1), {
        strides,
        size: [whole[1]!, whole[2]!],
      });
      return slice(wide, { begin: before, size: x.shape });
    },
    filter: (ct, { x, filter }, convolution) => {
      const laid = layFilter(x.shape, filter.shape, convolution);
      const { strides, size } = laid;
      return contract(
        conv2dFilter(padded(x, laid), ct, { strides, size }),
        filter.shape,
        convolution?.dilations ?? 1,
      );
    },
  },
  domain: (key) => {
    const [k0, k1] = split(key);
    return [
      [normal(k0, [2, 4, 4, 2]), normal(k1, [3, 2, 2, 3])],
      [normal(k0, [1, 5, 6, 2]), normal(k1, [2, 3, 2, 1]), { strides: 2, padding: "same" }],
      [normal(k0, [1, 4, 3, 1]), normal(k1, [3, 3, 1, 2]), { strides: [2, 1], padding: 1 }],
      [normal(k0, [2, 2, 2, 3]), normal(k1, [1, 1, 3, 2]), { padding: "same" }],
      [
        normal(k0, [1, 5, 6, 2]),
        normal(k1, [2, 3, 2, 2]),
        { dilations: [3, 2], padding: 1, strides: [1, 2] },
      ],
      [normal(k0, [1, 3, 3, 1]), normal(k1, [2, 2, 1, 1]), { padding: 3 }],
    ];
  },
});

function image(y: Shape, filter: Shape, { strides, size }: Fixed): Shape {
  const result = [y[0]!, ...size, filter[2]!];
  const { count } = lay("conv2dInput", result, { strides, size: [filter[0]!, filter[1]!] });
  if (
    y.length !== 4 ||
    filter.length !== 4 ||
    y[3] !== filter[3] ||
    showShape(count) !== showShape(y.slice(1, 3))
  ) {
    throw new ShapeError("shape-mismatch", {
      en: `conv2dInput: ${showShape(y)} is not what a filter ${showShape(filter)} with strides ${showShape(strides)} makes of an image of ${showShape(size)}, ${showShape([y[0]!, ...count, filter[3]!])}; give the size and strides that conv2d had`,
      zh: `conv2dInput：${showShape(y)} 不是步幅为 ${showShape(strides)} 的卷积核 ${showShape(filter)} 作用于 ${showShape(size)} 图像的结果 ${showShape([y[0]!, ...count, filter[3]!])}；size 和 strides 请与 conv2d 的一致`,
    });
  }
  return result;
}

/**
 * The transposed convolution: every $y_{nmo}$ lays the filter $w$, times its value, onto the image,
 * $x_{klc} = \sum_{ns+i=k,\,ms+j=l} y_{nmo}\, w_{ijco}$. From `[batch, down, across, channels out]` to
 * `[batch, …size, channels in]`. It is the gradient of {@link conv2d} with respect to its input, and is used in upsampling networks.
 *
 * @throws ShapeError when the shapes do not belong to one convolution; DTypeError when the dtypes differ.
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
    const [k0, k1] = split(key);
    return [
      [normal(k0, [2, 2, 3, 3]), normal(k1, [3, 2, 2, 3]), { strides: [1, 1], size: [4, 4] }],
      [normal(k0, [1, 2, 2, 1]), normal(k1, [2, 3, 2, 1]), { strides: [2, 2], size: [5, 6] }],
    ];
  },
});

function filter(x: Shape, y: Shape, { strides, size }: Fixed): Shape {
  const { count } = lay("conv2dFilter", x, { strides, size });
  if (y.length !== 4 || x[0] !== y[0] || showShape(count) !== showShape(y.slice(1, 3))) {
    throw new ShapeError("shape-mismatch", {
      en: `conv2dFilter: ${showShape(y)} is not what a filter of ${showShape(size)} with strides ${showShape(strides)} makes of ${showShape(x)}; give the size and strides that conv2d had`,
      zh: `conv2dFilter：${showShape(y)} 不是步幅为 ${showShape(strides)} 的 ${showShape(size)} 卷积核作用于 ${showShape(x)} 的结果；size 和 strides 请与 conv2d 的一致`,
    });
  }
  return [...size, x[3]!, y[3]!];
}

/**
 * The correlation of images $x$ and results $y$ of a convolution, at each position of the filter:
 * $w_{ijco} = \sum_{nm} x_{ns+i,\,ms+j,\,c}\, y_{nmo}$, summed over the batch; `size` is the filter's. The gradient of
 * {@link conv2d} with respect to its filter.
 *
 * @throws ShapeError when the shapes do not belong to one convolution; DTypeError when the dtypes differ.
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
    const [k0, k1] = split(key);
    return [
      [normal(k0, [2, 4, 4, 2]), normal(k1, [2, 2, 3, 3]), { strides: [1, 1], size: [3, 2] }],
      [normal(k0, [1, 5, 6, 2]), normal(k1, [1, 2, 2, 1]), { strides: [2, 2], size: [2, 3] }],
      [normal(k0, [1, 6, 5, 1]), normal(k1, [1, 2, 2, 2]), { strides: [3, 2], size: [2, 3] }],
    ];
  },
});

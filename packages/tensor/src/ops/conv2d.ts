import { isFloat } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { type Key, normal, split } from "../random.ts";
import type { Shape } from "../shape.ts";
import { conv2dFilter } from "./conv2d-filter.ts";
import { conv2dInput } from "./conv2d-input.ts";
import { slice } from "./slice.ts";
import {
  contract,
  dilate,
  dilated,
  lay,
  type Laid,
  padded,
  type Padding,
  type Pair,
  sameChannels,
} from "./windows.ts";
import { wholeConv2d } from "./whole-products.ts";

/**
 * How far the filter moves (1 unless named), what lies around the image (`"valid"`: nothing), and how far apart the
 * filter's places lie on the image (1 unless named).
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
 * Moves a filter over images and takes inner products (a cross-correlation, as everywhere in deep learning),
 * $y_{nmo} = \sum_{ijc} x_{ns+id,\,ms+jd,\,c}\, w_{ijco}$. Images are `[batch, height, width, channels]`, the filter
 * `[height, width, channels in, channels out]`, the result `[batch, down, across, channels out]`. A dilation $d$ spreads
 * the filter with zeros, so that it costs as much as a filter of that size.
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
    const [k0, k1] = split(key) as [Key, Key];
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

import { op, type Op, sameDType } from "../op.ts";
import { type Key, normal, split } from "../random.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import type { Convolution } from "./conv2d.ts";
import { mul } from "./mul.ts";
import { patches } from "./patches.ts";
import { patchesAdd } from "./patchesAdd.ts";
import { reshape } from "./reshape.ts";
import { slice } from "./slice.ts";
import { sum } from "./sum.ts";
import { contract, dilate, dilated, lay, type Laid, padded, sameChannels } from "./windows.ts";

const layFilter = (
  x: Shape,
  filter: Shape,
  { strides = 1, padding = "valid", dilations = 1 }: Convolution = {},
): Laid => {
  sameChannels("depthwiseConv2d", x, filter);
  return lay("depthwiseConv2d", x, { size: dilated(filter, dilations), strides, padding });
};

/** One row for each window: `[windows, places, channels, 1]`, the last axis for the multiples of each channel. */
const windowsOf = (x: Tensor, laid: Laid): Tensor =>
  reshape(patches(padded(x, laid), laid), [-1, laid.size[0] * laid.size[1], x.shape[3]!, 1]);

/** The filter as `[places, channels, multiples]`. */
const places = (filter: Tensor): Tensor => reshape(filter, [-1, filter.shape[2]!, filter.shape[3]!]);

/** A result's channels as multiples of the images', `[windows, 1, channels, multiples]`. */
const apart = (y: Tensor, filter: Shape): Tensor => reshape(y, [-1, 1, filter[2]!, filter[3]!]);

/**
 * A convolution of each channel by itself, $y_{nm,cq} = \sum_{ij} x_{ns+id,\,ms+jd,\,c}\, w_{ijcq}$. The filter is
 * `[height, width, channels, multiples]`, the result `[batch, down, across, channels × multiples]`.
 *
 * @throws ShapeError when channels differ or the filter does not fit; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { depthwiseConv2d, reshape, tensor } from "@downhill/tensor";
 * const image = reshape(tensor([[1, 10], [2, 20], [4, 40]]), [1, 1, 3, 2]);
 * const filter = reshape(tensor([[-1, 1], [1, 1]]), [1, 2, 2, 1]);
 * reshape(depthwiseConv2d(image, filter), [2, 2]); // [[1, 30], [2, 60]]
 * ```
 * @see Howard et al., "MobileNets", arXiv:1704.04861, §3.1.
 */
export const depthwiseConv2d: Op<["x", "filter"], Convolution | undefined> = op({
  name: "depthwiseConv2d",
  inputs: ["x", "filter"],
  tex: String.raw`\sum_{ij} x_{ns+id,\,ms+jd,\,c}\, w_{ijcq}`,
  shape: ([x, filter], convolution) => [
    x[0]!,
    ...layFilter(x, filter, convolution).count,
    filter[2]! * filter[3]!,
  ],
  forward: ({ x, filter }, convolution) => {
    sameDType("depthwiseConv2d", x, filter);
    const laid = layFilter(x.shape, filter.shape, convolution);
    const y = sum(mul(windowsOf(x, laid), places(dilate(filter, convolution?.dilations ?? 1))), { axes: 1 });
    return reshape(y, [x.shape[0]!, ...laid.count, filter.shape[2]! * filter.shape[3]!]);
  },
  vjp: {
    x: (ct, { x, filter }, convolution) => {
      const laid = layFilter(x.shape, filter.shape, convolution);
      const shares = sum(mul(apart(ct, filter.shape), places(dilate(filter, convolution?.dilations ?? 1))), {
        axes: -1,
      });
      const windows = reshape(shares, [x.shape[0]!, ...laid.count, ...laid.size, x.shape[3]!]);
      const wide = patchesAdd(windows, { strides: laid.strides, size: [laid.padded[1]!, laid.padded[2]!] });
      return slice(wide, { begin: laid.before, size: x.shape });
    },
    filter: (ct, { x, filter }, convolution) => {
      const laid = layFilter(x.shape, filter.shape, convolution);
      const wide = sum(mul(windowsOf(x, laid), apart(ct, filter.shape)), { axes: 0 });
      const { shape } = filter;
      return contract(reshape(wide, [...laid.size, ...shape.slice(2)]), shape, convolution?.dilations ?? 1);
    },
  },
  domain: (key) => {
    const [k0, k1] = split(key) as [Key, Key];
    return [
      [normal(k0, [2, 3, 4, 2]), normal(k1, [2, 2, 2, 1])],
      [normal(k0, [1, 5, 4, 2]), normal(k1, [3, 3, 2, 2]), { strides: 2, padding: "same" }],
      [normal(k0, [1, 5, 4, 2]), normal(k1, [2, 2, 2, 1]), { dilations: 2, padding: 1 }],
    ];
  },
});

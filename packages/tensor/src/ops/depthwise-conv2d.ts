import { isFloat } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { normal, split } from "../random.ts";
import { run } from "../run.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import type { Convolution } from "./conv2d.ts";
import { flip } from "./flip.ts";
import { pad, slice } from "./slice.ts";
import { reshape } from "./reshape.ts";
import { sum } from "./sum.ts";
import { transpose } from "./transpose.ts";
import { contract, dilate, dilated, lay, type Laid, padded, sameChannels } from "./windows.ts";
import { wholeConv2d } from "./whole-products.ts";

type Four = readonly [number, number, number, number];

const layFilter = (
  x: Shape,
  filter: Shape,
  { strides = 1, padding = "valid", dilations = 1 }: Convolution = {},
): Laid => {
  sameChannels("depthwiseConv2d", x, filter);
  return lay("depthwiseConv2d", x, { size: dilated(filter, dilations), strides, padding });
};

/** Filters one after the other, in the order of the result's channels: a filter of one channel is applied to that channel. */
const inRow = (filter: Tensor): Tensor => {
  const [rows, columns, channels, multiples] = filter.shape as Four;
  return reshape(filter, [rows, columns, 1, channels * multiples]);
};

/**
 * A separate convolution of each channel, $y_{nm,cq} = \sum_{ij} x_{ns+id,\,ms+jd,\,c}\, w_{ijcq}$. The filter is
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
  takes: "number",
  tex: String.raw`\sum_{ij} x_{ns+id,\,ms+jd,\,c}\, w_{ijcq}`,
  options: ["strides", "padding", "dilations"],
  shape: ([x, filter], convolution) => [
    x[0]!,
    ...layFilter(x, filter, convolution).count,
    filter[2]! * filter[3]!,
  ],
  forward: ({ x, filter }, convolution) => {
    const laid = layFilter(x.shape, filter.shape, convolution);
    const wide = dilate(filter, convolution?.dilations ?? 1);
    const [image, row] = [padded(x, laid), inRow(wide)];
    return isFloat(x.dtype)
      ? run("conv2d", [image, row], { strides: laid.strides })
      : wholeConv2d(image, row, laid.strides);
  },
  vjp: {
    // A convolution of cotangents a stride apart, with the filter rotated.
    x: (ct, { x, filter }, convolution) => {
      const laid = layFilter(x.shape, filter.shape, convolution);
      const [channels, multiples] = [filter.shape[2]!, filter.shape[3]!];
      const turned = flip(dilate(filter, convolution?.dilations ?? 1), [0, 1]);
      const apart = [0, 1].map((axis) => laid.strides[axis]! - 1);
      const margins = [0, 1].map((axis) => laid.size[axis]! - 1);
      const rest = [0, 1].map(
        (axis) => laid.padded[axis + 1]! - (laid.count[axis]! - 1) * laid.strides[axis]! - 1,
      );
      const spread = pad(ct, {
        before: [0, ...margins, 0],
        between: [0, ...apart, 0],
        after: [0, ...rest, 0],
      });
      const each = depthwiseConv2d(spread, reshape(turned, [...laid.size, channels * multiples, 1]));
      const shares = reshape(each, [...laid.padded.slice(0, 3), channels, multiples]);
      const wide = multiples === 1 ? each : sum(shares, { axes: -1 });
      return slice(wide, { begin: laid.before, size: x.shape });
    },
    // A convolution of each image, treated as a channel, with its cotangents as the filter, their positions a stride apart.
    filter: (ct, { x, filter }, convolution) => {
      const laid = layFilter(x.shape, filter.shape, convolution);
      const [rows, columns, channels, multiples] = filter.shape as Four;
      const [batch, height, width] = laid.padded as Four;
      const inside = (y: Tensor): Tensor => transpose(y, [1, 2, 0, 3]);
      const image = reshape(inside(padded(x, laid)), [1, height, width, batch * channels]);
      const cotangents = reshape(inside(ct), [...laid.count, batch * channels, multiples]);
      const y = depthwiseConv2d(image, cotangents, { dilations: laid.strides });
      const each = reshape(y, [y.shape[1]!, y.shape[2]!, batch, channels * multiples]);
      const size = [rows, columns, batch, channels * multiples];
      return reshape(sum(contract(each, size, convolution?.dilations ?? 1), { axes: 2 }), filter.shape);
    },
  },
  domain: (key) => {
    const [k0, k1] = split(key);
    return [
      [normal(k0, [2, 3, 4, 2]), normal(k1, [2, 2, 2, 1])],
      [normal(k0, [1, 5, 4, 2]), normal(k1, [3, 3, 2, 2]), { strides: 2, padding: "same" }],
      [normal(k0, [1, 5, 4, 2]), normal(k1, [2, 2, 2, 1]), { dilations: 2, padding: 1 }],
    ];
  },
});

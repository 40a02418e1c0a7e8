import type { Tensor } from "../tensor.ts";
import { expandDims } from "./expand-dims.ts";
import { mul } from "./mul.ts";
import { patches } from "./patches.ts";
import { wholePatchesAdd } from "./whole-patches-add.ts";
import { reshape } from "./reshape.ts";
import { sum } from "./sum.ts";
import { transpose } from "./transpose.ts";
import type { Fixed, Pair } from "./windows.ts";

// Kernels of matrices and images compute in floats, which hold whole numbers only up to 2^24. For whole numbers the same is
// written with elementwise products and sums, which are exact modulo 2^32 on every backend.

type Four = readonly [number, number, number, number];
type Six = readonly [number, number, number, number, number, number];

const flipped = (x: Tensor): Tensor => {
  const rank = x.shape.length;
  return transpose(x, [...Array(rank - 2).keys(), rank - 1, rank - 2]);
};

/** $\sum_k a_{ik} b_{kj}$ of whole numbers. */
export function wholeMatmul(
  a: Tensor,
  b: Tensor,
  { transposeA, transposeB }: { readonly transposeA: boolean; readonly transposeB: boolean },
): Tensor {
  const [left, right] = [transposeA ? flipped(a) : a, transposeB ? flipped(b) : b];
  return sum(mul(expandDims(left, -1), expandDims(right, -3)), { axes: -2 });
}

const plain = { transposeA: false, transposeB: false } as const;

/** Windows as the rows of a matrix. */
function windowRows(x: Tensor, windows: Fixed): Tensor {
  const y = patches(x, windows);
  const [batch, down, across, rows, columns, channels] = y.shape as Six;
  return reshape(y, [batch * down * across, rows * columns * channels]);
}

/** A convolution of whole numbers; a filter of one channel is applied to each channel separately. */
export function wholeConv2d(x: Tensor, filter: Tensor, strides: Pair): Tensor {
  const [rows, columns, seen, outputs] = filter.shape as Four;
  const windows = patches(x, { size: [rows, columns], strides });
  const [batch, down, across] = windows.shape as Four;
  const channels = x.shape[3]!;
  const places = batch * down * across;
  const y =
    seen === channels
      ? wholeMatmul(
          reshape(windows, [places, rows * columns * channels]),
          reshape(filter, [rows * columns * channels, outputs]),
          plain,
        )
      : sum(
          mul(
            reshape(windows, [places, rows * columns, channels, 1]),
            reshape(filter, [rows * columns, channels, outputs / channels]),
          ),
          { axes: 1 },
        );
  return reshape(y, [batch, down, across, outputs]);
}

/** The cotangent of the filter of a convolution of whole numbers. */
export function wholeConv2dFilter(x: Tensor, ct: Tensor, { strides, size }: Fixed): Tensor {
  const outputs = ct.shape[3]!;
  const cotangents = reshape(ct, [ct.size / outputs, outputs]);
  const y = wholeMatmul(windowRows(x, { strides, size }), cotangents, { ...plain, transposeA: true });
  return reshape(y, [...size, x.shape[3]!, outputs]);
}

/** The cotangent of the image of a convolution of whole numbers. */
export function wholeConv2dInput(ct: Tensor, filter: Tensor, image: Fixed): Tensor {
  const [rows, columns, channels, outputs] = filter.shape as Four;
  const [batch, down, across] = ct.shape as Four;
  const each = wholeMatmul(
    reshape(ct, [batch * down * across, outputs]),
    reshape(filter, [rows * columns * channels, outputs]),
    { ...plain, transposeB: true },
  );
  return wholePatchesAdd(reshape(each, [batch, down, across, rows, columns, channels]), image);
}

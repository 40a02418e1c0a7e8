import type { KernelAttrs, Shape } from "@downhill/tensor";
import type { Lowering, Row } from "./lowering.ts";
import type { OnnxValue } from "./onnx.ts";

type Four = readonly [number, number, number, number];
type Six = readonly [number, number, number, number, number, number];
type Windows = KernelAttrs["patches"];

const windowCount = (length: number, size: number, stride: number): number =>
  Math.floor((length - size) / stride) + 1;

/** An image's windows side by side, `[batch, high, wide, places × channels]`. */
function wide(to: Lowering, image: OnnxValue, { strides, size }: Windows): string {
  const { name, shape } = image;
  const [batch, height, width, channels] = shape as Four;
  const [down, right] = strides;
  const [rows, columns] = size;
  const [high, across] = [windowCount(height, rows, down), windowCount(width, columns, right)];
  if (rows === 1 && columns === 1 && down === 1 && right === 1) return name;
  if (rows === down && columns === right && high * rows === height && across * columns === width) {
    const apart = to.reshape(name, [batch, high, rows, across, columns, channels]);
    const together = to.transpose(apart, [0, 1, 3, 2, 4, 5]);
    return to.reshape(together, [batch, high, across, rows * columns * channels]);
  }
  const places = placesOf(to, image, { strides, size });
  return places.length === 1 ? places[0]! : to.node("Concat", places, { axis: 3 });
}

/** The pixels at each position of all windows, `[batch, high, wide, channels]` each. */
function placesOf(to: Lowering, { name, shape }: OnnxValue, { strides, size }: Windows): readonly string[] {
  const [, height, width] = shape as Four;
  const [down, right] = strides;
  const [rows, columns] = size;
  const [high, across] = [windowCount(height, rows, down), windowCount(width, columns, right)];
  return Array.from({ length: rows * columns }, (_, place) => {
    const [i, j] = [Math.floor(place / columns), place % columns];
    const end = [i + (high - 1) * down + 1, j + (across - 1) * right + 1];
    return to.node("Slice", [name, to.ints([i, j]), to.ints(end), to.ints([1, 2]), to.ints([down, right])]);
  });
}

/** The same as a matrix, a window on each row. */
const matrix = (to: Lowering, x: OnnxValue, windows: Windows, [batch, high, across]: Shape): string => {
  const columns = windows.size[0] * windows.size[1] * x.shape[3]!;
  return to.reshape(wide(to, x, windows), [batch! * high! * across!, columns]);
};

/*
 * Convolutions are products of matrices, with a window on each row. The gradient with respect to the filter is one more
 * product of the same matrix, which the lowering then writes only once; ONNX's own Conv needs the channels first, and as
 * a gradient it takes three times as long (docs/decisions/0037).
 */
export const windowRows: {
  readonly [
    K in "conv2d" | "conv2dInput" | "conv2dFilter" | "maxPool" | "avgPool" | "patches" | "patchesAdd"
  ]: Row<K>;
} = {
  conv2d: (to, [x, filter], { strides }, { shape }) => {
    const [rows, columns, seen, outputs] = filter!.shape as Four;
    const channels = x!.shape[3]!;
    if (seen !== channels) {
      const image = to.transpose(x!.name, [0, 3, 1, 2]);
      const weights = to.transpose(filter!.name, [3, 2, 0, 1]);
      const y = to.node("Conv", [image, weights], { strides, group: channels });
      return to.transpose(y, [0, 2, 3, 1]);
    }
    const weights = to.reshape(filter!.name, [rows * columns * channels, outputs]);
    const windows = matrix(to, x!, { strides, size: [rows, columns] }, shape);
    return to.reshape(to.node("Gemm", [windows, weights]), shape);
  },
  conv2dInput: (to, [ct, filter], { strides, size }) => {
    const [, high, across] = ct!.shape as Four;
    const [rows, columns] = filter!.shape as Four;
    const rest = [size[0] - (high - 1) * strides[0] - rows, size[1] - (across - 1) * strides[1] - columns];
    const y = to.node(
      "ConvTranspose",
      [to.transpose(ct!.name, [0, 3, 1, 2]), to.transpose(filter!.name, [3, 2, 0, 1])],
      { strides, output_padding: rest },
    );
    return to.transpose(y, [0, 2, 3, 1]);
  },
  conv2dFilter: (to, [x, ct], windows, { shape }) => {
    const [batch, high, across, outputs] = ct!.shape as Four;
    const cotangents = to.reshape(ct!.name, [batch * high * across, outputs]);
    const product = to.node("Gemm", [matrix(to, x!, windows, ct!.shape), cotangents], { transA: 1 });
    return to.reshape(product, shape);
  },
  // Unlike ONNX's pools, Max does not pass over NaN, and nothing is transposed.
  maxPool: (to, [x], windows) => {
    const places = placesOf(to, x!, windows);
    return places.length === 1 ? places[0]! : to.node("Max", places);
  },
  avgPool: (to, [x], windows) => to.node("Mean", placesOf(to, x!, windows)),
  patches: (to, [x], windows, { shape }) => to.reshape(wide(to, x!, windows), shape),
  patchesAdd: (to, [y], { strides, size }, { shape }) => {
    const [batch, high, across, rows, columns, channels] = y!.shape as Six;
    if (rows === strides[0] && columns === strides[1]) {
      const apart = to.transpose(y!.name, [0, 1, 3, 2, 4, 5]);
      const image = to.reshape(apart, [batch, high * rows, across * columns, channels]);
      const rest = [size[0] - high * rows, size[1] - across * columns] as const;
      if (rest[0] === 0 && rest[1] === 0) return image;
      return to.node("Pad", [image, to.ints([0, 0, 0, 0, 0, rest[0], rest[1], 0])]);
    }
    const first = to.transpose(y!.name, [0, 5, 3, 4, 1, 2]);
    const columnsOf = to.reshape(first, [batch, channels * rows * columns, high * across]);
    const image = to.node("Col2Im", [columnsOf, to.ints(size), to.ints([rows, columns])], { strides });
    return to.reshape(to.transpose(image, [0, 2, 3, 1]), shape);
  },
};

import type { KernelAttrs } from "../backend.ts";
import { arrayOf, type DType } from "../dtype.ts";
import { type Shape, sizeOf, windowCount } from "../shape.ts";
import type { Kernels, Values } from "./values.ts";

type Pair = readonly [number, number];
type Four = readonly [number, number, number, number];
type Five = readonly [number, number, number, number, number];

type Windowed = "conv2d" | "conv2dInput" | "conv2dFilter" | "maxPool" | "avgPool" | "patches" | "patchesAdd";

/**
 * Slides windows over images and visits each position of each: the pixel it covers and the window, both counted over
 * all images, and the position within the window.
 */
function visit(
  [batch, height, width]: readonly [number, number, number],
  [rows, columns]: Pair,
  [down, right]: Pair,
  see: (pixel: number, window: number, place: number) => void,
): void {
  const [high, wide] = [windowCount(height, rows, down), windowCount(width, columns, right)];
  for (let n = 0; n < batch; n++)
    for (let y = 0; y < high; y++)
      for (let x = 0; x < wide; x++)
        for (let i = 0; i < rows; i++)
          for (let j = 0; j < columns; j++)
            see(
              (n * height + y * down + i) * width + x * right + j,
              (n * high + y) * wide + x,
              i * columns + j,
            );
}

/** Adds up in float64 and rounds once. */
function accumulated(shape: Shape, dtype: DType, fill: (total: Float64Array) => void): Values {
  const total = new Float64Array(sizeOf(shape));
  fill(total);
  return { shape, dtype, data: arrayOf[dtype].from(total) };
}

type See = (input: number, output: number, pair: number) => void;

/** Every pair of an input and an output channel; a filter has a weight for it at each of its positions. */
function channels(inputs: number, outputs: number, see: See): void {
  for (let c = 0; c < inputs; c++) for (let o = 0; o < outputs; o++) see(c, o, c * outputs + o);
}

/** Every output channel with its one input channel, if every input channel has the same number of outputs. */
function channelsApart(inputs: number, outputs: number, see: See): void {
  for (let o = 0; o < outputs; o++) see(Math.floor((o * inputs) / outputs), o, o);
}

/** Folds each window, channel by channel, with `f`, starting with `first`. */
function folded(
  image: Values,
  { strides, size }: KernelAttrs["maxPool"],
  first: number,
  f: (a: number, b: number) => number,
  last: (value: number) => number = (value) => value,
): Values {
  const [batch, height, width, ins] = image.shape as Four;
  const [high, wide] = [windowCount(height, size[0], strides[0]), windowCount(width, size[1], strides[1])];
  return accumulated([batch, high, wide, ins], image.dtype, (y) => {
    y.fill(first);
    visit([batch, height, width], size, strides, (pixel, window) => {
      for (let c = 0; c < ins; c++)
        y[window * ins + c] = f(y[window * ins + c]!, image.data[pixel * ins + c]!);
    });
    y.forEach((value, i) => (y[i] = last(value)));
  });
}

/** The reference backend's kernels that slide windows over images `[batch, height, width, channels]`. */
export const windowKernels: Pick<Kernels, Windowed> = {
  conv2d: ([image, filter], { strides }) => {
    const [batch, height, width, ins] = image!.shape as Four;
    const [rows, columns, seen, outs] = filter!.shape as Four;
    const [high, wide] = [windowCount(height, rows, strides[0]), windowCount(width, columns, strides[1])];
    const paired = seen === ins ? channels : channelsApart;
    return accumulated([batch, high, wide, outs], image!.dtype, (y) =>
      visit([batch, height, width], [rows, columns], strides, (pixel, window, place) =>
        paired(ins, outs, (c, o, pair) => {
          y[window * outs + o]! += image!.data[pixel * ins + c]! * filter!.data[place * seen * outs + pair]!;
        }),
      ),
    );
  },
  conv2dInput: ([y, filter], { strides, size: [height, width] }) => {
    const batch = y!.shape[0]!;
    const [rows, columns, ins, outs] = filter!.shape as Four;
    return accumulated([batch, height, width, ins], y!.dtype, (image) =>
      visit([batch, height, width], [rows, columns], strides, (pixel, window, place) =>
        channels(ins, outs, (c, o, pair) => {
          image[pixel * ins + c]! += y!.data[window * outs + o]! * filter!.data[place * ins * outs + pair]!;
        }),
      ),
    );
  },
  conv2dFilter: ([image, y], { strides, size }) => {
    const [batch, height, width, ins] = image!.shape as Four;
    const outs = y!.shape[3]!;
    return accumulated([...size, ins, outs], y!.dtype, (filter) =>
      visit([batch, height, width], size, strides, (pixel, window, place) =>
        channels(ins, outs, (c, o, pair) => {
          filter[place * ins * outs + pair]! += image!.data[pixel * ins + c]! * y!.data[window * outs + o]!;
        }),
      ),
    );
  },
  maxPool: ([image], windows) => folded(image!, windows, -Infinity, Math.max),
  avgPool: ([image], windows) => {
    const places = windows.size[0] * windows.size[1];
    return folded(
      image!,
      windows,
      0,
      (a, b) => a + b,
      (total) => total / places,
    );
  },
  patches: ([image], { strides, size }) => {
    const [batch, height, width, ins] = image!.shape as Four;
    const [high, wide] = [windowCount(height, size[0], strides[0]), windowCount(width, size[1], strides[1])];
    const places = size[0] * size[1];
    return accumulated([batch, high, wide, ...size, ins], image!.dtype, (y) =>
      visit([batch, height, width], size, strides, (pixel, window, place) => {
        for (let c = 0; c < ins; c++) y[(window * places + place) * ins + c] = image!.data[pixel * ins + c]!;
      }),
    );
  },
  patchesAdd: ([y], { strides, size: [height, width] }) => {
    const [batch, , , rows, columns] = y!.shape as Five;
    const ins = y!.shape[5]!;
    return accumulated([batch, height, width, ins], y!.dtype, (image) =>
      visit([batch, height, width], [rows, columns], strides, (pixel, window, place) => {
        for (let c = 0; c < ins; c++)
          image[pixel * ins + c]! += y!.data[(window * rows * columns + place) * ins + c]!;
      }),
    );
  },
};

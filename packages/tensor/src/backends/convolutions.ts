import type { Handle, KernelAttrs } from "../backend.ts";
import { windowCount } from "../shape.ts";
import type { Info, Lowering, Run } from "./tensorflow-lowering.ts";

type Windowed = "conv2d" | "conv2dInput" | "conv2dFilter" | "maxPool" | "avgPool" | "patches" | "patchesAdd";
type Four = readonly [number, number, number, number];
type Six = readonly [number, number, number, number, number, number];

const layout = { pad: "valid", dataFormat: "NHWC" } as const;
const reshape = (run: Run, x: Handle, shape: readonly number[]): Info => run("Reshape", { x }, { shape });
const slice = (run: Run, x: Handle, begin: readonly number[], size: readonly number[]): Info =>
  run("Slice", { x }, { begin, size });
const transpose = (run: Run, x: Handle, perm: readonly number[]): Info => run("Transpose", { x }, { perm });
const pad = (run: Run, x: Handle, paddings: readonly (readonly [number, number])[]): Info =>
  run("PadV2", { x }, { paddings, constantValue: 0 });

/** Its kernels do not accept integers everywhere. */
const inFloats =
  <K extends Windowed>(lowering: Lowering<K>): Lowering<K> =>
  (run, inputs, attrs) => {
    const { dtype } = inputs[0]!;
    if (dtype === "float32") return lowering(run, inputs, attrs);
    const floats = inputs.map((x) => run("Cast", { x }, { dtype: "float32" }));
    return run("Cast", { x: lowering(run, floats, attrs) }, { dtype });
  };

const pool = <K extends "maxPool" | "avgPool">(name: string): Lowering<K> =>
  inFloats<K>((run, [x], { strides, size }) =>
    run(name, { x: x! }, { filterSize: size, strides, pad: "valid" }),
  );

/** The pixels under each position of the windows: one strided slice per position. */
export function placesOf(
  run: Run,
  x: Info,
  { strides: [down, right], size: [rows, columns] }: KernelAttrs["patches"],
): readonly Info[] {
  const [batch, height, width, channels] = x.shape as Four;
  const [high, wide] = [windowCount(height, rows, down), windowCount(width, columns, right)];
  return grid(rows, columns).map(([i, j]) => {
    const end = [batch, i + (high - 1) * down + 1, j + (wide - 1) * right + 1, channels];
    const masks = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
    return run("StridedSlice", { x }, { begin: [0, i, j, 0], end, strides: [1, down, right, 1], ...masks });
  });
}

/** The kernels that slide windows over images, as TensorFlow.js kernels. */
export const convolutions: { readonly [K in Windowed]: Lowering<K> } = {
  // A filter of one channel is applied to each channel separately.
  conv2d: inFloats((run, [x, filter], { strides }) => {
    const [rows, columns, seen, outputs] = filter!.shape as Four;
    const channels = x!.shape[3]!;
    const attrs = { ...layout, strides, dilations: [1, 1] };
    if (seen === channels) return run("Conv2D", { x: x!, filter: filter! }, attrs);
    const apart = reshape(run, filter!, [rows, columns, channels, outputs / channels]);
    return run("DepthwiseConv2dNative", { x: x!, filter: apart }, attrs);
  }),
  conv2dInput: inFloats((run, [dy, filter], { strides, size }) =>
    run(
      "Conv2DBackpropInput",
      { dy: dy!, filter: filter! },
      { ...layout, strides, inputShape: [dy!.shape[0]!, ...size, filter!.shape[2]!] },
    ),
  ),
  // There is no such kernel on wasm. It is a convolution with channels and batch swapped, in which the cotangent is the filter, dilated by the stride.
  conv2dFilter: inFloats((run, [x, dy], { strides, size }) => {
    const image = transpose(run, x!, [3, 1, 2, 0]);
    const filter = transpose(run, dy!, [1, 2, 0, 3]);
    const y = run("Conv2D", { x: image, filter }, { ...layout, strides: [1, 1], dilations: strides });
    const [channels, , , outputs] = y.shape as Four;
    return transpose(run, slice(run, y, [0, 0, 0, 0], [channels, ...size, outputs]), [1, 2, 0, 3]);
  }),
  maxPool: pool("MaxPool"),
  avgPool: pool("AvgPool"),
  patches: (run, [x], windows) => {
    const places = placesOf(run, x!, windows);
    const [batch, high, wide, channels] = places[0]!.shape as Four;
    const flat = places.map((place) => reshape(run, place, [batch * high * wide, channels]));
    return reshape(run, run("Concat", flat, { axis: 1 }), [batch, high, wide, ...windows.size, channels]);
  },
  // The pixels of each position are spread by the stride, shifted to the position, and summed.
  patchesAdd: (run, [y], { strides: [down, right], size: [height, width] }) => {
    const [batch, high, wide, rows, columns, channels] = y!.shape as Six;
    const flat = reshape(run, y!, [batch * high * wide, rows * columns * channels]);
    const spread = ([i, j]: readonly [number, number]): Info => {
      const place = slice(run, flat, [0, (i * columns + j) * channels], [batch * high * wide, channels]);
      const apart = pad(run, place, [
        [0, 0],
        [0, (right - 1) * channels],
      ]);
      const line = wide * right * channels;
      const lines = pad(run, reshape(run, apart, [batch * high, line]), [
        [0, 0],
        [0, (down - 1) * line],
      ]);
      const [tall, broad] = [(high - 1) * down + 1, (wide - 1) * right + 1];
      const image = reshape(run, lines, [batch, high * down, wide * right, channels]);
      return pad(run, slice(run, image, [0, 0, 0, 0], [batch, tall, broad, channels]), [
        [0, 0],
        [i, height - i - tall],
        [j, width - j - broad],
        [0, 0],
      ]);
    };
    return grid(rows, columns)
      .map(spread)
      .reduce((a, b) => run("Add", { a, b }));
  },
};

const grid = (rows: number, columns: number): (readonly [number, number])[] =>
  Array.from({ length: rows * columns }, (_, place) => [Math.floor(place / columns), place % columns]);

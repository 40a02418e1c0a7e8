import { type Shape, windowCount } from "../shape.ts";
import { common, type Info, type Lowerings } from "./tensorflow.ts";
import { append, fill, moved, reshape, slice, transpose } from "./wasm-moves.ts";

type Four = readonly [number, number, number, number];
type Six = readonly [number, number, number, number, number, number];

/** The image's pixels by their position within a stride: the length of each of these images, and which one has a position. */
function phases(x: Shape, [down, right]: Shape) {
  const [, height, width] = x as Four;
  const [high, wide] = [Math.ceil(height / down!), Math.ceil(width / right!)];
  const missing = [0, high * down! - height, wide * right! - width, 0];
  const at = (i: number, j: number) => ({
    phase: (i % down!) * right! + (j % right!),
    row: Math.floor(i / down!),
    column: Math.floor(j / right!),
  });
  return { high, wide, missing, at };
}

const grid = (rows: number, columns: number): (readonly [number, number])[] =>
  Array.from({ length: rows * columns }, (_, place) => [Math.floor(place / columns), place % columns]);

/** Windows on images, on wasm: TensorFlow.js's kernels are plain loops, or missing. */
export const wasmWindows: Pick<Lowerings, "conv2dInput" | "patches" | "patchesAdd"> = {
  // Its kernel is a plain loop. This is a convolution of the dilated cotangents with the filter rotated.
  conv2dInput: (run, [ct, filter], { strides: [down, right], size: [height, width] }) => {
    const [batch, high, wide, channels] = ct!.shape as Four;
    const [rows, columns] = filter!.shape as Four;
    const apart = append(run, reshape(run, ct!, [batch * high * wide, channels]), [
      0,
      (right - 1) * channels,
    ]);
    const line = wide * right * channels;
    const lines = append(run, reshape(run, apart, [batch * high, line]), [0, (down - 1) * line]);
    const [tall, broad] = [(high - 1) * down + 1, (wide - 1) * right + 1];
    const spread = reshape(run, lines, [batch, high * down, wide * right, channels]);
    const image = slice(run, spread, [0, 0, 0, 0], [batch, tall, broad, channels]);
    const paddings = [
      [0, 0],
      [rows - 1, height - tall],
      [columns - 1, width - broad],
      [0, 0],
    ];
    const x = run("PadV2", { x: image }, { paddings, constantValue: 0 });
    const turned = transpose(run, run("Reverse", { x: filter! }, { dims: [0, 1] }), [0, 1, 3, 2]);
    return common.conv2d(run, [x, turned], { strides: [1, 1] });
  },
  patches: (run, [x], { strides, size: [rows, columns] }) => {
    const [batch, height, width, channels] = x!.shape as Four;
    const count = [windowCount(height, rows, strides[0]), windowCount(width, columns, strides[1])] as const;
    const { high, wide, missing, at } = phases(x!.shape, strides);
    const split = [batch, high, strides[0], wide, strides[1], channels];
    const apart = moved(run, reshape(run, append(run, x!, missing), split), [2, 4, 0, 1, 3, 5]);
    const images = reshape(run, apart, [strides[0] * strides[1] * batch, high, wide * channels]);
    const places = grid(rows, columns).map(([i, j]) => {
      const { phase, row, column } = at(i, j);
      const begin = [phase * batch, row, column * channels];
      const place = slice(run, images, begin, [batch, count[0], count[1] * channels]);
      return reshape(run, place, [1, batch * count[0] * count[1], channels]);
    });
    const windows = transpose(run, run("Concat", places, { axis: 0 }), [1, 0, 2]);
    return reshape(run, windows, [batch, ...count, rows, columns, channels]);
  },
  patchesAdd: (run, [y], { strides, size: [height, width] }) => {
    const [batch, down, across, rows, columns, channels] = y!.shape as unknown as Six;
    const { high, wide, missing, at } = phases([batch, height, width, channels], strides);
    const windows = reshape(run, y!, [batch * down * across, rows * columns, channels]);
    const places = reshape(run, transpose(run, windows, [1, 0, 2]), [
      rows * columns * batch,
      down,
      across * channels,
    ]);
    const shape = [batch, high, wide * channels];
    const sums: (Info | undefined)[] = Array.from({ length: strides[0] * strides[1] });
    for (const [place, [i, j]] of grid(rows, columns).entries()) {
      const { phase, row, column } = at(i, j);
      const part = slice(run, places, [place * batch, 0, 0], [batch, down, across * channels]);
      const paddings = [
        [0, 0],
        [row, high - row - down],
        [column * channels, (wide - column - across) * channels],
      ];
      const laid = run("PadV2", { x: part }, { paddings, constantValue: 0 });
      const before = sums[phase];
      sums[phase] = before === undefined ? laid : run("Add", { a: before, b: laid });
    }
    const images = sums.map((sum) => sum ?? fill(run, shape, 0, y!.dtype));
    const apart = reshape(run, run("Concat", images, { axis: 0 }), [...strides, batch, high, wide, channels]);
    const whole = reshape(run, moved(run, apart, [2, 3, 0, 4, 1, 5]), [
      batch,
      height + missing[1]!,
      width + missing[2]!,
      channels,
    ]);
    return slice(run, whole, [0, 0, 0, 0], [batch, height, width, channels]);
  },
};

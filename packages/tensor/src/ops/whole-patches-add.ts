import type { Tensor } from "../tensor.ts";
import { add } from "./add.ts";
import { reshape } from "./reshape.ts";
import { pad, slice } from "./slice.ts";
import type { Fixed } from "./windows.ts";

type Six = readonly [number, number, number, number, number, number];

/** Windows of whole numbers put back: adds up the pixels of each position, a stride apart. */
export function wholePatchesAdd(y: Tensor, { strides, size }: Fixed): Tensor {
  const [batch, down, across, rows, columns, channels] = y.shape as Six;
  const places = Array.from({ length: rows * columns }, (_, place) => {
    const [i, j] = [Math.floor(place / columns), place % columns];
    const block = { begin: [0, 0, 0, i, j, 0], size: [batch, down, across, 1, 1, channels] };
    const [tall, broad] = [(down - 1) * strides[0] + 1, (across - 1) * strides[1] + 1];
    return pad(reshape(slice(y, block), [batch, down, across, channels]), {
      before: [0, i, j, 0],
      between: [0, strides[0] - 1, strides[1] - 1, 0],
      after: [0, size[0] - i - tall, size[1] - j - broad, 0],
    });
  });
  return places.reduce((a, b) => add(a, b));
}

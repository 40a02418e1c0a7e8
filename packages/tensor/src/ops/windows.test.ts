import fc from "fast-check";
import { expect, test } from "vitest";
import {
  avgPool,
  conv2d,
  conv2dInput,
  depthwiseConv2d,
  maxPool,
  mul,
  ones,
  patches,
  patchesAdd,
  sum,
} from "../index.ts";
import { normal, key } from "../random.ts";
import { lay } from "./windows.ts";

const small = fc.integer({ min: 1, max: 4 });
const lengths = fc.integer({ min: 4, max: 9 });

test("same padding gives a window for each stride, and splits the padding evenly", () => {
  fc.assert(
    fc.property(lengths, lengths, small, small, small, (height, width, rows, columns, stride) => {
      const laid = lay("test", [1, height, width, 2], {
        size: [rows, columns],
        strides: stride,
        padding: "same",
      });
      expect(laid.count).toEqual([Math.ceil(height / stride), Math.ceil(width / stride)]);
      laid.before.forEach((count, axis) => expect([0, 1]).toContain(laid.after[axis]! - count));
    }),
  );
});

test("patchesAdd is the transpose of patches", async () => {
  await fc.assert(
    fc.asyncProperty(lengths, lengths, small, small, small, async (height, width, rows, columns, stride) => {
      const strides = [stride, stride] as const;
      const x = normal(key(1), [2, height, width, 1]);
      const windows = patches(x, { size: [rows, columns], strides });
      const v = normal(key(2), windows.shape);
      const there = await sum(mul(windows, v)).item();
      const back = await sum(mul(x, patchesAdd(v, { size: [height, width], strides }))).item();
      expect(there).toBeCloseTo(back, 10);
    }),
  );
});

const image = ones([1, 4, 4, 2]);
test.each([
  [
    "rank",
    () => maxPool(ones([4, 4]), { size: 2 }),
    "maxPool: [4,4] is not a batch of images; reshape it to [batch, height, width, channels]",
  ],
  [
    "size",
    () => avgPool(image, { size: 5 }),
    'avgPool: no window of [5,5] with strides [5,5] and padding "valid" fits an image of [4,4]; give positive integers and a smaller window, or padding "same"',
  ],
  ["stride", () => maxPool(image, { size: 2, strides: 0 }), "maxPool: no window of [2,2] with strides [0,0]"],
  ["padding", () => maxPool(image, { size: 2, padding: -1 }), "and padding -1 fits an image of [4,4]"],
  [
    "outside",
    () => maxPool(image, { size: 2, padding: 2 }),
    "maxPool: padding 2 leaves windows of [2,2] entirely outside the image; give less than the window's size",
  ],
  [
    "channels",
    () => conv2d(image, ones([2, 2, 3, 1])),
    "conv2d: images [1,4,4,2] and filter [2,2,3,1] differ in channels",
  ],
  [
    "filter",
    () => depthwiseConv2d(image, ones([2, 2])),
    "depthwiseConv2d: images [1,4,4,2] and filter [2,2] differ in channels",
  ],
  [
    "transposed",
    () => conv2dInput(ones([1, 2, 2, 1]), ones([2, 2, 2, 1]), { size: [4, 4], strides: [1, 1] }),
    "conv2dInput: [1,2,2,1] is not what a filter [2,2,2,1] with strides [1,1] makes of an image of [4,4], [1,3,3,1]",
  ],
  [
    "windows",
    () => patchesAdd(ones([1, 2, 2, 2, 2, 1]), { size: [4, 4], strides: [1, 1] }),
    "patchesAdd: [1,2,2,2,2,1] are not the windows of an image of [4,4] with strides [1,1], which has [3,3]",
  ],
])("a misfit is reported with its place and the remedy: %s", (_, misfit, message) => {
  expect(misfit).toThrow(message);
});

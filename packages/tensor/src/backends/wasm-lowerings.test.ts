import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Backend } from "../backend.ts";
import { device, useBackend } from "../device.ts";
import {
  avgPool,
  broadcastTo,
  cast,
  conv2d,
  conv2dFilter,
  conv2dInput,
  depthwiseConv2d,
  full,
  maxPool,
  mul,
  patches,
  patchesAdd,
  slice,
  sum,
  tensor,
  transpose,
} from "../index.ts";
import { key, normal } from "../random.ts";
import { type Shape, sizeOf, windowCount } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { reference } from "./reference.ts";

// Operations that only move values match the reference bit for bit on wasm, on any number of axes; sums and products
// of whole numbers do too.
let wasm: Backend;
beforeAll(async () => {
  wasm = await device("wasm");
});

async function onBoth(run: () => Tensor): Promise<[actual: unknown, expected: unknown]> {
  const results = [];
  for (const backend of [wasm, reference]) {
    using _ = useBackend(backend);
    const y = run();
    results.push({ shape: y.shape, values: [...(await y.data())] });
  }
  return results as [unknown, unknown];
}

const counted = (shape: Shape): Tensor =>
  cast(
    tensor(
      Int32Array.from({ length: sizeOf(shape) }, (_, i) => i),
      { shape },
    ),
    "float32",
  );
const shapes = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 6 });

test("transposes of up to six axes", async () => {
  const orders = shapes.chain((shape) =>
    fc.tuple(
      fc.constant(shape),
      fc.shuffledSubarray([...shape.keys()], { minLength: shape.length, maxLength: shape.length }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(orders, async ([shape, order]) => {
      const [actual, expected] = await onBoth(() => transpose(counted(shape), order));
      expect(actual).toEqual(expected);
    }),
  );
});

test("slices of up to six axes", async () => {
  const axis = fc
    .tuple(fc.nat(3), fc.nat(3), fc.nat(3))
    .map(([length, first, most]) => [length, Math.min(first, length), most] as const);
  await fc.assert(
    fc.asyncProperty(fc.array(axis, { maxLength: 6 }), async (axes) => {
      const begin = axes.map(([, first]) => first);
      const size = axes.map(([length, first, most]) => Math.min(most, length - first));
      const [actual, expected] = await onBoth(() =>
        slice(counted(axes.map(([length]) => length)), { begin, size }),
      );
      expect(actual).toEqual(expected);
    }),
  );
});

test("axes are stretched, for every dtype", async () => {
  const dtypes = fc.constantFrom("float32", "int32", "bool" as const);
  await fc.assert(
    fc.asyncProperty(shapes, fc.nat(63), dtypes, async (shape, ones, dtype) => {
      const from = shape.map((length, axis) => (((ones >> axis) & 1) === 1 ? 1 : length));
      const [actual, expected] = await onBoth(() => broadcastTo(cast(counted(from), dtype), shape));
      expect(actual).toEqual(expected);
    }),
  );
});

const laid = fc
  .record({ rows: fc.integer({ min: 1, max: 3 }), stride: fc.integer({ min: 1, max: 4 }), more: fc.nat(5) })
  .map(({ rows, stride, more }) => ({ rows, stride, length: rows + more }));
/** Whole numbers from -2 to 2, which float32 does not round. */
const few = (seed: number, shape: Shape): Tensor => cast(cast(normal(key(seed), shape), "int32"), "float32");

const filters = fc.record({
  image: fc.tuple(fc.integer({ min: 3, max: 7 }), fc.integer({ min: 3, max: 7 })),
  size: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  batch: fc.integer({ min: 1, max: 2 }),
  channels: fc.integer({ min: 1, max: 5 }),
  multiples: fc.integer({ min: 1, max: 3 }),
  strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  dilations: fc.constantFrom(1, [2, 1] as const, [1, 3] as const),
  padding: fc.constantFrom("same" as const, [1, 2] as const, [2, 3] as const),
});
test("each channel separately, with both gradients", async () => {
  await fc.assert(
    fc.asyncProperty(filters, async ({ image, size, batch, channels, multiples, ...convolution }) => {
      const [x, filter] = [
        [batch, ...image, channels],
        [...size, channels, multiples],
      ] as const;
      const { def } = depthwiseConv2d;
      const at = () => {
        const [of, by] = [few(1, x), few(2, filter)];
        return { x: of, filter: by, y: depthwiseConv2d(of, by, convolution) };
      };
      const forward = await onBoth(() => at().y);
      expect(forward[0]).toEqual(forward[1]);
      for (const rule of Object.values(def.vjp)) {
        const back = await onBoth(() => {
          const here = at();
          return rule!(few(3, here.y.shape), here, convolution);
        });
        expect(back[0]).toEqual(back[1]);
      }
    }),
    { numRuns: 15 },
  );
});

test("images under a filter with strides of two, where the last row or column is not reached, and where it is", async () => {
  for (const [rows, columns] of [
    [1, 1],
    [2, 3],
    [3, 3],
    [3, 2],
  ] as const) {
    for (const size of [
      [5, 7],
      [6, 8],
      [7, 6],
      [15, 3],
    ] as const) {
      const count = [windowCount(size[0], rows, 2), windowCount(size[1], columns, 2)];
      const onto = await onBoth(() =>
        conv2dInput(few(1, [2, ...count, 3]), few(2, [rows, columns, 5, 3]), { size, strides: [2, 2] }),
      );
      expect(onto[0]).toEqual(onto[1]);
    }
  }
});

const odd = fc.constantFrom(NaN, -Infinity, Infinity, -0.5, 0, 3);
const pools = fc.record({
  image: fc.tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 3, max: 9 })),
  size: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  strides: fc.integer({ min: 1, max: 3 }),
  padding: fc.constantFrom("valid" as const, "same" as const),
  channels: fc.integer({ min: 1, max: 5 }),
  some: fc.array(odd, { minLength: 1, maxLength: 12 }),
});
test("the maximum and the mean of windows, also with NaN", async () => {
  await fc.assert(
    fc.asyncProperty(pools, async ({ image, channels, some, ...windows }) => {
      const shape = [1, ...image, channels];
      const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => some[i % some.length]!);
      const largest = await onBoth(() => maxPool(tensor(values, { shape }), windows));
      expect(largest[0]).toEqual(largest[1]);
      const finite = values.map((value) => (Math.abs(value) === Infinity ? 8 : value));
      const means = await onBoth(() => avgPool(tensor(finite, { shape }), { ...windows, size: [1, 2] }));
      expect(means[0]).toEqual(means[1]);
    }),
    { numRuns: 50 },
  );
});

test("whole numbers under filters and in windows", async () => {
  const whole = (seed: number, shape: Shape): Tensor => cast(mul(normal(key(seed), shape), 3), "int32");
  const results = [
    () => conv2d(whole(1, [1, 5, 6, 3]), whole(2, [2, 2, 3, 2])),
    () => depthwiseConv2d(whole(1, [1, 5, 6, 3]), whole(2, [2, 2, 3, 2])),
    () => conv2dInput(whole(1, [1, 4, 5, 2]), whole(2, [2, 2, 3, 2]), { strides: [1, 1], size: [5, 6] }),
    () => conv2dFilter(whole(1, [1, 5, 6, 3]), whole(2, [1, 4, 5, 2]), { strides: [1, 1], size: [2, 2] }),
    () => maxPool(whole(1, [1, 5, 6, 3]), { size: 2, strides: 1, padding: 1 }),
    () => avgPool(whole(1, [1, 5, 6, 3]), { size: 2 }),
  ];
  for (const result of results) {
    const [actual, expected] = await onBoth(result);
    expect(actual).toEqual(expected);
  }
});

test("windows are extracted and summed back, under filters on images too", async () => {
  await fc.assert(
    fc.asyncProperty(laid, laid, async (down, across) => {
      const [size, strides] = [[down.rows, across.rows] as const, [down.stride, across.stride] as const];
      const image = [down.length, across.length] as const;
      const count = [down, across].map(({ length, rows, stride }) => windowCount(length, rows, stride));
      const out = await onBoth(() => patches(counted([2, ...image, 2]), { size, strides }));
      expect(out[0]).toEqual(out[1]);
      const windows = [1, ...count, ...size, 3];
      const back = await onBoth(() => patchesAdd(counted(windows), { size: image, strides }));
      expect(back[0]).toEqual(back[1]);
      const onto = await onBoth(() =>
        conv2dInput(counted([1, ...count, 2]), few(1, [...size, 2, 2]), { size: image, strides }),
      );
      expect(onto[0]).toEqual(onto[1]);
    }),
    { numRuns: 25 },
  );
});

test("long sums of whole numbers are exact, over any axes", async () => {
  for (const [shape, axes] of [
    [[257], [0]],
    [[70_001], [0]],
    [[3, 700, 5], [1]],
    [
      [3, 700, 5],
      [0, 1],
    ],
    [
      [700, 2, 300],
      [0, 2],
    ],
    [
      [2, 1, 1025, 1],
      [0, 1, 2, 3],
    ],
    [[600, 0, 2], [0]],
  ] as const) {
    for (const keepDims of [false, true]) {
      const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => (i % 13) - 6);
      const [actual, expected] = await onBoth(() => sum(tensor(values, { shape }), { axes, keepDims }));
      expect(actual).toEqual(expected);
    }
  }
});

test("a sum of a million equal terms keeps five digits, and one with NaN is NaN", async () => {
  using _ = useBackend(wasm);
  // Three times 256 additions, each off by at most half a unit in the last place: 3 · 256 · 2⁻²⁵ is 2e-5.
  const ratio = (await sum(full([1_000_000], 0.1)).item()) / (1e6 * Math.fround(0.1));
  expect(Math.abs(ratio - 1)).toBeLessThan(2.3e-5);
  const spoilt = new Float32Array(1000);
  spoilt[999] = NaN;
  expect(await sum(tensor(spoilt)).item()).toBeNaN();
});

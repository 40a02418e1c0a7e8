import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Backend } from "../backend.ts";
import { device, useBackend } from "../device.ts";
import { broadcastTo, cast, conv2dInput, patches, patchesAdd, slice, tensor, transpose } from "../index.ts";
import { key, normal } from "../random.ts";
import { type Shape, sizeOf, windowCount } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { reference } from "./reference.ts";

// What moves values and computes none is the same on wasm as on the reference, to the bit, on any number of axes.
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

test("axes are stretched, of every dtype", async () => {
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
test("windows are laid out and put back, and filters onto images", async () => {
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
      const filter = () => cast(cast(normal(key(1), [...size, 2, 2]), "int32"), "float32");
      const onto = await onBoth(() =>
        conv2dInput(counted([1, ...count, 2]), filter(), { size: image, strides }),
      );
      expect(onto[0]).toEqual(onto[1]);
    }),
    { numRuns: 25 },
  );
});

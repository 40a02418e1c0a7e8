import { foldIn, key, permutation } from "@downhill/tensor";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { batches, toTensors } from "./batches.ts";
import { dataset } from "./dataset.ts";

/** Example i holds i, i + ½ and the label 3i, so that any mix-up is visible. */
const counted = (size: number) =>
  dataset({
    x: Float32Array.from({ length: 2 * size }, (_, i) => Math.floor(i / 2) + (i % 2) / 2),
    shape: [2, 1],
    y: Int32Array.from({ length: size }, (_, i) => 3 * i),
  });

const run = fc.record({
  n: fc.integer({ min: 1, max: 40 }),
  size: fc.integer({ min: 1, max: 50 }),
  seed: fc.nat(),
  epochs: fc.integer({ min: 1, max: 3 }),
});

test("each epoch is a new permutation, with x and y aligned", () => {
  fc.assert(
    fc.property(run, ({ n, size, seed, epochs }) => {
      const orders = Array.from({ length: epochs }, () => [] as number[]);
      let steps = 0;
      for (const { x, y, shape, step, epoch } of batches(counted(n), { size, key: key(seed), epochs })) {
        expect(step).toBe(steps++);
        expect(shape).toEqual([y.length, 2, 1]);
        y.forEach((label, i) =>
          expect([...x.subarray(2 * i, 2 * i + 2)]).toEqual([label / 3, label / 3 + 0.5]),
        );
        orders[epoch]!.push(...Array.from(y, (label) => label / 3));
      }
      orders.forEach((order, epoch) => expect(order).toEqual([...permutation(foldIn(key(seed), epoch), n)]));
      for (const order of orders)
        expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
    }),
  );
});

test("a batch is a function of key and step alone", () => {
  fc.assert(
    fc.property(run, fc.nat(), ({ n, size, seed, epochs }, at) => {
      const make = () => batches(counted(n), { size, key: key(seed), epochs });
      const all = [...make()];
      const step = at % all.length;
      expect([...make().from(step)]).toEqual(all.slice(step));
      const stream = make();
      const backwards = all.map((_, i) => stream.batchAt(all.length - 1 - i)).toReversed();
      expect(backwards).toEqual(all);
    }),
  );
});

test("the same seed gives the same order in every run, a different seed a different one", () => {
  const labels = (seed: number) =>
    [...batches(counted(8), { size: 8, key: key(seed), epochs: 2 })].map(({ y }) =>
      Array.from(y, (label) => label / 3),
    );
  expect(labels(42)).toEqual([
    [7, 0, 4, 2, 6, 3, 5, 1],
    [6, 3, 4, 5, 7, 1, 2, 0],
  ]);
  expect(labels(43)).not.toEqual(labels(42));
});

test("dropLast leaves the short batch out; flat joins the axes of an example", () => {
  const all = batches(counted(10), { size: 4, key: key(0), flat: true });
  expect([all.stepsPerEpoch, all.steps]).toEqual([3, 3]);
  expect([...all].map(({ shape }) => shape)).toEqual([
    [4, 2],
    [4, 2],
    [2, 2],
  ]);
  const whole = batches(counted(10), { size: 4, key: key(0), epochs: 2, dropLast: true });
  expect([...whole].map(({ y }) => y.length)).toEqual([4, 4, 4, 4]);
});

test("an endless run has any step", () => {
  const endless = batches(counted(10), { size: 4, key: key(0), epochs: Infinity });
  expect(endless.batchAt(3e9)).toMatchObject({ step: 3e9, epoch: 1e9 });
});

test.each([
  [{ size: 0 }, /size must be a positive integer, got 0/],
  [{ size: 2.5 }, /size must be a positive integer, got 2.5/],
  [{ size: "64" as never }, /size must be a positive integer, got "64"/],
  [{ size: NaN }, /size must be a positive integer, got NaN/],
  [{ size: 4, epochs: 0 }, /epochs must be a positive integer or Infinity, got 0/],
  [{ size: 11, dropLast: true }, /10 examples do not fill one batch of 11/],
])("refuses %o", (options, sentence) => {
  expect(() => batches(counted(10), { ...options, key: key(0) })).toThrow(sentence);
});

test.each([-1, 3, 0.5, NaN])("refuses step %d of 3", (step) => {
  const stream = batches(counted(10), { size: 4, key: key(0) });
  expect(() => stream.batchAt(step)).toThrow(/there is no step .* from 0 to 2 \(3 per epoch\)/);
});

test("a batch becomes tensors of its shape, integers staying integers", async () => {
  const batch = batches(counted(3), { size: 3, key: key(1), flat: true }).batchAt(0);
  const { x, y } = toTensors(batch);
  expect([x.shape, y.shape, y.dtype]).toEqual([[3, 2], [3], "int32"]);
  expect(Array.from(await x.data())).toEqual([...batch.x]);
  expect(Array.from(await y.data())).toEqual([...batch.y]);
  x.dispose();
  y.dispose();
});

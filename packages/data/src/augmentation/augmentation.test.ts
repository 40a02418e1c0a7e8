import { key, permutation, foldIn } from "@downhill/tensor";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dataset, type Rows } from "../dataset.ts";
import { join } from "../pipeline/join.ts";
import { pipeline } from "../pipeline/pipeline.ts";
import type { Augmentation } from "./augmentation.ts";
import { crop } from "./crop.ts";
import { cutout } from "./cutout.ts";
import { symmetricBeta } from "./draws.ts";
import { flip } from "./flip.ts";
import { mixup } from "./mixup.ts";
import { noise } from "./noise.ts";
import { shift } from "./shift.ts";

/** Images whose numbers are all different, so that every pixel shows where it came from; none is 0. */
const images = fc
  .record({
    n: fc.integer({ min: 1, max: 4 }),
    h: fc.integer({ min: 1, max: 6 }),
    w: fc.integer({ min: 1, max: 6 }),
    channels: fc.constantFrom([], [1], [3]),
  })
  .map(({ n, h, w, channels }): Rows => {
    const shape = [n, h, w, ...channels];
    return {
      x: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => i + 1),
      shape,
      y: Int32Array.from({ length: n }, (_, i) => i),
    };
  });
const keys = fc.nat().map((seed) => key(seed));
const ones = (n: number, h: number, w: number): Rows => ({
  x: new Float32Array(n * h * w).fill(1),
  shape: [n, h, w],
  y: new Int32Array(n),
});
const meanOf = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** The pixel of a batch, all channels, or nothing outside. */
function pixel({ x, shape }: Rows, i: number, row: number, column: number): number[] | undefined {
  const [, h, w, c = 1] = shape as [number, number, number, number?];
  if (row < 0 || row >= h || column < 0 || column >= w) return undefined;
  return [...x.subarray(((i * h + row) * w + column) * c).subarray(0, c)];
}

const all: readonly [string, Augmentation][] = [
  ["flip", flip()],
  ["vertical flip", flip({ axis: "vertical" })],
  ["shift", shift({ by: 2 })],
  ["padded crop", (batch, key) => crop({ size: [batch.shape[1]!, batch.shape[2]!], padding: 2 })(batch, key)],
  ["noise", noise({ deviation: 0.1 })],
  ["cutout", cutout({ size: 3 })],
];

test.each(all)("%s keeps shape, labels and its input, and is a function of its key", (_, augment) => {
  fc.assert(
    fc.property(images, keys, (batch, key) => {
      const before = Float32Array.from(batch.x);
      const made = augment(batch, key);
      expect([made.shape, made.y, made.x.length]).toEqual([batch.shape, batch.y, batch.x.length]);
      expect(batch.x).toEqual(before);
      expect(augment(batch, key)).toEqual(made);
    }),
  );
});

test.each(all)("%s gives something new with a different key", (_, augment) => {
  const batch = { ...ones(8, 6, 6), x: Float32Array.from({ length: 288 }, (_, i) => i + 1) };
  expect(augment(batch, key(2)).x).not.toEqual(augment(batch, key(1)).x);
});

test("a flip mirrors; twice with one key it is the identity", () => {
  fc.assert(
    fc.property(images, keys, fc.constantFrom("horizontal", "vertical"), (batch, key, axis) => {
      const maybe = flip({ axis });
      expect(maybe(maybe(batch, key), key)).toEqual(batch);
      const flipped = flip({ axis, probability: 1 })(batch, key);
      const [n, h, w] = batch.shape as [number, number, number];
      for (let i = 0; i < n; i++) {
        const mirrored = axis === "horizontal" ? pixel(batch, i, 0, w - 1) : pixel(batch, i, h - 1, 0);
        expect(pixel(flipped, i, 0, 0)).toEqual(mirrored);
      }
      expect(flip({ axis, probability: 0 })(batch, key)).toEqual(batch);
    }),
  );
});

test("a probability is respected", () => {
  const halves = {
    x: Float32Array.from({ length: 4000 }, (_, i) => i % 2),
    shape: [2000, 1, 2],
    y: new Int32Array(2000),
  };
  const { x } = flip({ probability: 0.3 })(halves, key(4));
  expect(meanOf(x.filter((_, i) => i % 2 === 0))).toBeCloseTo(0.3, 1);
});

test("shift and crop show a window of the padded image, at a different place for each", () => {
  const sizes = fc.record({ by: fc.integer({ min: 0, max: 3 }), fill: fc.integer({ min: -9, max: -1 }) });
  fc.assert(
    fc.property(images, keys, sizes, (batch, key, { by, fill }) => {
      const [n, h, w, c = 1] = batch.shape as [number, number, number, number?];
      const smaller = [Math.max(1, h - 1), Math.max(1, w - 2)] as const;
      for (const [made, rows, columns] of [
        [shift({ by, fill })(batch, key), h, w],
        [crop({ size: smaller, padding: by, fill })(batch, key), ...smaller],
      ] as const) {
        expect(made.shape).toEqual([n, rows, columns, ...batch.shape.slice(3)]);
        for (let i = 0; i < n; i++) {
          const fits = (down: number, right: number) =>
            Array.from({ length: rows * columns }, (_, at) => [Math.floor(at / columns), at % columns]).every(
              ([row, column]) =>
                String(pixel(made, i, row!, column!)) ===
                String(pixel(batch, i, row! + down, column! + right) ?? Array<number>(c).fill(fill)),
            );
          const places = Array.from({ length: 2 * by + 3 }, (_, d) => d - by);
          expect(places.some((down) => places.some((right) => fits(down, right)))).toBe(true);
        }
      }
    }),
  );
});

test("cutout leaves the mean that its formula predicts", () => {
  const [n, h, w, size] = [4000, 8, 6, 3];
  const covered = (length: number) =>
    meanOf(
      Array.from(
        { length },
        (_, middle) => [-1, 0, 1].filter((d) => middle + d >= 0 && middle + d < length).length,
      ),
    );
  const { x } = cutout({ size })(ones(n, h, w), key(1));
  expect(meanOf(x)).toBeCloseTo(1 - (covered(h) * covered(w)) / (h * w), 2);
  expect(cutout({ size: 0 })(ones(1, h, w), key(1))).toEqual(ones(1, h, w));
  expect(new Set(cutout({ size: 20, fill: 0.5 })(ones(2, h, w), key(1)).x)).toEqual(new Set([0.5]));
});

test("noise has mean 0 and its deviation, and neighbours are independent", () => {
  const zeros = { ...ones(1, 200, 200), x: new Float32Array(40000) };
  const { x } = noise({ deviation: 0.5 })(zeros, key(9));
  expect(meanOf(x)).toBeCloseTo(0, 2);
  expect(meanOf(x.map((value) => value ** 2))).toBeCloseTo(0.25, 2);
  expect(meanOf(x.map((value) => value ** 4)) / 0.25 ** 2).toBeCloseTo(3, 0);
  expect(meanOf(x.slice(1).map((value, i) => value * x[i]!))).toBeCloseTo(0, 2);
  expect(noise({ deviation: 0 })(zeros, key(9))).toEqual(zeros);
});

test("mixup mixes examples and targets with one λ and one partner", () => {
  const alphas = fc.double({ min: 0.01, max: 20, noNaN: true });
  fc.assert(
    fc.property(images, keys, alphas, (batch, key, alpha) => {
      const classes = batch.y.length;
      const { x, y, yShape, lambda, shape } = mixup({ alpha, classes })(batch, key);
      const partner = permutation(foldIn(key, 1), classes);
      const width = batch.x.length / classes;
      expect([shape, yShape]).toEqual([batch.shape, [classes, classes]]);
      expect(lambda >= 0 && lambda <= 1).toBe(true);
      for (let i = 0; i < classes; i++) {
        const expected = new Float32Array(classes);
        expected[i]! += lambda;
        expected[partner[i]!]! += 1 - lambda;
        y.subarray(i * classes, (i + 1) * classes).forEach((p, k) => expect(p).toBeCloseTo(expected[k]!, 6));
        const own = batch.x[i * width]!;
        expect(x[i * width]).toBeCloseTo(lambda * own + (1 - lambda) * batch.x[partner[i]! * width]!, 3);
      }
    }),
  );
});

test("real targets are mixed like the examples they belong to", () => {
  const x = Float32Array.of(1, 2, 3, 4);
  const { y, yShape } = mixup({ alpha: 1 })({ x, shape: [4, 1], y: Float32Array.from(x) }, key(3));
  const mixed = mixup({ alpha: 1 })({ x, shape: [4, 1], y: x }, key(3));
  expect([y, yShape]).toEqual([mixed.x, [4]]);
});

test.each([0.05, 0.2, 1, 4])("λ for α = %d has the mean and the variance of Beta(α, α)", (alpha) => {
  const lambdas = Array.from({ length: 3000 }, (_, i) => symmetricBeta(foldIn(key(5), i), alpha));
  expect(meanOf(lambdas)).toBeCloseTo(0.5, 1);
  const variance = meanOf(lambdas.map((lambda) => (lambda - 0.5) ** 2));
  expect(Math.abs(variance * 4 * (2 * alpha + 1) - 1)).toBeLessThan(0.1);
  expect(
    Math.abs(
      meanOf(lambdas.map((lambda) => (lambda - 0.5) ** 4)) / (3 / (16 * (2 * alpha + 1) * (2 * alpha + 3))) -
        1,
    ),
  ).toBeLessThan(0.15);
});

test("augmentations run in a pipeline, which resumes with the same images", async () => {
  const points = dataset({
    x: Uint8Array.from({ length: 96 }, (_, i) => i),
    shape: [4, 4],
    y: Int32Array.of(0, 1, 2, 0, 1, 2),
    scale: 1 / 255,
  });
  const made = pipeline(points)
    .shuffle({ buffer: 6, key: key(0) })
    .batch(2)
    .map(join)
    .augment(key(1), flip())
    .augment(key(2), shift({ by: 1 }))
    .augment(key(3), mixup({ alpha: 0.4, classes: 3 }))
    .repeat(2);
  const walk = made.walk();
  for (let step = 0; step < 2; step++) await walk.next();
  const saved = walk.position;
  const next = [await walk.next(), await walk.next()];
  const again = made.walk(saved);
  expect([await again.next(), await again.next()]).toEqual(next);
});

const flat: Rows = { x: new Float32Array(8), shape: [2, 4], y: new Int32Array(2) };
test.each([
  [
    () => flip()(flat, key(0)),
    /flip: a batch of shape \[2, 4\] is not a batch of images.*before you flatten/,
  ],
  [() => flip({ probability: 1.5 }), /probability is 1.5; give a number from 0 to 1/],
  [() => shift({ by: 0.5 }), /by is 0.5; give a whole number, at least 0/],
  [() => crop({ size: [0, 3] }), /size is 0/],
  [
    () => crop({ size: [5, 3], padding: 1 })(ones(1, 2, 2), key(0)),
    /\[5, 3\] is larger than images of \[2, 2\] with 1 pixels of padding/,
  ],
  [() => cutout({ size: -1 }), /size is -1/],
  [() => noise({ deviation: NaN }), /deviation is NaN/],
  [() => noise({ deviation: Infinity }), /deviation is Infinity/],
  [() => mixup({ alpha: 0, classes: 2 }), /alpha is 0; give a positive number/],
  [
    () => mixup({ alpha: 1, classes: 2 })({ ...flat, y: Int32Array.of(0, 2) }, key(0)),
    /example 1 has the label 2, but the 2 classes are numbered 0 to 1/,
  ],
])("invalid input is refused: %o", (make, sentence) => {
  expect(make).toThrow(
    expect.objectContaining({
      name: "DataError",
      message: expect.stringMatching(sentence) as string,
      zh: expect.stringMatching(/^\w+：.*[\u4e00-\u9fff].*。$/) as string,
    }),
  );
});

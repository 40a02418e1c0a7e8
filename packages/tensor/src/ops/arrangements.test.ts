import fc from "fast-check";
import { expect, test } from "vitest";
import { add, flip, mul, pad, reshape, slice, sum, tensor, transpose } from "../index.ts";
import { key, normal } from "../random.ts";
import { broadcastShapes, type Shape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

const counted = (shape: Shape): Tensor =>
  tensor(
    Float64Array.from({ length: sizeOf(shape) }, (_, i) => i),
    { shape },
  );
const numbers = async (x: Tensor): Promise<number[]> => [...(await x.data())];

/** The coordinates of every element, in order. */
const coordinates = (shape: Shape): number[][] =>
  shape.reduce<number[][]>(
    (before, length) => before.flatMap((each) => Array.from({ length }, (_, i) => [...each, i])),
    [[]],
  );
const flat = (at: readonly number[], shape: Shape): number =>
  shape.reduce((index, length, axis) => index * length + at[axis]!, 0);

/** A block within an axis: its length, its start, how many elements, how far apart. */
const block = fc
  .record({
    length: fc.integer({ min: 1, max: 7 }),
    begin: fc.nat(6),
    step: fc.constantFrom(-3, -2, -1, 1, 2, 4),
    most: fc.nat(4),
  })
  .map(({ length, begin, step, most }) => {
    const first = begin % length;
    const room = step > 0 ? Math.ceil((length - first) / step) : Math.floor(first / -step) + 1;
    return { length, begin: first, step, size: Math.min(most, room) };
  });
const blocks = fc.array(block, { minLength: 1, maxLength: 3 });

test("slices match manual indexing", async () => {
  await fc.assert(
    fc.asyncProperty(blocks, async (axes) => {
      const shape = axes.map(({ length }) => length);
      const [begin, size, steps] = [
        axes.map((axis) => axis.begin),
        axes.map((axis) => axis.size),
        axes.map((axis) => axis.step),
      ];
      const expected = coordinates(size).map((at) =>
        flat(
          at.map((i, axis) => begin[axis]! + i * steps[axis]!),
          shape,
        ),
      );
      expect(await numbers(slice(counted(shape), { begin, size, steps }))).toEqual(expected);
    }),
  );
});

const margin = fc.record({
  length: fc.nat(4),
  before: fc.nat(2),
  after: fc.nat(2),
  between: fc.nat(2),
});
test("padding is the transpose of slicing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(margin, { minLength: 1, maxLength: 3 }), async (axes) => {
      const shape = axes.map(({ length }) => length);
      const before = axes.map((axis) => axis.before);
      const [after, between] = [axes.map((axis) => axis.after), axes.map((axis) => axis.between)];
      const x = normal(key(1), shape);
      const wide = pad(x, { before, after, between });
      const y = normal(key(2), wide.shape);
      const back = slice(y, { begin: before, size: shape, steps: between.map((count) => count + 1) });
      expect(await sum(mul(wide, y)).item()).toBeCloseTo(await sum(mul(x, back)).item(), 10);
      expect(
        await numbers(slice(wide, { begin: before, size: shape, steps: between.map((n) => n + 1) })),
      ).toEqual(await numbers(x));
    }),
    { numRuns: 50 },
  );
});

const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom("both", "a", "b")), {
  maxLength: 4,
});
test("broadcasting repeats axes of length 1, and missing axes", async () => {
  await fc.assert(
    fc.asyncProperty(pairs, fc.nat(4), async (axes, dropped) => {
      const a = axes.map(([length, who]) => (who === "b" ? 1 : length));
      const b = axes.map(([length, who]) => (who === "a" ? 1 : length)).slice(dropped);
      const to = broadcastShapes("test", a, b);
      const from = (at: readonly number[], shape: Shape): number =>
        flat(
          at.slice(to.length - shape.length).map((i, axis) => (shape[axis] === 1 ? 0 : i)),
          shape,
        );
      const expected = coordinates(to).map((at) => from(at, a) + 100 * from(at, b));
      const y = add(counted(a), mul(counted(b), 100));
      expect(y.shape).toEqual(to);
      expect(await numbers(y)).toEqual(expected);
    }),
  );
});

const shuffled = fc
  .array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 })
  .chain((shape) =>
    fc.tuple(
      fc.constant(shape),
      fc.shuffledSubarray([...shape.keys()], { minLength: shape.length, maxLength: shape.length }),
    ),
  );
test("transposing moves each element's coordinates, and its inverse moves them back", async () => {
  await fc.assert(
    fc.asyncProperty(shuffled, async ([shape, permutation]) => {
      const x = counted(shape);
      const y = transpose(x, permutation);
      const expected = coordinates(y.shape).map((at) =>
        flat(
          shape.map((_, axis) => at[permutation.indexOf(axis)]!),
          shape,
        ),
      );
      expect(await numbers(y)).toEqual(expected);
      const back = transpose(
        y,
        shape.map((_, axis) => permutation.indexOf(axis)),
      );
      expect([back.shape, await numbers(back)]).toEqual([shape, await numbers(x)]);
    }),
  );
});

test("reshaping keeps the order, and flipping twice changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(shuffled, async ([shape, axes]) => {
      const x = counted(shape);
      const line = reshape(x, [sizeOf(shape)]);
      expect(await numbers(reshape(line, shape))).toEqual(await numbers(x));
      const some = axes.slice(1);
      expect(await numbers(flip(flip(x, some), some))).toEqual(await numbers(x));
    }),
  );
});

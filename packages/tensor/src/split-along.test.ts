import fc from "fast-check";
import { expect, test } from "vitest";
import { device } from "./device.ts";
import { add, concat, normal, ones, splitAlong, stack, tensor } from "./index.ts";
import { key } from "./random.ts";

test("concat joins what splitAlong splits", async () => {
  const cuts = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(cuts, fc.constantFrom(0, 1), async (sizes, axis) => {
      const x = normal(
        key(1),
        [2, 2].with(
          axis,
          sizes.reduce((a, b) => a + b),
        ),
      );
      const parts = splitAlong(x, sizes, { axis });
      expect(parts.map(({ shape }) => shape[axis])).toEqual(sizes);
      const whole = concat(...parts, { axis });
      expect(whole.shape).toEqual(x.shape);
      expect(await whole.data()).toEqual(await x.data());
    }),
  );
});

test("many tensors and one are joined like two", async () => {
  const x = tensor([1, 2]);
  expect(concat(x, x, x, x).shape).toEqual([8]);
  expect(stack(x, x, x, { axis: 1 }).shape).toEqual([2, 3]);
  expect(await concat(x).data()).toEqual(await x.data());
});

test.each([
  [
    "splitAlong",
    () => splitAlong(tensor([1, 2, 3]), 2),
    "splitAlong: 2 equal parts do not fill axis 0 of [3]; give a divisor of 3, or lengths that add up to it",
  ],
  [
    "parts",
    () => splitAlong(tensor([1, 2, 3]), [1, 1]),
    "splitAlong: parts of [1,1] do not fill axis 0 of [3]",
  ],
  ["none", () => splitAlong(tensor([1, 2, 3]), 0), "splitAlong: 0 equal parts do not fill axis 0 of [3]"],
  [
    "concat",
    () => concat(ones([2, 3]), ones([2, 2])),
    "concat: [2,3] and [2,2] do not join along axis 0: all other axes must be equal; reshape or slice one, or use stack",
  ],
  [
    "stack",
    () => stack(ones([2]), ones([3])),
    "stack: [2] and [3] are not layers of one shape; make them equal, or use concat",
  ],
  ["nothing", () => concat({ axis: 0 }), "concat: give it tensors, then { axis }: concat(a, b, { axis: 0 })"],
])("a misfit is reported with its place and the remedy: %s", (_, misfit, message) => {
  expect(misfit).toThrow(message);
});

test("more axes than TensorFlow.js can combine are refused", async () => {
  const x = ones([1, 1, 1, 1, 1, 1, 2], { backend: await device("wasm") });
  expect(() => add(x, x)).toThrow("has more than 6 axes");
});

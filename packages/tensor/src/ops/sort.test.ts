import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { device, useBackend } from "../device.ts";
import { argSort, cast, ShapeError, sort, takeAlong, tensor, zeros } from "../index.ts";

/** JavaScript's sort is stable; NaN is put last. */
function expectedPlaces(values: readonly number[], descending: boolean): number[] {
  const order = (a: number, b: number): number =>
    Number.isNaN(a) || Number.isNaN(b)
      ? Number(Number.isNaN(a)) - Number(Number.isNaN(b))
      : a < b
        ? -1
        : Number(a > b);
  const turned = (a: number, b: number): number =>
    Number.isNaN(a) || Number.isNaN(b) ? order(a, b) : order(b, a);
  return values.map((_, i) => i).sort((i, j) => (descending ? turned : order)(values[i]!, values[j]!));
}

const number = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constantFrom(NaN, Infinity, -Infinity, 0.5));

describe.each(["reference", "wasm"])("on %s", (name) => {
  test.each([false, true])("is a stable sort with NaN last, descending: %s", async (descending) => {
    using _ = useBackend(await device(name));
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 40 }), async (values) => {
        const x = tensor(values);
        const [places, sorted] = [argSort(x, { descending }), sort(x, { descending })];
        const expected = expectedPlaces(values, descending);
        expect([...(await places.data())]).toEqual(expected);
        expect([...(await sorted.data())]).toEqual(expected.map((i) => values[i]! + 0));
        for (const each of [x, places, sorted]) each.dispose();
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test("whole numbers keep their last digit, and both ends sort", async () => {
    using _ = useBackend(await device(name));
    const x = tensor([2 ** 31 - 1, 16_777_217, -(2 ** 31), 16_777_216, 0], { dtype: "int32" });
    const up = sort(x);
    expect([up.dtype, ...(await up.data())]).toEqual([
      "int32",
      -(2 ** 31),
      0,
      16_777_216,
      16_777_217,
      2 ** 31 - 1,
    ]);
    expect([...(await argSort(x, { descending: true }).data())]).toEqual([0, 1, 3, 4, 2]);
    expect([...(await argSort(cast(tensor([1, 0, 1, 0]), "bool")).data())]).toEqual([1, 3, 0, 2]);
  });

  test("sorts along any axis, each row separately", async () => {
    using _ = useBackend(await device(name));
    const x = tensor([
      [3, 1],
      [1, 2],
      [2, 0],
    ]);
    expect([...(await sort(x, { axis: 0 }).data())]).toEqual([1, 0, 2, 1, 3, 2]);
    expect([...(await takeAlong(x, argSort(x, { axis: 0 }), 0).data())]).toEqual([1, 0, 2, 1, 3, 2]);
    expect([...(await sort(x, { axis: -1 }).data())]).toEqual([1, 3, 1, 2, 0, 2]);
  });

  test("keeps no tensor but its result", async () => {
    const backend = await device(name);
    using _ = useBackend(backend);
    const x = tensor(Array.from({ length: 33 }, (_, i) => (i * 7) % 33));
    const before = backend.live();
    argSort(x).dispose();
    expect(backend.live()).toBe(before);
  });
});

test("an empty tensor sorts to itself, and a scalar has no axis", () => {
  expect(sort(zeros([0])).shape).toEqual([0]);
  expect(argSort(zeros([2, 0])).shape).toEqual([2, 0]);
  expect(sort(zeros([0, 3])).shape).toEqual([0, 3]);
  expect(() => sort(tensor(1))).toThrow(ShapeError);
  expect(() => argSort(zeros([2]), { axis: 1 })).toThrow(ShapeError);
});

import { describe, expect, test } from "vitest";
import { device, useBackend } from "../device.ts";
import { argTopK, cast, ShapeError, takeAlong, tensor, topK, zeros } from "../index.ts";

describe.each(["reference", "wasm"])("on %s", (name) => {
  const places = async (values: readonly number[], k: number): Promise<number[]> => {
    using _ = useBackend(await device(name));
    return [...(await argTopK(tensor(values), k).data())];
  };

  test.each([
    ["among equals the first is first", [1, 2, 2, 1], 4, [1, 2, 0, 3]],
    ["minus infinity is taken last, and once", [-Infinity, 0, -Infinity], 3, [1, 0, 2]],
    ["NaN comes before infinity", [0, Infinity, NaN, 5, NaN], 4, [2, 4, 1, 3]],
    ["zeros of both signs are equal", [-0, 0, -1], 2, [0, 1]],
  ] as const)("%s", async (_, values, k, expected) => {
    expect(await places(values, k)).toEqual(expected);
  });

  test("of whole numbers, and of truth values", async () => {
    using _ = useBackend(await device(name));
    const whole = tensor([-(2 ** 31), 7, -(2 ** 31)], { dtype: "int32" });
    expect([...(await argTopK(whole, 3).data())]).toEqual([1, 0, 2]);
    const largest = topK(whole, 2);
    expect([largest.dtype, ...(await largest.data())]).toEqual(["int32", 7, -(2 ** 31)]);
    expect([...(await argTopK(cast(tensor([0, 1, 0, 1]), "bool"), 3).data())]).toEqual([1, 3, 0]);
  });

  test("k equal to the length sorts the row, and its values match the indices", async () => {
    using _ = useBackend(await device(name));
    const values = Array.from({ length: 60 }, (_, i) => (i * 37) % 23);
    const x = tensor(Float32Array.from(values), { shape: [3, 20] });
    const rows = [0, 1, 2].map((row) => values.slice(20 * row, 20 * row + 20).sort((a, b) => b - a));
    expect([...(await topK(x, 20).data())]).toEqual(rows.flat());
    expect([...(await takeAlong(x, argTopK(x, 20)).data())]).toEqual(rows.flat());
  });

  test("k does not affect the number of tensors held", async () => {
    const backend = await device(name);
    using _ = useBackend(backend);
    const x = tensor([3, 1, 2]);
    const before = backend.live();
    topK(x, 3).dispose();
    expect(backend.live()).toBe(before);
    x.dispose();
  });
});

test.each([
  [[2, 3], 4, "topK: 4 is not a valid number of elements for the last axis of [2,3]", "1 到 3 的整数"],
  [[2, 3], 0, "give a whole number from 1 to 3", "取 0 个元素"],
  [[2, 3], 1.5, "topK: 1.5 is not a valid number of elements", "取 1.5 个元素"],
  [[2, 0], 1, "topK: the last axis of [2,0] is empty", "是空的"],
  [[], 1, "topK: axis -1 does not exist in []", "标量没有轴"],
] as const)("refuses %j for %d with the remedy", (shape, k, en, zh) => {
  try {
    topK(zeros(shape), k);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(ShapeError);
    expect((error as ShapeError).message).toContain(en);
    expect((error as ShapeError).zh).toContain(zh);
  }
});

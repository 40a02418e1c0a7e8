import { describe, expect, test } from "vitest";
import { arange, device, linspace, useBackend } from "./index.ts";

const numbers = async (x: ReturnType<typeof arange>): Promise<number[]> => [...(await x.data())];

// The results of numpy.arange and numpy.linspace in NumPy 2.4.6.
test.each<[start: number, stop: number, step: number, values: readonly number[]]>([
  [0, 4, 1, [0, 1, 2, 3]],
  [2, 5, 1, [2, 3, 4]],
  [0, 1, 0.25, [0, 0.25, 0.5, 0.75]],
  [5, 0, -2, [5, 3, 1]],
  [3, 3, 1, []],
  [3, 0, 1, []],
  [0, 1, 0.3, [0, 0.3, 0.6, 0.8999999999999999]],
  [-1, 1.5, 1, [-1, 0, 1]],
])("arange(%d, %d, %d)", async (start, stop, step, values) => {
  const x = arange(start, stop, step);
  expect(x.shape).toEqual([values.length]);
  expect(await numbers(x)).toEqual(values);
});

test.each<[start: number, stop: number, count: number, values: readonly number[]]>([
  [0, 1, 5, [0, 0.25, 0.5, 0.75, 1]],
  [0, 1, 4, [0, 0.3333333333333333, 0.6666666666666666, 1]],
  [1, -1, 3, [1, 0, -1]],
  [2, 3, 1, [2]],
  [2, 3, 0, []],
  [0.1, 0.7, 4, [0.1, 0.3, 0.5, 0.7]],
])("linspace(%d, %d, %d)", async (start, stop, count, values) => {
  const x = linspace(start, stop, count);
  expect(x.shape).toEqual([values.length]);
  expect(await numbers(x)).toEqual(values);
});

test("they have the requested dtype, on the current backend", async () => {
  using _ = useBackend(await device("wasm"));
  const whole = arange(0, 3, 1, { dtype: "int32" });
  expect([whole.dtype, whole.backend.name]).toEqual(["int32", "wasm"]);
  expect(linspace(0, 1, 2).dtype).toBe("float32");
});

describe("refused with the remedy", () => {
  test.each<[string, () => unknown, string]>([
    ["a step of 0", () => arange(0, 3, 0), "arange: a step of 0 never reaches the end; give one such as 1"],
    ["an endless range", () => arange(0, Infinity), "arange: stop is Infinity; give a finite number"],
    ["no stop", () => arange(...([5] as unknown as [number, number])), "arange: stop is undefined"],
    ["more than memory has", () => arange(0, 1, 1e-12), "is not a number of elements"],
    ["half an element", () => linspace(0, 1, 2.5), "linspace: 2.5 is not a number of elements"],
    ["a shape", () => arange(0, 4, 1, { shape: [2, 2] } as never), 'there is no option "shape"'],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { device } from "./device.ts";
import { normal, key } from "./random.ts";
import { ones, tensor } from "./create.ts";
import { print } from "./print.ts";

beforeEach(() => void vi.spyOn(console, "log").mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

const int = { dtype: "int32" } as const;
test.each([
  ["a scalar", () => tensor(Math.PI)],
  [
    "integers",
    () =>
      tensor(
        [
          [1, -20],
          [300, 4],
        ],
        int,
      ),
  ],
  ["whole floats", () => tensor([1, 20])],
  [
    "fractions",
    () =>
      tensor([
        [0.5, -1.25],
        [10, 1 / 3],
      ]),
  ],
  ["non-finite values", () => tensor([NaN, Infinity, -Infinity, 1.5])],
  ["only NaN", () => tensor([NaN])],
  [
    "truths",
    () =>
      tensor(
        [
          [1, 0],
          [1, 1],
        ],
        { dtype: "bool" },
      ),
  ],
  ["nothing", () => tensor([])],
  ["no columns", () => tensor([[], []])],
  [
    "three axes",
    () =>
      tensor(
        Int32Array.from({ length: 12 }, (_, i) => i),
        { shape: [2, 3, 2] },
      ),
  ],
  ["large and small", () => tensor([1e-9, 1, 12345678])],
  ["a large one", () => normal(key(0), [50, 40])],
  ["large truths", () => ones([2000], { dtype: "bool" })],
])("prints %s", async (_, make) => {
  const text = await print(make());
  expect(text).toMatchSnapshot();
  expect(console.log).toHaveBeenCalledExactlyOnceWith(text);
});

test("names the device", async () => {
  const x = tensor([1], { backend: await device("wasm") });
  expect(await print(x, { digits: 2 })).toBe("[1.0]\n[1] float32 on wasm");
});

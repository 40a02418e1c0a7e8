import { add, concat, max, mul, sum, takeAlong, tensor, useBackend } from "@downhill/tensor";
import { type WebGPU, webgpu } from "@downhill/tensor/webgpu";
import { beforeAll, describe, expect, test } from "vitest";
import * as corners from "./corners.ts";
import { agrees } from "./on-both.ts";

let backend: WebGPU;
beforeAll(async () => {
  backend = await webgpu();
});

const { approximations, ...exact } = corners;
// Float32 with sums in another order: relative to the value, and to some tens where terms of that size cancel.
describe.each(Object.entries(exact))("%s", (name, cases) => {
  const floor = ["products", "largeSums", "tails"].includes(name) ? 50 : 1;
  test.each(Object.entries(cases))("%s", (_, run) => agrees(backend, run, { relative: 2e-6, floor }));
});

describe("approximations", () => {
  test.each(Object.entries(approximations))("%s", (_, { run, ...tolerance }) =>
    agrees(backend, run, tolerance),
  );
});

test("whole numbers are exact, in every kernel that has them, and long sums too", async () => {
  using _ = useBackend(backend);
  const large = tensor([2 ** 24 - 1, 2 ** 24, 2 ** 31 - 1], { dtype: "int32" });
  expect([...(await add(large, 1).data())]).toEqual([2 ** 24, 2 ** 24 + 1, -(2 ** 31)]);
  expect([...(await mul(large, large).data())]).toEqual([-33_554_431, 0, 1]);
  // Longer than what one invocation combines, and than that many times itself.
  const long = tensor(Int32Array.from({ length: 1_100_000 }, (_, i) => i % 1000));
  expect((await sum(long).data())[0]).toBe(549_450_000);
  expect((await max(long).data())[0]).toBe(999);
  const [first, ...many] = Array.from({ length: 12 }, (_, i) => tensor([2 ** 24 + i], { dtype: "int32" }));
  expect([...(await concat(first!, ...many).data())]).toEqual([first, ...many].map((_, i) => 2 ** 24 + i));
});

test("what whole numbers leave between is freed", () => {
  using _ = useBackend(backend);
  const x = tensor(new Int32Array(5000).fill(3));
  const before = backend.live();
  for (let i = 0; i < 20; i++) {
    sum(x).dispose();
    concat(x, x, x).dispose();
  }
  expect(backend.live()).toBe(before);
});

test("an index beyond the axis that the device computed gives NaN, and no other row's element", async () => {
  using _ = useBackend(backend);
  const x = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const index = add(tensor([[1], [2]], { dtype: "int32" }), 1);
  expect([...(await takeAlong(x, index).data())]).toEqual([3, NaN]);
});

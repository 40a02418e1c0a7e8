import { add, tensor, useBackend } from "@downhill/tensor";
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

test("whole numbers are exact up to 2^24, for shaders go through float32", async () => {
  using _ = useBackend(backend);
  const large = 2 ** 24;
  const up = await add(tensor([large - 1, large], { dtype: "int32" }), 1).data();
  expect([...up]).toEqual([large, large]);
});

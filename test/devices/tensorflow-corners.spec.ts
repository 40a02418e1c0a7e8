import { avgPool, type Backend, concat, device, maxPool, tensor } from "@downhill/tensor";
import { beforeAll, describe, test } from "vitest";
import * as corners from "./corners.ts";
import { agrees } from "./on-both.ts";

let backend: Backend;
beforeAll(async () => {
  backend = await device("tensorflow");
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

test("one tensor joined with none is itself", () =>
  agrees(backend, () => [concat(tensor([[1, 2]]), { axis: 0 })], { relative: 0, floor: 0 }));

test("whole numbers are pooled through float32", () => {
  const image = () => tensor(Int32Array.of(1, -2, 3, 4, 0, 6, -7, 8), { shape: [1, 2, 4, 1] });
  const pooled = () => [maxPool(image(), { size: [2, 2] }), avgPool(image(), { size: [1, 2] })];
  return agrees(backend, pooled, { relative: 0, floor: 0 });
});

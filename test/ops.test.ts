import { device, ops } from "@downhill/tensor";
import { expect, test } from "vitest";
import { cases } from "./ops/cases.ts";
import { differences } from "./ops/differences.ts";

// Values and gradients of the operations against PyTorch's (test/oracles/ops.json).
test("the oracle has exactly the operations of the table", () => {
  expect(new Set(cases.map(({ name }) => name))).toEqual(new Set(Object.keys(ops)));
});

test("it has the gradients of every operation that lets one through", () => {
  const through = Object.values(ops).filter(({ def }) =>
    Object.values(def.vjp).some((rule) => rule !== null),
  );
  const without = cases.filter(({ gradients }) => gradients === undefined).map(({ name }) => name);
  const with_ = new Set(cases.filter(({ gradients }) => gradients !== undefined).map(({ name }) => name));
  expect(through.map(({ def }) => def.name).filter((name) => !with_.has(name))).toEqual([]);
  expect(without.length).toBeGreaterThan(0);
});

test.each([
  // float64: a few roundings.
  ["reference", 1e-13],
  // float32: 24 bits, and sums of up to a dozen terms.
  ["wasm", 3e-6],
])("agrees with PyTorch in value and gradient on %s", async (name, tolerance) => {
  const found = await differences(await device(name));
  expect(found.filter(({ difference }) => !(difference < tolerance))).toEqual([]);
});

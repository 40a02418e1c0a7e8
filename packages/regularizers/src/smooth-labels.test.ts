import { type Backend, device, oneHot, reference, sum, tensor, useBackend } from "@downhill/tensor";
import { beforeAll, expect, test } from "vitest";
import { smoothLabels } from "./index.ts";

const backends: Record<string, Backend> = { reference };
beforeAll(async () => {
  backends.wasm = await device("wasm");
});

test.each([
  ["reference", 14],
  ["wasm", 6],
] as const)(
  "on %s a share ε is spread evenly over all classes, and rows still sum to 1",
  async (name, digits) => {
    using _ = useBackend(backends[name]!);
    const labels = tensor([
      [0, 1, 0, 0],
      [0, 0, 0, 1],
    ]);
    const smooth = smoothLabels(labels, 0.1);
    expect([smooth.shape, smooth.dtype]).toEqual([labels.shape, labels.dtype]);
    const values = await smooth.data();
    for (const [i, each] of (await labels.data()).entries()) {
      expect(values[i]).toBeCloseTo(each === 1 ? 0.925 : 0.025, digits);
    }
    for (const total of await sum(smooth, { axes: -1 }).data()) expect(total).toBeCloseTo(1, digits);
    expect(await smoothLabels(labels, 0).data()).toEqual(await labels.data());
    expect([...(await smoothLabels(labels, 1).data())]).toEqual(Array.from({ length: 8 }, () => 0.25));
  },
);

test("it leaves one tensor in memory", () => {
  const labels = tensor([[0, 1]]);
  const before = reference.live();
  smoothLabels(labels, 0.1);
  expect(reference.live() - before).toBe(1);
});

test("labels and shares that make no sense are refused", () => {
  const classes = tensor([1, 0], { dtype: "int32" });
  expect(() => smoothLabels(classes, 0.1)).toThrow(
    "smoothLabels: labels are int32, but must be probabilities",
  );
  expect(() => smoothLabels(tensor(1), 0.1)).toThrow("smoothLabels: labels are a scalar");
  const y = oneHot(classes, { depth: 2, dtype: "float64" });
  for (const epsilon of [-0.1, 1.1, NaN]) {
    expect(() => smoothLabels(y, epsilon)).toThrow(
      `smoothLabels: epsilon is ${epsilon}; it must be between 0 and 1`,
    );
  }
});

import { dataset } from "@downhill/data";
import { reference, type Tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { evaluate } from "./index.ts";

// Logits are the features themselves: class = the larger of the two; the third example is labelled wrongly.
const data = dataset({
  x: Float32Array.of(1, 0, 0, 1, 1, 0, 0, 1, 1, 0),
  shape: [2],
  y: Int32Array.of(0, 1, 1, 1, 0),
});
const identity = (x: Tensor): Tensor => x;

test("accuracy over all examples, whatever the batch size, and nothing leaks", async () => {
  const before = reference.live();
  for (const size of [1, 2, 3, 5, 500]) expect(await evaluate(identity, data, { size })).toBeCloseTo(0.8, 12);
  expect(reference.live()).toBe(before);
});

test("a batch of no examples is refused", async () => {
  await expect(evaluate(identity, data, { size: 0 })).rejects.toThrow(
    "5 examples in batches of 0 cannot be measured",
  );
});

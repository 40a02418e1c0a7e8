import { device, type Nested, reference, tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { accuracy } from "./index.ts";

const labels = (values: Nested) => tensor(values, { dtype: "int32" });

test.each(["reference", "wasm"])(
  "on %s, accuracy is the share of rows whose largest logit is their class's",
  async (name) => {
    const backend = await device(name);
    const share = accuracy(
      tensor(
        [
          [2, 1, 0],
          [0, 3, 1],
          [-5, -4, -3],
          [1, 1, 0],
        ],
        { backend },
      ),
      tensor([0, 0, 2, 0], { backend, dtype: "int32" }),
    );
    expect(share.shape).toEqual([]);
    expect(await share.item()).toBe(0.75);
  },
);

test("where logits tie the first counts", async () => {
  expect(await accuracy(tensor([[1, 1]]), labels([0])).item()).toBe(1);
  expect(await accuracy(tensor([[1, 1]]), labels([1])).item()).toBe(0);
});

test("labels that do not fit are refused", () => {
  const logits = tensor(
    [
      [2, 1],
      [0, 3],
    ],
    { backend: reference },
  );
  expect(() => accuracy(logits, labels([0]))).toThrow("accuracy: logits are [2,2] and labels [1]");
  expect(() =>
    accuracy(
      logits,
      labels([
        [1, 0],
        [0, 1],
      ]),
    ),
  ).toThrow("give one class number per row, [2]");
  expect(() => accuracy(logits, tensor([0, 1]))).toThrow('use cast(labels, "int32")');
});

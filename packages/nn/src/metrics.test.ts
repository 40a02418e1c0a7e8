import { device, key, normal, split, tensor, useBackend } from "@downhill/tensor";
import { expect, test } from "vitest";
import { accuracy, confusionMatrix, huber, rSquared, softmaxCrossEntropy, topKAccuracy } from "./index.ts";

const labels = (values: readonly number[]) => tensor(values, { dtype: "int32" });
const scores = [
  [4, 3, 2, 1],
  [4, 3, 2, 1],
  [1, 2, 3, 4],
  [0, 5, 5, 5],
];

test.each(["reference", "wasm"])("on %s, top-k counts the scores above the class", async (name) => {
  using _ = useBackend(await device(name));
  const logits = tensor(scores);
  const share = (k: number, classes = [0, 2, 2, 3]) => topKAccuracy(logits, labels(classes), { k }).item();
  expect([await share(1), await share(2), await share(3), await share(4)]).toEqual([0.25, 0.5, 1, 1]);
  expect(() => topKAccuracy(logits, labels([0, 7, 2, 3]), { k: 4 })).toThrow(
    "topKAccuracy: labels holds 7 at index 1, and it must be from 0 to 3",
  );
});

test("with k = 1 top-k is accuracy, and its share never falls as k grows", async () => {
  const [k0, k1] = split(key(0));
  const logits = normal(k0, [50, 6]);
  const classes = labels(Array.from(await normal(k1, [50]).data(), (z) => Math.floor(Math.abs(z) * 10) % 6));
  const shares = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((k) => topKAccuracy(logits, classes, { k }).item()),
  );
  expect(shares[0]).toBe(await accuracy(logits, classes).item());
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares[5]).toBe(1);
});

test.each(["reference", "wasm"])("on %s, a confusion matrix has true classes as rows", async (name) => {
  using _ = useBackend(await device(name));
  const matrix = confusionMatrix(tensor(scores), labels([0, 2, 2, 3]));
  expect(matrix.shape).toEqual([4, 4]);
  expect(Array.from(await matrix.data())).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0]);
});

test.each([
  [[1, 2, 4], [1, 2, 3], 0.5],
  [[1, 2, 3], [1, 2, 3], 1],
  [[2, 2, 2], [1, 2, 3], 0],
  [[3, 2, 1], [1, 2, 3], -3],
  [[5, 5], [5, 5], 1],
  [[5, 6], [5, 5], 0],
])("R² of %j for %j is %d", async (prediction, target, expected) => {
  expect(await rSquared(tensor(prediction), tensor(target)).item()).toBe(expected);
});

test("wrong settings are refused, and a row without a class adds nothing when smoothed", async () => {
  const logits = tensor(scores);
  expect(() => topKAccuracy(logits, labels([0, 1, 2, 3]))).toThrow(
    "topKAccuracy: k is 5 for 4 classes; give a whole number from 1 to 4",
  );
  expect(() => huber(logits, logits, { delta: 0 })).toThrow("huber: delta 0 is not positive");
  expect(() => softmaxCrossEntropy(logits, labels([0, 1, 2, 3]), { smoothing: 1 })).toThrow(
    "smoothing 1 is not in [0, 1)",
  );
  const one = softmaxCrossEntropy(tensor([[1, 2]]), tensor([[0, 0]]), { smoothing: 0.1 });
  expect(await one.item()).toBe(0);
});

import { grad, valueAndGrad } from "@downhill/autograd";
import { device, mul, sum, type Tensor, tensor, useBackend } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import {
  binaryCrossEntropy,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  softmaxCrossEntropy,
} from "./index.ts";

const whole = (values: readonly number[]): Tensor => tensor(values, { dtype: "int32" });
const logits = (): Tensor =>
  tensor([
    [4, 3, 2],
    [1, 5, 2],
    [0, 0, 0],
  ]);

describe.each(["reference", "wasm"])("on %s", (name) => {
  test("rows with the ignored label have neither loss nor gradient, whatever their contents", async () => {
    using _ = useBackend(await device(name));
    for (const labels of [whole([0, -100, 2]), mul(whole([0, -100, 2]), 1)]) {
      const loss = (x: Tensor) => softmaxCrossEntropy(x, labels, { ignoreIndex: -100, reduction: "none" });
      const values = await loss(logits()).data();
      expect(values[1]).toBe(0);
      expect(values[2]).toBeCloseTo(Math.log(3), 6);
      const slopes = await grad((x: Tensor) => sum(loss(x)))(logits()).data();
      expect([...slopes.slice(3, 6)]).toEqual([0, 0, 0]);
      expect(slopes[6]).toBeCloseTo(1 / 3, 6);
    }
  });

  test("a label that is neither a class nor the ignored one is refused", async () => {
    using _ = useBackend(await device(name));
    expect(() => softmaxCrossEntropy(logits(), whole([0, -100, 9]), { ignoreIndex: -100 })).toThrow(
      "softmaxCrossEntropy: labels holds 9 at index 2, and it must be from 0 to 2",
    );
    expect(() => softmaxCrossEntropy(logits(), whole([0, -100, 1]))).toThrow("labels holds -100 at index 1");
  });

  test("a mean of nothing is refused, and its sum is 0", async () => {
    using _ = useBackend(await device(name));
    const [none, weights] = [whole([-1, -1, -1]), tensor([0, 1, 1])];
    const refusal = "every row is ignored or weighs 0, so there is no mean";
    expect(() => softmaxCrossEntropy(logits(), none, { ignoreIndex: -1 })).toThrow(refusal);
    expect(() => softmaxCrossEntropy(logits(), whole([0, 0, 0]), { weights })).toThrow(refusal);
    const sums = softmaxCrossEntropy(logits(), none, { ignoreIndex: -1, reduction: "sum" });
    expect(await sums.item()).toBe(0);
  });
});

test("a mean of nothing is 0 in value and gradient where the host does not hold the labels", async () => {
  const { reference } = await import("@downhill/tensor");
  // A backend whose values cannot be inspected, like a GPU's.
  const blind = Object.create(reference, { look: { value: undefined } }) as typeof reference;
  using _ = useBackend(blind);
  const loss = (x: Tensor) => softmaxCrossEntropy(x, whole([-1, -1, -1]), { ignoreIndex: -1 });
  const [value, slope] = valueAndGrad(loss)(logits());
  expect(await value.item()).toBe(0);
  expect([...(await slope.data())]).toEqual(Array.from({ length: 9 }, () => 0));
});

test("a class of weight 0 adds nothing, though its logit is −∞", async () => {
  const impossible = tensor([[-Infinity, 0, 0]]);
  const loss = softmaxCrossEntropy(impossible, whole([0]), { weights: tensor([0, 1, 1]), reduction: "sum" });
  expect(await loss.item()).toBe(0);
});

test.each<[string, (reduction: never) => Tensor]>([
  ["meanSquaredError", (reduction) => meanSquaredError(logits(), logits(), { reduction })],
  ["meanAbsoluteError", (reduction) => meanAbsoluteError(logits(), logits(), { reduction })],
  ["huber", (reduction) => huber(logits(), logits(), { reduction })],
  ["binaryCrossEntropy", (reduction) => binaryCrossEntropy(logits(), logits(), { reduction })],
  ["softmaxCrossEntropy", (reduction) => softmaxCrossEntropy(logits(), whole([0, 1, 2]), { reduction })],
])("%s refuses an unknown reduction", (name, loss) => {
  expect(() => loss("average" as never)).toThrow(
    `${name}: reduction is "average"; choose among mean, sum, none`,
  );
});

test.each<[string, () => Tensor, string]>([
  [
    "ignoreIndex with probabilities",
    () => softmaxCrossEntropy(logits(), logits(), { ignoreIndex: 1 }),
    "softmaxCrossEntropy: ignoreIndex names a class number, but these labels are probabilities",
  ],
  [
    "an ignoreIndex that no label can be",
    () => softmaxCrossEntropy(logits(), whole([0, 1, 2]), { ignoreIndex: 0.5 }),
    "softmaxCrossEntropy: ignoreIndex 0.5 is not a number that an int32 label can be",
  ],
  [
    "weights of other classes",
    () => softmaxCrossEntropy(logits(), whole([0, 1, 2]), { weights: tensor([1, 2]) }),
    "softmaxCrossEntropy: weights is [2], which does not stretch to [3]",
  ],
  [
    "a negative weight",
    () => softmaxCrossEntropy(logits(), whole([0, 1, 2]), { weights: tensor([1, 2, -1]) }),
    "softmaxCrossEntropy: weights holds -1; a weight must be finite and at least 0",
  ],
  [
    "weights of another dtype",
    () => binaryCrossEntropy(logits(), logits(), { weights: whole([1, 2, 3]) }),
    'binaryCrossEntropy: weights are int32, but the loss is float64; use cast(weights, "float64")',
  ],
  [
    "weights larger than the loss",
    () => binaryCrossEntropy(logits(), logits(), { positiveWeight: tensor([[[1]]]) }),
    "binaryCrossEntropy: positiveWeight is [1,1,1], which does not stretch to [3,3]",
  ],
])("%s is refused with the remedy", (_, loss, message) => {
  expect(loss).toThrow(message);
});

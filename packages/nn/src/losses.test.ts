import { readFileSync } from "node:fs";
import { checkGrads, grad, valueAndGrad } from "@downhill/autograd";
import {
  cast,
  device,
  key,
  type Nested,
  normal,
  split,
  sum,
  type Tensor,
  tensor,
  uniform,
  useBackend,
} from "@downhill/tensor";
import { expect, test } from "vitest";
import { logisticLoss } from "./binary-cross-entropy.ts";
import { binaryCrossEntropy, meanSquaredError, softmaxCrossEntropy } from "./index.ts";

interface Case {
  readonly name: string;
  readonly title: string;
  readonly inputs: Readonly<Record<string, Nested>>;
  readonly loss: number;
  readonly gradients: Readonly<Record<string, Nested>>;
}

const { source, cases } = JSON.parse(
  readFileSync(new URL("../../../test/oracles/losses.json", import.meta.url), "utf8"),
) as {
  readonly source: { readonly library: string; readonly version: string };
  readonly cases: readonly Case[];
};

const losses: Record<string, (prediction: Tensor, target: Tensor) => Tensor> = {
  meanSquaredError,
  binaryCrossEntropyWithLogits: binaryCrossEntropy,
  softmaxCrossEntropyWithLogits: softmaxCrossEntropy,
};

const flat = (values: Nested): number[] => (typeof values === "number" ? [values] : values.flatMap(flat));
const first = (values: Nested): Nested => (typeof values === "number" ? values : values[0]!);
/** Class numbers are a list of whole numbers, probabilities are rows. */
const classes = ({ name, inputs }: Case): boolean =>
  name.startsWith("softmax") && typeof first(inputs["target"]!) === "number";

/** The largest difference, relative to the larger of the expected number and the gradient's own scale. */
const difference = (got: Iterable<number>, expected: readonly number[]): number => {
  const scale = Math.max(...expected.map(Math.abs), Number.MIN_VALUE);
  return Math.max(...Array.from(got, (value, i) => Math.abs(value - expected[i]!) / scale));
};

const values = async (oracle: Case) => {
  const loss = losses[oracle.name]!;
  const [input] = Object.keys(oracle.gradients) as [string];
  const target = tensor(oracle.inputs["target"]!, classes(oracle) ? { dtype: "int32" } : {});
  const [value, gradient] = valueAndGrad((x: Tensor) => loss(x, target))(tensor(oracle.inputs[input]!));
  return {
    loss: await value.data(),
    gradient: await gradient.data(),
    expected: flat(oracle.gradients[input]!),
  };
};

test("the oracle has cases for every loss", () => {
  expect(new Set(cases.map(({ name }) => name))).toEqual(new Set(Object.keys(losses)));
});

// A loss is a sum of at most 20 terms, each a few roundings of 1.1e-16 away from PyTorch's: 1e-12 leaves room for
// other orders of summation, and none for another formula.
test.for(cases)("$name, $title: value and gradient match PyTorch's, to 1e-12", async (each, { task }) => {
  const { loss, gradient, expected } = await values(each);
  expect(gradient).toHaveLength(expected.length);
  const found = Math.max(difference(loss, [each.loss]), difference(gradient, expected));
  expect(found).toBeLessThanOrEqual(1e-12);
  const [oracle, name] = [`${source.library} ${source.version}`, losses[each.name]!.name];
  Object.assign(task.meta, { proof: { package: "nn", name, oracle, difference: found } });
});

test("on wasm, values and gradients agree to 1e-5, large logits included", async () => {
  using _ = useBackend(await device("wasm"));
  for (const oracle of cases) {
    const { loss, gradient, expected } = await values(oracle);
    expect(difference(loss, [oracle.loss]), oracle.title).toBeLessThanOrEqual(1e-5);
    expect(difference(gradient, expected), oracle.title).toBeLessThanOrEqual(1e-5);
  }
});

const [k0, k1] = split(key(3));

test.each([
  ["meanSquaredError", (x: Tensor) => meanSquaredError(x, normal(k1, [3, 4]))],
  ["binaryCrossEntropy", (x: Tensor) => binaryCrossEntropy(x, uniform(k1, [3, 4]))],
  [
    "softmaxCrossEntropy of classes",
    (x: Tensor) => softmaxCrossEntropy(x, tensor([0, 3, 1], { dtype: "int32" })),
  ],
  ["softmaxCrossEntropy of weights", (x: Tensor) => softmaxCrossEntropy(x, uniform(k1, [3, 4]))],
] as const)("%s: first and second derivatives agree with differences", async (_, loss) => {
  await checkGrads(loss, normal(k0, [3, 4]), { order: 2 });
});

test("the losses have gradients with respect to their targets too", async () => {
  const z = normal(k0, [3, 4]);
  await checkGrads((y) => binaryCrossEntropy(z, y), uniform(k1, [3, 4]), { order: 2 });
  await checkGrads((y) => softmaxCrossEntropy(z, y), uniform(k1, [3, 4]), { order: 2 });
});

test("binary cross-entropy has no kink at 0: its second derivative there is σ(1 − σ) = 1/4", async () => {
  const slope = grad((x: Tensor) => binaryCrossEntropy(x, tensor([1])));
  expect(await slope(tensor([0])).data()).toEqual(Float64Array.of(-0.5));
  expect(await grad((x: Tensor) => sum(slope(x)))(tensor([0])).data()).toEqual(Float64Array.of(0.25));
});

test("the operation beneath binary cross-entropy passes on its own sample inputs", async () => {
  for (const [logits, target] of logisticLoss.def.domain(key(0)) as unknown as [Tensor, Tensor][]) {
    await checkGrads((x) => logisticLoss(x, target), logits, { order: 2 });
  }
});

test("wrong shapes are refused with a sentence that names them and a remedy", () => {
  const x = normal(k0, [4, 1]);
  expect(() => meanSquaredError(x, normal(k1, [4]))).toThrow(
    "meanSquaredError: prediction [4,1] and target [4] must have the same shape; use reshape(target, [4,1])",
  );
  expect(() => binaryCrossEntropy(x, normal(k1, [3, 1]))).toThrow("give one target per prediction");
  expect(() => meanSquaredError(tensor([]), tensor([]))).toThrow("no elements to average");
  expect(() => softmaxCrossEntropy(normal(k0, [4]), tensor([0], { dtype: "int32" }))).toThrow(
    "softmaxCrossEntropy: logits are [4] but must be [batch,classes]; give one row per example",
  );
  expect(() => softmaxCrossEntropy(normal(k0, [4, 3]), tensor([0, 1], { dtype: "int32" }))).toThrow(
    "softmaxCrossEntropy: logits are [4,3] and labels [2]; give one class number per row, [4]",
  );
  expect(() => softmaxCrossEntropy(normal(k0, [4, 3]), normal(k1, [4, 2]))).toThrow(
    "must have the same shape",
  );
  expect(() => softmaxCrossEntropy(normal(k0, [4, 3]), tensor(0))).toThrow(
    "labels are []; give class numbers",
  );
});

test("wrong dtypes are refused with a sentence that names the cast", () => {
  const x = normal(k0, [4, 3]);
  expect(() => meanSquaredError(x, cast(x, "float32"))).toThrow('use cast(target, "float64")');
  expect(() => meanSquaredError(cast(x, "int32"), x)).toThrow(
    'meanSquaredError: prediction is int32, but must be floating; use cast(prediction, "float64")',
  );
  expect(() => softmaxCrossEntropy(x, tensor([0, 1, 2, 0]))).toThrow(
    'softmaxCrossEntropy: labels are float64, but class numbers must be int32; use cast(labels, "int32")',
  );
  expect(() => softmaxCrossEntropy(cast(x, "int32"), tensor([0, 1, 2, 0]))).toThrow("logits is int32");
});

test.each<[z: readonly number[], label: number, loss: number, gradient: readonly number[]]>([
  // The value and gradient of torch.nn.functional.cross_entropy in PyTorch 2.13.0.
  [[-Infinity, 0], 1, 0, [0, 0]],
  [[-Infinity, 0], 0, Infinity, [-1, 1]],
  [[-Infinity, -Infinity], 0, NaN, [NaN, NaN]],
])("a class of logit %j may be impossible, label %i", async (z, label, loss, gradient) => {
  const labels = tensor([label], { dtype: "int32" });
  const [value, slope] = valueAndGrad((x: Tensor) => softmaxCrossEntropy(x, labels))(tensor([[...z]]));
  expect(await value.item()).toBe(loss);
  expect([...(await slope.data())]).toEqual(gradient);
});

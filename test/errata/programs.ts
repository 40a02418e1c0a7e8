import { readFileSync } from "node:fs";
import { grad } from "@downhill/autograd";
import { dataset } from "@downhill/data";
import {
  activation,
  binaryCrossEntropy,
  dense,
  flatten,
  heNormal,
  relu,
  sequential,
  softmaxCrossEntropy,
} from "@downhill/nn";
import { adam } from "@downhill/optimizers";
import { exponential } from "@downhill/schedules";
import {
  add,
  cast,
  device,
  equal,
  greater,
  key,
  matmul,
  mean,
  mul,
  normal,
  reshape,
  square,
  sub,
  type Tensor,
  tensor,
  useBackend,
} from "@downhill/tensor";
import { evaluate, fit } from "@downhill/train";
import { expect, test } from "vitest";
import { clothes } from "./clothes.ts";
import { expectStated } from "./stated.ts";

interface Outcome {
  readonly error?: string;
  readonly dtype?: string;
  readonly values?: readonly number[];
}
/** TensorFlow's own answers, as test/oracles/errata-tensorflow.py records them. */
const recorded = JSON.parse(
  readFileSync(new URL("../oracles/errata-tensorflow.json", import.meta.url), "utf8"),
) as Readonly<Record<"vectors" | "arrays" | "tensors" | "sum" | "batch" | "gradient", Outcome>> & {
  readonly tensorflow: string;
  readonly theta: readonly number[];
};

test("E05: what TensorFlow reports for the program of 000 §4", () => {
  const { tensorflow, theta, vectors, batch, gradient, arrays, sum, tensors } = recorded;
  expect([vectors, batch, gradient, tensors].map(({ error }) => error)).toEqual([
    "InvalidArgumentError",
    "TypeError",
    "AttributeError",
    "InvalidArgumentError",
  ]);
  // Neither the product nor its sum with noise keeps any decimals.
  for (const { dtype, values } of [arrays, sum]) {
    expect(dtype).toBe("int64");
    expect(values).toEqual([1, 2, 3, 4, 5].map((x) => x * Math.trunc(theta[0]!)));
  }
  expectStated("E05", tensorflow.split(".").slice(0, 2).join("."), String(theta[0]), "1");
});

test("E05: the program of 000 §4 cannot multiply, and has no gradient and nothing to learn", async () => {
  const x = tensor([1, 2, 3, 4, 5]);
  expect(() => matmul(x, tensor([2]))).toThrow("needs two matrices");
  const whole = tensor([[1], [2]], { dtype: "int32" });
  expect(() => matmul(whole, tensor([[2]]))).toThrow("int32 and float64");

  const outside = tensor([[2]]);
  const loss = (theta: Tensor) => mean(square(sub(matmul(reshape(x, [5, 1]), theta), 1)));
  expect(await grad((_: Tensor) => loss(outside))(outside).item()).toBe(0);
  expect(await grad(loss)(outside).item()).toBeCloseTo((2 * (2 * 55 - 15)) / 5, 12);

  // Where y is made of the theta that training starts from, the best one is Σxe / Σx² away, whatever that theta is.
  const noise = normal(key(0), [5]);
  const e = [...(await noise.data())];
  const away = e.reduce((sum, e, i) => sum + (i + 1) * e, 0) / 55;
  for (const start of [0, 2, -70]) {
    const y = add(mul(x, start), noise);
    const slope = grad((theta: Tensor) => mean(square(sub(mul(x, theta), y))));
    expect(await slope(tensor(start + away)).item()).toBeCloseTo(0, 10);
    expect(await slope(tensor(start)).item()).toBeCloseTo(-22 * away, 10);
  }
  expectStated("E05", (1 / Math.sqrt(55)).toFixed(2));
});

test("E10: a model without layers is refused, as is training one without parameters", async () => {
  expect(() => sequential()).toThrow("there are no layers");
  const rows = dataset({ x: new Float32Array([1, 2, 3, 1, 0, 5]), shape: [3], y: new Int32Array([2, 0]) });
  const options = { loss: softmaxCrossEntropy, optimizer: adam(), steps: 3, every: 1 };
  await expect(fit(flatten, rows, options)).rejects.toThrow("does not depend on the parameters");
});

test("E10: the small network of 003 §4.1, with data, tells T-shirts from trousers", async () => {
  using _ = useBackend(await device("wasm"));
  const model = sequential(
    dense(784, 10, { init: heNormal }),
    relu,
    dense(10, 1),
    activation("one number", (z) => reshape(z, [z.shape[0]!])),
  );
  const { params } = await fit(model, await clothes("train", 160, 2), {
    loss: (z, y) => binaryCrossEntropy(z, cast(y, z.dtype)),
    optimizer: adam({ learningRate: 0.001 }),
    batchSize: 32,
    epochs: 10,
    flat: true,
  });
  const metric = (z: Tensor, y: Tensor) => mean(cast(equal(cast(greater(z, 0), y.dtype), y), z.dtype));
  const share = await evaluate((x) => model.apply(params, x), await clothes("test", 200, 2), { metric });
  expect(share).toBeGreaterThan(0.9);
  expectStated("E10", "90 %");
});

test("E10: Adam at the rate 0.1 of 003 §4.2 does not learn; at 0.001 it does", async () => {
  using _ = useBackend(await device("wasm"));
  const model = sequential(
    dense(784, 32, { init: heNormal }),
    relu,
    dense(32, 32, { init: heNormal }),
    relu,
    dense(32, 10),
  );
  const [train, unseen] = [await clothes("train", 480), await clothes("test", 500)];
  const shareAt = async (rate: number) => {
    const learningRate = exponential(rate, 1000, 0.96, { staircase: true });
    const options = { loss: softmaxCrossEntropy, batchSize: 32, epochs: 3, flat: true };
    const { params } = await fit(model, train, { ...options, optimizer: adam({ learningRate }) });
    return evaluate((x) => model.apply(params, x), unseen);
  };
  const [chapters, ours] = [await shareAt(0.1), await shareAt(0.001)];
  expect(chapters).toBeLessThan(0.3);
  expect(ours).toBeGreaterThan(0.6);
  expectStated("E10", "30 %", "60 %");
});

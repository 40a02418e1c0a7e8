import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { grad } from "@downhill/autograd";
import { encodeSafetensors, readSafetensors, rows, toTensors } from "@downhill/data";
import { dense, heNormal, relu, sequential, softmaxCrossEntropy, summary } from "@downhill/nn";
import { adam } from "@downhill/optimizers";
import {
  abs,
  add,
  argMax,
  device,
  greater,
  matmul,
  mul,
  sign,
  type Tensor,
  useBackend,
  where,
  zeros,
} from "@downhill/tensor";
import { costsOf, trace } from "@downhill/tensor/trace";
import { evaluate, fit } from "@downhill/train";
import { expect, test } from "vitest";
import { clothes } from "./clothes.ts";
import { expectStated } from "./stated.ts";

const net = (width: number) => sequential(dense(784, width, { init: heNormal }), relu, dense(width, 10));
type Params = ReturnType<ReturnType<typeof net>["init"]>;
const train = async (width: number, count: number, steps: number, seed = 0): Promise<Params> => {
  const options = { loss: softmaxCrossEntropy, batchSize: 32, steps, seed, flat: true };
  const optimizer = adam({ learningRate: 0.002 });
  return (await fit(net(width), await clothes("train", count), { ...options, optimizer })).params;
};

/** The weights, with this share of them, the smallest, at zero. */
async function pruned(w: Tensor, share: number): Promise<Tensor> {
  const sizes = (await abs(w).data()).toSorted();
  return where(greater(abs(w), sizes[Math.floor(share * sizes.length)]!), w, mul(w, 0));
}

test("E11: a model that was pruned is as open as before, and easier to deceive", async () => {
  using _ = useBackend(await device("wasm"));
  const model = net(32);
  const [first, activation, last] = await train(32, 640, 40);
  const small: Params = [
    { ...first, w: await pruned(first.w, 0.9) },
    activation,
    { ...last, w: await pruned(last.w, 0.9) },
  ];
  const { x, y } = toTensors(rows(await clothes("test", 300), { flat: true }));
  const labels = await y.data();
  const rightOf = async (params: Params, x: Tensor) =>
    [...(await argMax(model.apply(params, x), -1).data())].map((guess, i) => guess === labels[i]);
  /** The share of the correctly classified pictures that a change of 0.03 in each pixel flips. */
  const deceived = async (params: Params) => {
    const slope = grad((x: Tensor) => softmaxCrossEntropy(model.apply(params, x), y))(x);
    const [before, after] = [await rightOf(params, x), await rightOf(params, add(x, mul(sign(slope), 0.03)))];
    return before.filter((right, i) => right && !after[i]).length / before.filter((right) => right).length;
  };
  const [whole, cut] = [await deceived([first, activation, last]), await deceived(small)];
  expect(whole).toBeLessThan(0.6);
  expect(cut).toBeGreaterThan(0.8);
  expectStated("E11", "0.03", "60 %", "80 %");
});

test("E11: what protects a model is a key and a check", async () => {
  const w = { dtype: "float32", shape: [2], data: new Float32Array([1, 0]) } as const;
  const bytes = await encodeSafetensors({ tensors: new Map([["w", w]]), metadata: {} });
  // Anyone with the file of a model, pruned or not, can read it.
  expect((await readSafetensors(bytes)).tensors.get("w")!.data).toEqual(w.data);
  const damaged = Uint8Array.from(bytes);
  damaged[bytes.length - 1]! ^= 1;
  await expect(readSafetensors(damaged)).rejects.toThrow();

  const [secret, other, nonce] = [randomBytes(32), randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", secret, nonce);
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const open = (key: Buffer, sealed: Uint8Array) => {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAuthTag(cipher.getAuthTag());
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  };
  expect(open(secret, sealed).equals(bytes)).toBe(true);
  await expect(readSafetensors(sealed)).rejects.toThrow();
  expect(() => open(other, sealed)).toThrow("unable to authenticate");
  sealed[0]! ^= 1;
  expect(() => open(secret, sealed)).toThrow("unable to authenticate");
});

test("E12: compute grows as parameters times rows", () => {
  const batch = 32;
  const counts = [16, 64].map((width) => {
    const { parameters, flops } = summary(net(width), [batch, 784]);
    expect(parameters).toBe(784 * width + width + width * 10 + 10);
    // By hand: products, biases, rectifier.
    expect(flops.forward).toBe(batch * (2 * (784 + 10) * width + width + 10 + width));
    return { parameters, step: flops.forward + flops.backward };
  });
  const [narrow, wide] = counts;
  expect(wide!.step / wide!.parameters / batch).toBeCloseTo(4, 1);
  expectStated(
    "E12",
    (wide!.parameters / narrow!.parameters).toFixed(1),
    (wide!.step / narrow!.step).toFixed(1),
  );

  // In inner layers the gradient also flows to the layer before: six operations instead of four.
  const deep = (layers: number) =>
    summary(sequential(...Array.from({ length: layers }, () => dense(64, 64))), [batch, 64]);
  const [less, more] = [deep(2), deep(3)];
  const flops = more.flops.forward + more.flops.backward - less.flops.forward - less.flops.backward;
  expect(flops / batch / (64 * 64)).toBeCloseTo(6, 1);
});

test("E12: a larger model does better even with little data", async () => {
  using _ = useBackend(await device("wasm"));
  const unseen = await clothes("test", 300);
  const shareOf = async (width: number) => {
    let sum = 0;
    for (const seed of [0, 1]) {
      const params = await train(width, 80, 25, seed);
      sum += await evaluate((x) => net(width).apply(params, x), unseen);
    }
    return sum / 2;
  };
  expect(await shareOf(8)).toBeLessThan(0.45);
  expect(await shareOf(64)).toBeGreaterThan(0.55);
  expectStated("E12", "45 %", "55 %");
});

test("E19: zeros in place of weights save no operation and no byte; fewer neurons do", async () => {
  const flops = (neurons: number) =>
    costsOf(trace(({ x, w }) => matmul(x, w), { x: zeros([1, 784]), w: zeros([784, neurons]) })).total.flops;
  const file = async (data: Float32Array) =>
    (
      await encodeSafetensors({
        tensors: new Map([["w", { dtype: "float32", shape: [data.length], data }]]),
        metadata: {},
      })
    ).length;
  const dense = Float32Array.from({ length: 1000 }, (_, i) => i + 1);
  const nine = dense.map((value, i) => (i % 10 === 0 ? value : 0));
  // The op counts by shapes; zeros are multiplied like other numbers.
  expect(flops(100)).toBe(2 * 784 * 100);
  expect(await file(nine)).toBe(await file(dense));
  expect(flops(10)).toBe(flops(100) / 10);
  expect(await file(dense.subarray(0, 100))).toBeLessThan((await file(dense)) - 3500);
  expectStated("E19", ...[flops(100), flops(10)].map((count) => count.toLocaleString("en-US")));
});

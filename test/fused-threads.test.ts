import { adam, descend } from "@downhill/optimizers";
import { type Backend, device, mul, recording, type Tensor, tensor, useBackend } from "@downhill/tensor";
import { beforeAll, expect, test } from "vitest";

let wasm: Backend;
beforeAll(async () => {
  wasm = await device("wasm");
});

/** Adam's way over a quadratic bowl of `size` parameters, each step's gradient being the parameters themselves. */
function walk(size: number): Tensor {
  const optimizer = adam({ learningRate: 0.05 });
  let params = tensor(Float32Array.from({ length: size }, (_, i) => Math.sin(i)));
  let state = optimizer.init(params);
  for (let step = 0; step < 10; step++) {
    const gradient = mul(params, 1);
    [params, state] = descend(optimizer, gradient, state, params, step);
    gradient.dispose();
  }
  return params;
}

const values = async (size: number): Promise<Float64Array> => Float64Array.from(await walk(size).data());

const largestDifference = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

test("where threads help, 10 steps follow the readable form, and run again give the same bits", async () => {
  using _ = useBackend(wasm);
  const size = 2 ** 18 + 2 ** 16 + 3; // ten whole portions and a tail
  const fused = await values(size);
  const readable = await recording({ record: () => undefined }, () => values(size));
  expect(largestDifference(fused, readable)).toBeLessThan(1e-6);
  expect(largestDifference(fused, await values(size))).toBe(0);
});

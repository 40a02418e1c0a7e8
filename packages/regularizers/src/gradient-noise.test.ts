import { chain, momentum } from "@downhill/optimizers";
import {
  type Backend,
  device,
  key,
  reference,
  type Tensor,
  tensor,
  useBackend,
  zeros,
} from "@downhill/tensor";
import { beforeAll, expect, test } from "vitest";
import { gradientNoise } from "./index.ts";

const backends: Record<string, Backend> = { reference };
beforeAll(async () => {
  backends.wasm = await device("wasm");
});

const noiseAt = async (step: number, eta = 0.3, gamma = 0.55): Promise<number[]> => {
  const g = zeros([4000]);
  return [...(await gradientNoise(eta, gamma, key(1)).update(g, [], g, step)[0].data())];
};

test.each(["reference", "wasm"])(
  "on %s its mean is 0 and its variance η / (1 + t)^γ at any step",
  async (name) => {
    using _ = useBackend(backends[name]!);
    for (const step of [0, 1, 99]) {
      const noise = await noiseAt(step);
      const variance = 0.3 / (1 + step) ** 0.55;
      const mean = noise.reduce((total, each) => total + each, 0) / noise.length;
      const spread = noise.reduce((total, each) => total + each ** 2, 0) / noise.length;
      expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / 4000)); // four standard errors
      expect(Math.abs(spread / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 4000));
    }
  },
);

test("it is a function of key, step and place, so a resumed training has the same noise", async () => {
  const optimizer = chain(gradientNoise(0.1, 0.55, key(2)), momentum({ learningRate: 0.1 }));
  const g = { a: tensor([1, 2]), b: tensor([1, 2]) };
  const numbers = async (step: number): Promise<number[]> => {
    const [{ a, b }] = optimizer.update(g, optimizer.init(g), g, step);
    return [...(await a.data()), ...(await b.data())];
  };
  const first = await numbers(7);
  expect(await numbers(7)).toEqual(first);
  expect(await numbers(8)).not.toEqual(first);
  expect(first.slice(0, 2)).not.toEqual(first.slice(2)); // a and b differ
});

test("η may be a schedule, and the filter leaves the others", async () => {
  const scheduled = gradientNoise((step) => (step < 5 ? 1 : 0), 0, key(3), {
    filter: (path) => path === "w",
  });
  const g: { w: Tensor; b: Tensor } = { w: tensor([1]), b: tensor([1]) };
  const [early] = scheduled.update(g, [], g, 0);
  expect(await early.w.item()).not.toBe(1);
  expect(early.b).toBe(g.b);
  expect(await scheduled.update(g, [], g, 5)[0].w.item()).toBe(1);
});

test("bad settings are refused with a sentence", () => {
  expect(() => gradientNoise(-1, 0.55, key(0))).toThrow(
    "gradientNoise: eta is -1; it must be finite and at least 0",
  );
  expect(() => gradientNoise(1, NaN, key(0))).toThrow("gradientNoise: gamma is NaN");
  const w = tensor([1]);
  expect(() => gradientNoise((step) => -step, 1, key(0)).update(w, [], w, 3)).toThrow(
    "gradientNoise: eta is -3 at step 3",
  );
});

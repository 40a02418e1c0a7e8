import { tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { clipByGlobalNorm, globalNorm } from "./clip-by-global-norm.ts";

test("leaves gradients shorter than the bound unchanged bit for bit, including zeros", async () => {
  const clip = clipByGlobalNorm(1);
  for (const values of [
    [0.3, -0.4],
    [0, 0],
  ]) {
    const g = tensor(values);
    expect(await clip.update(g, clip.init(g), g, 0)[0].data()).toEqual(await g.data());
  }
});

test("the norm is taken over all leaves together", async () => {
  expect(await globalNorm({ w: tensor([[3]]), b: tensor([4]) }).item()).toBe(5);
});

test("refuses a bound that is not positive", () => {
  expect(() => clipByGlobalNorm(0)).toThrow(
    "clipByGlobalNorm: maxNorm is 0; it must be a positive finite number",
  );
});

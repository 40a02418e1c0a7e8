import { tensor, type Tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { apply } from "./apply.ts";
import { scheduleFree } from "./schedule-free.ts";

const gradients = [3, -1, 0.5, 2, -4, 0.25];

/** z, computed in plain numbers, and its mean with these weights. */
const meanOf = (rates: readonly number[]): number => {
  let z = 1;
  const points = gradients.map((g, i) => (z -= rates[i]! * g));
  const weights = rates.map((rate) => rate ** 2);
  const total = weights.reduce((a, b) => a + b, 0);
  return points.reduce((sum, point, i) => sum + (weights[i]! * point) / total, 0);
};

test.each<[string, (step: number) => number]>([
  ["a constant rate", () => 0.1],
  ["a warm-up that begins at 0", (step) => (0.1 * Math.min(step, 4)) / 4],
])("with %s, apply(params, state.a) is the mean of all z, weighted by squared rates", async (_, rate) => {
  const optimizer = scheduleFree({ learningRate: rate, beta: 0.75 });
  let params: Tensor = tensor([1]);
  let state = optimizer.init(params);
  for (const [step, g] of gradients.entries()) {
    const [updates, next] = optimizer.update(tensor([g]), state, params, step);
    [params, state] = [apply(params, updates), next];
  }
  const x = await apply(params, state.a as Tensor).item();
  expect(x).toBeCloseTo(meanOf(gradients.map((_, i) => rate(i))), 14);
});

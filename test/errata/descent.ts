import { grad, valueAndGrad } from "@downhill/autograd";
import { meanSquaredError } from "@downhill/nn";
import {
  apply,
  gradientDescent,
  lion,
  momentumClassical,
  type Transform,
  transform,
} from "@downhill/optimizers";
import { matmul, mul, square, sub, sum, type Tensor, tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { expectStated } from "./stated.ts";

/** Where an optimizer arrives from a start. */
async function walk<State>(
  optimizer: Transform<State>,
  slope: (theta: Tensor) => Tensor,
  start: number,
  steps: number,
): Promise<number> {
  let theta = tensor([start]);
  let state = optimizer.init(theta);
  for (let step = 0; step < steps; step++) {
    const [update, next] = optimizer.update(slope(theta), state, theta, step);
    [theta, state] = [apply(theta, update), next];
  }
  return theta.item();
}

test("E01: two minus signs climb", async () => {
  const chapters = transform({
    name: "momentum of 002 §3.2",
    state: ["v"],
    hyper: { learningRate: 0.1, beta: 0.9, gamma: 0.1 },
    step({ sub, mul, neg }, { g, v, learningRate, beta, gamma }) {
      v = sub(mul(beta, v), mul(learningRate, g));
      return { update: neg(mul(gamma, v)), v };
    },
  });
  const slope = grad((theta: Tensor) => sum(square(theta)));
  expect((await walk(chapters(), slope, 1, 50)).toFixed(2)).toBe("113.35");
  const ours = momentumClassical({ learningRate: 0.1 * 0.1, momentum: 0.9 });
  // Of x² − (1 + 0.9 − 0.02)x + 0.9 both roots have the length √0.9.
  expect(Math.abs(await walk(ours, slope, 1, 50))).toBeLessThan(1.1 * Math.sqrt(0.9) ** 50);
  expectStated("E01", "113.35");
});

test("E04: of rank 1 there is a minimiser for each start, and a limit to the rate", async () => {
  const x = tensor([
    [1, 2],
    [2, 4],
    [3, 6],
  ]);
  const y = tensor([[1], [3], [5]]);
  const slope = valueAndGrad((theta: Tensor) => meanSquaredError(matmul(x, theta), y));
  const walk = async (start: number[], rate: number) => {
    let theta = tensor(start, { shape: [2, 1] });
    for (let step = 0; step < 60; step++) theta = sub(theta, mul(slope(theta)[1], rate));
    return { at: [...(await theta.data())], loss: await slope(theta)[0].item() };
  };
  const [first, second] = [await walk([0, 0], 0.01), await walk([1, 0], 0.01)];
  const shown = ({ at }: { at: number[] }) => `(${at.map((value) => value.toFixed(4)).join(", ")})`;
  expectStated("E04", shown(first), shown(second));
  expect(shown(first)).toBe("(0.3143, 0.6286)");
  expect(second.loss).toBeCloseTo(first.loss, 12);
  expect((await walk([0, 0], 0.0425)).loss).toBeLessThan((await walk([0, 0], 0.0432)).loss);
  expect((await walk([0, 0], 0.05)).loss).toBeGreaterThan(1e6);
});

test("E07: beyond 2/L it does not converge faster, but not at all", async () => {
  const slope = grad((x: Tensor) => sum(square(sub(x, 3))));
  const at = (learningRate: number, steps: number) =>
    walk(gradientDescent({ learningRate }), slope, 0, steps);
  expect(Math.abs((await at(0.9, 30)) - 3)).toBeCloseTo(Math.abs((await at(0.1, 30)) - 3), 12);
  expect([await at(1, 99), await at(1, 100)]).toEqual([6, 0]);
  expect((await at(1.1, 100)) / 1e8).toBeCloseTo(-2.5, 1);
  expectStated("E07", String.raw`$-2.5 \cdot 10^8$`);
});

test("E13: the derivative of the parameters with respect to the loss is a different number, and may not exist", async () => {
  const loss = (x: Tensor) => sum(square(sub(x, 3)));
  const slope = await grad(loss)(tensor([0])).item();
  const h = 1e-5;
  const at = (x: number) => loss(tensor([x])).item();
  expect(slope).toBeCloseTo(((await at(h)) - (await at(-h))) / (2 * h), 8);
  // x = 3 − √J on this branch: dx/dJ at J = 9.
  const inverse = (3 - Math.sqrt(9 + h) - (3 - Math.sqrt(9 - h))) / (2 * h);
  expect(slope * inverse).toBeCloseTo(1, 8);
  // To the letter: the nearer the minimum, the longer the step; it swings round 3 and never settles.
  let x = 0;
  for (let step = 0; step < 100; step++) x -= 0.1 / (2 * (x - 3));
  const ours = await walk(gradientDescent({ learningRate: 0.1 }), grad(loss), 0, 100);
  expect(3 - ours).toBeCloseTo(3 * 0.8 ** 100, 14);
  expect(x.toFixed(2)).toBe("4.51");
  expectStated("E13", "$-6$", String.raw`$-\frac16$`, "4.51");

  // With two parameters many points have the same loss, so they are not a function of it.
  const bowl = (theta: Tensor) => sum(square(theta));
  expect(await bowl(tensor([3, 4])).item()).toBe(await bowl(tensor([5, 0])).item());
});

test("E30: a step is the learning rate times the gradient; only a sign's step has the length of the rate", async () => {
  const slopes = [0.01, 1, 100];
  const lengths = async <State>(optimizer: Transform<State>): Promise<number[]> =>
    Promise.all(slopes.map(async (slope) => Math.abs(await walk(optimizer, () => tensor([slope]), 0, 1))));
  const descent = await lengths(gradientDescent({ learningRate: 0.1 }));
  const signs = await lengths(lion({ learningRate: 0.1 }));
  for (const [i, slope] of slopes.entries()) {
    expect(descent[i]).toBeCloseTo(0.1 * slope, 12);
    expect(signs[i]).toBeCloseTo(0.1, 12);
  }
  // To the letter: steps of length 0.1 end up swinging around 3, half a step from it; steps of 0.1 times the slope arrive.
  let x = 0.05;
  for (let step = 0; step < 100; step++) x -= 0.1 * Math.sign(2 * (x - 3));
  const slope = grad((at: Tensor) => sum(square(sub(at, 3))));
  expect(Math.abs(x - 3)).toBeCloseTo(0.05, 6);
  expect(Math.abs((await walk(gradientDescent({ learningRate: 0.1 }), slope, 0.05, 100)) - 3)).toBeLessThan(
    1e-8,
  );
  expectStated("E30", ...descent.map((length) => String(Number(length.toPrecision(6)))));
});

import { grad } from "@downhill/autograd";
import { apply, gradientDescent } from "@downhill/optimizers";
import { constant, onPlateau, polynomial, type Schedule } from "@downhill/schedules";
import { full, prod, type Tensor, tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { expectStated } from "./stated.ts";

/** Descent on J = θ²/2 from 1, whose gradient is θ: the product of 1 − η. */
const descend = (rate: Schedule, steps: number): number => {
  let theta = 1;
  for (let step = 0; step < steps; step++) theta -= rate(step) * theta;
  return theta;
};

test("E03: decay acts on the step and never on the gradient", async () => {
  const rate = polynomial(0.1, 10, 1);
  const g = tensor([6]);
  const updates = [0, 9, 10].map((step) => gradientDescent({ learningRate: rate }).update(g, {}, g, step)[0]);
  const [first, ninth, last] = await Promise.all(updates.map((update) => update.item()));
  expect(first).toBeCloseTo(-0.6, 12);
  expect(ninth).toBeCloseTo(-0.06, 12);
  expect(Math.abs(last!)).toBe(0);
});

test("E03: a gradient that vanishes stays as small under decay", async () => {
  // The output of twenty layers of one weight each is their product.
  const slope = grad((w: Tensor) => prod(w));
  const firstAfter = async (learningRate: Schedule, steps: number) => {
    const optimizer = gradientDescent({ learningRate });
    let w = full([20], 0.5);
    for (let step = 0; step < steps; step++) {
      w = apply(w, optimizer.update(slope(w), {}, w, step)[0]);
    }
    return (await slope(w).data())[0]!;
  };
  const [before, constantly, decayed] = [
    await firstAfter(constant(0.1), 0),
    await firstAfter(constant(0.1), 20),
    await firstAfter(polynomial(0.1, 20, 1), 20),
  ];
  expect(before).toBe(0.5 ** 19);
  for (const after of [constantly, decayed]) expect(after / before).toBeCloseTo(1, 3);
  expectStated("E03", String.raw`$1.9 \cdot 10^{-6}$`);
});

test("E03: decaying too soon is what stalls early", () => {
  const [soon, late] = [20, 200].map((steps) => descend(polynomial(0.1, steps, 1), 200));
  // ln ∏(1 − η) is −Ση and a little more; Ση is 0.1(T + 1)/2.
  expect(Math.log(soon!)).toBeCloseTo(-1.05, 1);
  expectStated("E03", soon!.toFixed(2), String.raw`$${(late! * 1e5).toFixed(1)} \cdot 10^{-5}$`);
});

test("E17: a rate that falls because the loss falls slows down while all goes well", () => {
  const byLoss = (steps: number) => {
    let theta = 1;
    for (let step = 0; step < steps; step++) theta -= 0.5 * theta ** 2 * theta;
    return theta;
  };
  // dθ/dt = −θ³/2 has the solution 1/√(1 + t).
  expect(byLoss(100)).toBeCloseTo(1 / Math.sqrt(101), 2);

  const plateau = onPlateau({ factor: 0.1, patience: 3 });
  let [theta, state] = [1, plateau.init(0.5)];
  for (let step = 0; step < 100; step++) {
    theta -= state.learningRate * theta;
    state = plateau.update(state, theta ** 2 / 2);
  }
  expect(state.learningRate).toBe(0.5);
  expect(theta).toBe(0.5 ** 100);
  for (const loss of [1, 1, 1, 1]) state = plateau.update(state, loss);
  expect(state.learningRate).toBeCloseTo(0.05, 12);
  expectStated("E17", byLoss(100).toFixed(3), "$0.5^{100}$");
});

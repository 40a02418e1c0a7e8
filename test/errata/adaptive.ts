import { grad, hessianVectorProduct } from "@downhill/autograd";
import { adam, numbers, rmsprop, rmspropEpsInside } from "@downhill/optimizers";
import { mul, square, sum, type Tensor, tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { expectStated } from "./stated.ts";

test("E08: ε under the root makes a different optimizer", async () => {
  const first = async (optimizer: typeof rmsprop) => {
    const [rule, w] = [optimizer({ learningRate: 0.1, epsilon: 0.01 }), tensor([1])];
    return rule.update(tensor([0.5]), rule.init(w), w, 0)[0].item();
  };
  const [outside, inside] = [await first(rmsprop), await first(rmspropEpsInside)];
  const v = 0.1 * 0.5 ** 2;
  expect(outside).toBeCloseTo((-0.1 * 0.5) / (Math.sqrt(v) + 0.01), 12);
  expect(inside).toBeCloseTo((-0.1 * 0.5) / Math.sqrt(v + 0.01), 12);
  expectStated("E08", `$${outside.toFixed(3)}$`, `$${inside.toFixed(3)}$`);
});

test("E24: Adam starts from zeros, with t = 1", async () => {
  const [rule, w] = [adam({ learningRate: 0.1 }), tensor([1])];
  const first = async (v: number) => {
    const state = { ...rule.init(w), v: tensor([v]) };
    return (await rule.update(tensor([0.5]), state, w, 0)[0].item()).toPrecision(2);
  };
  const at = { g: 0.5, m: 0, v: 0, p: 1, learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  expect(adam.rule.step(numbers, { ...at, t: 0 }).update).toBeNaN();
  expect(adam.rule.step(numbers, { ...at, t: 1 }).update).toBeCloseTo(-0.1, 8);
  expect(Number(await first(0))).toBeCloseTo(-0.1, 12);
  expectStated("E24", "$-0.1$", `$${await first(1)}$`);
});

test("E16: v is the mean of the gradient's squares and contains no term of second order", async () => {
  const losses = {
    line: (theta: Tensor) => mul(sum(theta), 3),
    parabola: (theta: Tensor) => mul(sum(square(theta)), 2),
  };
  const theta = tensor([1]);
  const meanSquare = async (loss: (theta: Tensor) => Tensor) => {
    const [optimizer, g] = [adam(), grad(loss)(theta)];
    const [, { v }] = optimizer.update(g, optimizer.init(theta), theta, 0);
    return (await (v as Tensor).item()) / (1 - 0.999);
  };
  const second = (loss: (theta: Tensor) => Tensor) => hessianVectorProduct(loss, theta, tensor([1])).item();
  expect(await meanSquare(losses.line)).toBeCloseTo(9, 10);
  expect(await second(losses.line)).toBe(0);
  expect(await meanSquare(losses.parabola)).toBeCloseTo(16, 10);
  expect(await second(losses.parabola)).toBe(4);
  expectStated("E16", "9", "16", "4");
});

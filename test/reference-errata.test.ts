import { readFileSync } from "node:fs";
import { valueAndGrad } from "@downhill/autograd";
import { meanSquaredError } from "@downhill/nn";
import { clipByGlobalNorm, rmsprop, rmspropEpsInside } from "@downhill/optimizers";
import { matmul, mul, square, sub, sum, type Tensor, tensor } from "@downhill/tensor";
import { expect, test } from "vitest";

// What docs/reference/errata.md says with numbers is so.
const page = (name: string): string =>
  readFileSync(new URL(`../docs/reference/${name}`, import.meta.url), "utf8");

test("E01: two minus signs climb", () => {
  let [theta, v] = [1, 0];
  for (let step = 0; step < 50; step++) {
    v = 0.9 * v - 0.1 * 2 * theta;
    theta -= 0.1 * v;
  }
  expect(theta).toBeCloseTo(113.35, 2);
});

test("E02: clipping leaves a small gradient as small as it is", async () => {
  const clip = clipByGlobalNorm(1);
  const g = tensor([1e-9, -2e-9]);
  const [clipped] = clip.update(g, clip.init(g), g, 0);
  expect([...(await clipped.data())]).toEqual([1e-9, -2e-9]);
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
  expect(first.at.map((value) => value.toFixed(4))).toEqual(["0.3143", "0.6286"]);
  expect(second.at.map((value) => value.toFixed(4))).toEqual(["1.1143", "0.2286"]);
  expect(second.loss).toBeCloseTo(first.loss, 12);
  expect((await walk([0, 0], 0.0425)).loss).toBeLessThan((await walk([0, 0], 0.0432)).loss);
  expect((await walk([0, 0], 0.05)).loss).toBeGreaterThan(1e6);
});

test("E05: three faults of one program", async () => {
  const theta = tensor([2]);
  expect(() => matmul(tensor([1, 2, 3, 4, 5]), theta)).toThrow("needs two matrices");
  const x = tensor([1, 2, 3]);
  const y = mul(x, 2); // of the very theta that it starts from
  const [loss, gradient] = valueAndGrad((theta: Tensor) => sum(square(sub(mul(x, theta), y))))(theta);
  expect([await loss.item(), await gradient.item()]).toEqual([0, 0]);
});

test("E07: beyond 2/L it does not converge faster, but not at all", () => {
  const walk = (rate: number, steps: number): number => {
    let x = 0;
    for (let step = 0; step < steps; step++) x -= rate * 2 * (x - 3);
    return x;
  };
  expect(Math.abs(walk(0.9, 30) - 3)).toBeCloseTo(Math.abs(walk(0.1, 30) - 3), 12);
  expect([walk(1, 99), walk(1, 100)]).toEqual([6, 0]);
  expect(walk(1.1, 100) / 1e8).toBeCloseTo(-2.5, 1);
});

test("E08: ε under the root is another optimizer", async () => {
  const first = async (optimizer: typeof rmsprop) => {
    const [rule, w] = [optimizer({ learningRate: 0.1, epsilon: 0.01 }), tensor([1])];
    return rule.update(tensor([0.5]), rule.init(w), w, 0)[0].item();
  };
  expect(Math.abs((await first(rmsprop)) - (await first(rmspropEpsInside)))).toBeGreaterThan(0.01);
});

test("both pages have the same errata", () => {
  const numbers = (name: string) => [...page(name).matchAll(/^\| (E\d\d) \|/gm)].map(([, each]) => each);
  expect(numbers("errata.md")).toHaveLength(13);
  expect(numbers("errata.zh.md")).toEqual(numbers("errata.md"));
});

import { grad } from "@downhill/autograd";
import { chain, gradientDescent } from "@downhill/optimizers";
import { l1, l2, proximalL1 } from "@downhill/regularizers";
import { add, matmul, mul, sub, sum, tensor, type Tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { setting, usual } from "./components/PenaltyFigure/state.ts";
import { texts } from "./components/PenaltyFigure/texts.ts";
import { correlation, loss, minimum, size, type Weights } from "./penalised.ts";

const places: readonly Weights[] = [
  [1.5, 1.5],
  [2, 0.8],
  [-1, 0.3],
  [0.4, -2.5],
  [0, 0],
  [1, 1],
];
const strengths = [0, 0.3, 1.3, 2.5];
const cases = places.flatMap((a) => strengths.map((lambda) => [a, lambda] as const));

const lossAt =
  (a: Weights) =>
  (w: Tensor): Tensor => {
    const away = sub(w, tensor([[a[0]], [a[1]]]));
    const h = tensor([
      [1, correlation],
      [correlation, 1],
    ]);
    return mul(0.5, sum(mul(away, matmul(h, away))));
  };

/** Gradient descent from the lowest loss, with a link behind it where the penalty is not in the loss; the factor is at most ½. */
async function descended(objective: (w: Tensor) => Tensor, a: Weights, lambda?: number): Promise<number[]> {
  const learningRate = 0.25;
  const rule = gradientDescent({ learningRate });
  const optimizer = lambda === undefined ? rule : chain(rule, proximalL1({ lambda, learningRate }));
  let w = tensor([[a[0]], [a[1]]]);
  let state = optimizer.init(w);
  for (let step = 0; step < 300; step++) {
    const [update, next] = optimizer.update(grad(objective)(w), state, w, step);
    [w, state] = [add(w, update), next];
  }
  return [...(await w.data())];
}

test.each(cases)("at %j, λ = %d, the packages' descent ends in the same minimum", async (a, lambda) => {
  const wide = l2(lambda);
  const ends = {
    l1: await descended(lossAt(a), a, lambda),
    l2: await descended((w) => add(lossAt(a)(w), wide(w)), a),
  };
  for (const penalty of ["l1", "l2"] as const) {
    const w = minimum(penalty, a, lambda);
    // 300 steps by a factor of at most 7/8 leave 4e-18 of the way.
    w.forEach((each, i) => expect(each).toBeCloseTo(ends[penalty][i]!, 12));
    if (penalty === "l1") w.forEach((each, i) => expect(each === 0).toBe(ends.l1[i] === 0));
  }
});

test.each(places)("loss and penalties are the packages' at (%d, %d)", async (...w) => {
  const at = tensor([[w[0]], [w[1]]]);
  const value = async (of: Tensor): Promise<number> => (await of.data())[0]!;
  expect(loss(w, [2, 0.8])).toBeCloseTo(await value(lossAt([2, 0.8])(at)), 14);
  expect(size("l1", w)).toBeCloseTo(await value(l1(1)(at)), 14);
  expect(size("l2", w)).toBeCloseTo(await value(l2(1)(at)), 14);
});

test.each(Object.entries(texts))("%s: the caption's numbers are those of its example", (_, { caption }) => {
  const at: Weights = [usual.first, usual.second];
  const first = (1 + correlation) * usual.second;
  expect(minimum("l1", at, first)[1]).toBe(0);
  expect(minimum("l1", at, first - 0.01)[1]).toBeGreaterThan(0);
  expect(caption).toContain(`λ = ${first.toFixed(1)}`);
  expect(caption).toContain(`λ = ${usual.lambda}`);
  expect(caption).toContain(minimum("l2", at, usual.lambda)[1].toFixed(2));
});

test("its address is read back", () => {
  expect(setting.write(usual)).toBe("2_0.8_1.25_l1");
  expect(setting.read("2_0.8_1.25_l1")).toEqual(usual);
  expect(setting.read("2_0.8_4_l1")).toBeUndefined();
});

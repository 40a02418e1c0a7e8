import { grad } from "@downhill/autograd";
import { softmaxCrossEntropy } from "@downhill/nn";
import { apply, chain, gradientDescent, type Transform } from "@downhill/optimizers";
import {
  add,
  exp,
  foldIn,
  type Key,
  key,
  leaves,
  maximum,
  minimum,
  mul,
  normal,
  relu,
  softmax,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
  zeros,
  zerosLike,
} from "@downhill/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as regularizers from "./index.ts";

/** Both sides of an equation, for a key to draw from and two sizes. */
type Law = readonly [tex: string, sides: (from: Key, m: number, n: number) => readonly [Tensor, Tensor]];

const R = String.raw;
const { decay, dropout, earlyStopping, elasticNet, gradientNoise, groupLasso, keepBest } = regularizers;
const { l1, l2, maxNorm, nonNegative, proximalL1, smoothLabels } = regularizers;
const draw = (from: Key, n: number, ...shape: readonly number[]): Tensor => normal(foldIn(from, n), shape);
/** Where an update leads after a link. */
const projected = <S>(link: Transform<S>, w: Tensor, u: Tensor, step = 0): Tensor =>
  apply(w, link.update(u, link.init(w), w, step)[0]);

const laws: Readonly<Record<string, Law>> = {
  l1: [
    R`\lambda\lVert -3\theta\rVert_1 = 3\lambda\lVert\theta\rVert_1`,
    (from, m, n) => [l1(0.3)(mul(draw(from, 1, m, n), -3)), mul(l1(0.3)(draw(from, 1, m, n)), 3)],
  ],
  l2: [
    R`\nabla R(\theta) = \lambda\,\theta`,
    (from, m, n) => [grad(l2(0.3))(draw(from, 1, m, n)) as Tensor, mul(draw(from, 1, m, n), 0.3)],
  ],
  elasticNet: [
    R`R_{\lambda_1, \lambda_2} = R^{(1)}_{\lambda_1} + R^{(2)}_{\lambda_2}`,
    (from, m, n) => {
      const w = draw(from, 1, m, n);
      return [elasticNet(0.3, 0.7)(w), add(l1(0.3)(w), l2(0.7)(w))];
    },
  ],
  groupLasso: [
    R`R(\theta) = \lambda\lVert\theta\rVert_1 \text{ of a vector}`,
    (from, m) => [groupLasso(0.3)(draw(from, 1, m)), l1(0.3)(draw(from, 1, m))],
  ],
  decay: [
    R`\theta - \eta\,\nabla\bigl(L + \tfrac\lambda2\lVert\theta\rVert^2\bigr) = (\theta - \eta\,\nabla L) - \eta\lambda\theta`,
    (from, m, n) => {
      const [w, rate] = [draw(from, 1, m, n), { learningRate: 0.1 }];
      const loss = (x: Tensor): Tensor => sum(exp(x));
      const penalised = grad((x: Tensor) => add(loss(x), l2(0.3)(x)))(w);
      const decayed = chain(gradientDescent(rate), decay({ weightDecay: 0.3, ...rate }));
      return [projected(gradientDescent(rate), w, penalised), projected(decayed, w, grad(loss)(w))];
    },
  ],
  proximalL1: [
    R`z - \theta' = \min(\max(z, -\eta\lambda),\ \eta\lambda)`,
    (from, m, n) => {
      const [w, u] = [draw(from, 1, m, n), draw(from, 2, m, n)];
      const z = add(w, u);
      const moved = projected(proximalL1({ lambda: 4, learningRate: 0.2 }), w, u);
      return [sub(z, moved), minimum(maximum(z, -0.8), 0.8)];
    },
  ],
  maxNorm: [
    R`P(P(z)) = P(z)`,
    (from, m, n) => {
      const once = projected(maxNorm(1.5), draw(from, 1, m, n), draw(from, 2, m, n));
      return [projected(maxNorm(1.5), once, zerosLike(once)), once];
    },
  ],
  nonNegative: [
    R`P(z) = \max(z, 0)`,
    (from, m, n) => {
      const [w, u] = [draw(from, 1, m, n), draw(from, 2, m, n)];
      return [projected(nonNegative(), w, u), relu(add(w, u))];
    },
  ],
  gradientNoise: [
    R`g' - g = \sqrt{\eta / (1 + t)^\gamma}\;\varepsilon_t`,
    (from, m, n) => {
      const g = draw(from, 1, m, n);
      const noisy = gradientNoise(0.3, 0.55, from).update(g, [], g, 7)[0];
      const noise = normal(foldIn(foldIn(from, 7), 0), [m, n]);
      return [sub(noisy, g), mul(noise, Math.sqrt(0.3 / 8 ** 0.55))];
    },
  ],
  smoothLabels: [
    R`L(z, \operatorname{smooth}_\varepsilon(y)) = L_\varepsilon(z, y)`,
    (from, m, n) => {
      const [z, y] = [draw(from, 1, m, n + 1), softmax(draw(from, 2, m, n + 1))];
      return [softmaxCrossEntropy(z, smoothLabels(y, 0.2)), softmaxCrossEntropy(z, y, { smoothing: 0.2 })];
    },
  ],
  dropout: [
    R`y\,\bigl((1 - p)\,y - x\bigr) = 0`,
    (from, m, n) => {
      const x = draw(from, 1, m, n);
      const y = dropout(0.4).apply([], x, from);
      return [mul(y, sub(mul(y, 0.6), x)), zeros([m, n])];
    },
  ],
  earlyStopping: [
    R`b_t = \min_{s \le t} L_s`,
    (from, m, n) => {
      const losses = Array.from({ length: m * n }, (_, i) => foldIn(from, i)[0] % 10);
      const { init, update } = earlyStopping({ patience: 2 });
      const state = losses.reduce((before, loss) => update(before, loss), init());
      return [tensor([state.best!, losses[state.bestStep!]!]), mul(tensor([1, 1]), Math.min(...losses))];
    },
  ],
  keepBest: [R`\theta^\ast = \theta`, (from, m, n) => [keepBest(draw(from, 1, m, n)), draw(from, 1, m, n)]],
};

test("every function of the package has a law", () => {
  expect(Object.keys(laws).toSorted()).toEqual(Object.keys(regularizers).toSorted());
});

const sizes = fc.integer({ min: 1, max: 6 });

// Numbers of order 1 to 10, some dozens of roundings apart.
test.for(Object.entries(laws))("%s: its law holds", async ([name, [tex, sides]], { task }) => {
  let difference = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(), sizes, sizes, async (seed, m, n) => {
      const [left, right] = tidy("law", () => sides(key(seed), m, n));
      expect(left.shape).toEqual(right.shape);
      const [a, b] = [await left.data(), await right.data()];
      const size = Math.max(1, ...b.map(Math.abs));
      difference = Math.max(difference, ...Array.from(a, (value, i) => Math.abs(value - b[i]!) / size));
      expect(difference).toBeLessThan(1e-12);
      for (const leaf of leaves<Tensor>([left, right])) leaf.dispose();
    }),
    { numRuns: 20, seed: 1 },
  );
  Object.assign(task.meta, { proof: { package: "regularizers", name, law: tex, difference } });
});

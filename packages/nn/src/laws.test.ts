import {
  abs,
  add,
  div,
  exp,
  flip,
  foldIn,
  full,
  type Key,
  key,
  leaves,
  matmul,
  mul,
  neg,
  normal,
  oneHot,
  ones,
  reshape,
  slice,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
  uniform,
  zeros,
} from "@downhill/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as nn from "./index.ts";

/** Both sides of an equation, for a key to draw from and two sizes of at least 2. */
type Law = readonly [tex: string, sides: (from: Key, m: number, n: number) => readonly [Tensor, Tensor]];

const R = String.raw;
const draw = (from: Key, n: number, ...shape: readonly number[]): Tensor => normal(foldIn(from, n), shape);
const classes = (from: Key, rows: number, count: number): Tensor =>
  tensor(Int32Array.from({ length: rows }, (_, i) => foldIn(from, i)[0] % count));
const identityOf = (n: number): Tensor =>
  oneHot(tensor(Int32Array.from({ length: n }, (_, i) => i)), { depth: n, dtype: "float64" });
const reversed = (x: Tensor, axis: number): Tensor => flip(x, [axis]);
const on = (layer: nn.Layer<nn.NoParams>, x: Tensor): Tensor => layer.apply([], x);
/** Positions may be permuted: the results are permuted in the same way. */
const equivariant =
  (layer: (n: number) => nn.Layer): Law[1] =>
  (from, m, n) => {
    const block = layer(2 * n);
    const [params, x] = [block.init(from), draw(from, 9, 2, m, 2 * n)];
    return [block.apply(params, reversed(x, 1)), reversed(block.apply(params, x), 1)];
  };
/** A draw with its deviation taken out is a draw from the standard distribution. */
const standard =
  (init: nn.Initialiser, scale: (inputs: number, outputs: number) => number, bell: boolean): Law[1] =>
  (from, m, n) => [
    mul(init(from, [m, n]), scale(m, n)),
    bell ? normal(from, [m, n]) : uniform(from, [m, n], -1, 1),
  ];

const laws: Readonly<Record<string, Law>> = {
  dense: [
    R`f(x + z) = f(x) + f(z) - b`,
    (from, m, n) => {
      const layer = nn.dense(m, n);
      const params = { ...layer.init(from), b: draw(from, 1, n) };
      const [x, z] = [draw(from, 2, 3, m), draw(from, 3, 3, m)];
      const f = (input: Tensor): Tensor => layer.apply(params, input);
      return [f(add(x, z)), sub(add(f(x), f(z)), params.b)];
    },
  ],
  conv2d: [
    R`(f(x))_{n+1,m} = f(x_{n+1,m})`,
    (from, m, n) => {
      const layer = nn.conv2d(n, 2);
      const [params, x] = [layer.init(from), draw(from, 1, 1, m + 4, 5, n)];
      const below = (input: Tensor): Tensor => {
        const [batch, rows, ...rest] = input.shape as [number, number, number, number];
        return slice(input, { begin: [0, 1, 0, 0], size: [batch, rows - 1, ...rest] });
      };
      return [layer.apply(params, below(x)), below(layer.apply(params, x))];
    },
  ],
  maxPool2d: [
    R`\max(x + c) = \max(x) + c`,
    (from, m, n) => {
      const [layer, x] = [nn.maxPool2d({ size: 2 }), draw(from, 1, 1, m + 1, n + 1, 2)];
      return [on(layer, add(x, 7)), add(on(layer, x), 7)];
    },
  ],
  avgPool2d: [
    R`f(3x) = 3f(x), \quad f(1) = 1`,
    (from, m, n) => {
      const [layer, x] = [nn.avgPool2d({ size: 2 }), draw(from, 1, 1, m + 1, n + 1, 2)];
      return [on(layer, add(mul(x, 3), 1)), add(mul(on(layer, x), 3), 1)];
    },
  ],
  flatten: [
    R`x_{ijk} = f(x)_{i,\,jn+k}`,
    (from, m, n) => {
      const x = draw(from, 1, 2, m, n);
      return [reshape(on(nn.flatten, x), [2, m, n]), x];
    },
  ],
  embedding: [
    R`E_k = e_k E`,
    (from, m, n) => {
      const params = nn.embedding(m, n).init(from);
      const k = classes(from, 5, m);
      return [
        nn.embedding(m, n).apply(params, k),
        matmul(oneHot(k, { depth: m, dtype: "float64" }), params.table),
      ];
    },
  ],
  layerNorm: [
    R`f(3x + 7) = f(x) \text{ where } \varepsilon = 0`,
    (from, m, n) => {
      const layer = nn.layerNorm(n + 1, { epsilon: 0 });
      const [params, x] = [{ scale: draw(from, 1, n + 1), b: draw(from, 2, n + 1) }, draw(from, 3, m, n + 1)];
      return [layer.apply(params, add(mul(x, 3), 7)), layer.apply(params, x)];
    },
  ],
  batchNorm: [
    R`y = x \odot a + c \text{ in use}, \quad a = \frac{\gamma}{\sqrt{\bar\sigma^2}},\ c = \beta - \bar\mu \odot a \text{ where } \varepsilon = 0`,
    (from, m, n) => {
      const [scale, b, mu] = [draw(from, 1, n), draw(from, 2, n), draw(from, 3, n)];
      const [deviation, x] = [add(abs(draw(from, 4, n)), 0.5), draw(from, 5, m, n)];
      const variance = square(deviation);
      const a = div(scale, deviation);
      return [
        nn.batchNorm(n, { epsilon: 0 }).apply({ scale, b, mean: mu, variance }, x),
        add(mul(x, a), sub(b, mul(mu, a))),
      ];
    },
  ],
  dropout: [
    R`y\,\bigl((1 - p)\,y - x\bigr) = 0`,
    (from, m, n) => {
      const x = draw(from, 1, m, n);
      const y = nn.dropout(0.4).apply([], x, from);
      return [mul(y, sub(mul(y, 0.6), x)), zeros([m, n])];
    },
  ],
  attention: [
    R`\operatorname{attention}(Q, PK, PV) = \operatorname{attention}(Q, K, V)`,
    (from, m, n) => {
      const [q, k, v] = [draw(from, 1, 3, n), draw(from, 2, m, n), draw(from, 3, m, 2)];
      return [nn.attention(q, reversed(k, 0), reversed(v, 0)), nn.attention(q, k, v)];
    },
  ],
  multiHeadAttention: [R`f(Px) = P f(x)`, equivariant((width) => nn.multiHeadAttention(width, 2))],
  transformerBlock: [R`f(Px) = P f(x)`, equivariant((width) => nn.transformerBlock(width, 2))],
  residual: [
    R`y - x = f(x)`,
    (from, m, n) => {
      const [params, x] = [nn.dense(n, n).init(from), draw(from, 1, m, n)];
      return [sub(nn.residual(nn.dense(n, n)).apply(params, x), x), nn.dense(n, n).apply(params, x)];
    },
  ],
  sequential: [
    R`f \circ (g \circ h) = (f \circ g) \circ h`,
    (from, m, n) => {
      const [h, g, f] = [nn.dense(m, n), nn.tanh, nn.dense(n, 2)];
      const [a, b, x] = [h.init(from), f.init(foldIn(from, 1)), draw(from, 2, 3, m)];
      return [
        nn.sequential(nn.sequential(h, g), f).apply([[a, []], b], x),
        nn.sequential(h, nn.sequential(g, f)).apply([a, [[], b]], x),
      ];
    },
  ],
  activation: [
    R`y = f(x)`,
    (from, m, n) => [on(nn.activation("minus", neg), draw(from, 1, m, n)), neg(draw(from, 1, m, n))],
  ],
  relu: [
    R`f(x) - f(-x) = x`,
    (from, m, n) => {
      const x = draw(from, 1, m, n);
      return [sub(on(nn.relu, x), on(nn.relu, neg(x))), x];
    },
  ],
  gelu: [
    R`f(x) - f(-x) = x`,
    (from, m, n) => {
      const x = draw(from, 1, m, n);
      return [sub(on(nn.gelu, x), on(nn.gelu, neg(x))), x];
    },
  ],
  tanh: [
    R`\tanh x = 2\,\sigma(2x) - 1`,
    (from, m, n) => {
      const x = draw(from, 1, m, n);
      return [on(nn.tanh, x), sub(mul(on(nn.sigmoid, mul(x, 2)), 2), 1)];
    },
  ],
  sigmoid: [
    R`\sigma(x) + \sigma(-x) = 1`,
    (from, m, n) => {
      const x = draw(from, 1, m, n);
      return [add(on(nn.sigmoid, x), on(nn.sigmoid, neg(x))), ones([m, n])];
    },
  ],
  fans: [
    R`n_{\text{in}}\,n_o = n_{\text{out}}\,n_i = \lvert w\rvert`,
    (_, m, n) => {
      const { fanIn, fanOut } = nn.fans([3, 2, m, n]);
      return [tensor([fanIn * n, fanOut * m]), full([2], 6 * m * n)];
    },
  ],
  xavierUniform: [
    R`w \big/ \sqrt{6 / (n_{\text{in}} + n_{\text{out}})} \sim U[-1, 1)`,
    standard(nn.xavierUniform, (i, o) => Math.sqrt((i + o) / 6), false),
  ],
  xavierNormal: [
    R`w \big/ \sqrt{2 / (n_{\text{in}} + n_{\text{out}})} \sim \mathcal N(0, 1)`,
    standard(nn.xavierNormal, (i, o) => Math.sqrt((i + o) / 2), true),
  ],
  heUniform: [
    R`w \big/ \sqrt{6 / n_{\text{in}}} \sim U[-1, 1)`,
    standard(nn.heUniform, (i) => Math.sqrt(i / 6), false),
  ],
  heNormal: [
    R`w \big/ \sqrt{2 / n_{\text{in}}} \sim \mathcal N(0, 1)`,
    standard(nn.heNormal, (i) => Math.sqrt(i / 2), true),
  ],
  orthogonal: [
    R`W^{\mathsf T} W = I`,
    (from, m, n) => {
      const w = nn.orthogonal(from, [m + n, n]);
      return [matmul(w, w, { transposeA: true }), identityOf(n)];
    },
  ],
  allZeros: [R`w = 0`, (from, m, n) => [nn.allZeros(from, [m, n]), zeros([m, n])]],
  meanSquaredError: [
    R`L(\hat y + c, y + c) = L(\hat y, y)`,
    (from, m, n) => {
      const [a, b] = [draw(from, 1, m, n), draw(from, 2, m, n)];
      return [nn.meanSquaredError(add(a, 5), add(b, 5)), nn.meanSquaredError(a, b)];
    },
  ],
  meanAbsoluteError: [
    R`L(3\hat y, 3y) = 3\,L(y, \hat y)`,
    (from, m, n) => {
      const [a, b] = [draw(from, 1, m, n), draw(from, 2, m, n)];
      return [nn.meanAbsoluteError(mul(a, 3), mul(b, 3)), mul(nn.meanAbsoluteError(b, a), 3)];
    },
  ],
  huber: [
    R`L_\delta = \tfrac12 L_2 \text{ where } \lvert d\rvert \le \delta`,
    (from, m, n) => {
      const [a, b] = [draw(from, 1, m, n), draw(from, 2, m, n)];
      return [nn.huber(a, b, { delta: 100 }), mul(nn.meanSquaredError(a, b), 0.5)];
    },
  ],
  binaryCrossEntropy: [
    R`L(z, y) = L(-z, 1 - y)`,
    (from, m, n) => {
      const [z, y] = [mul(draw(from, 1, m, n), 9), uniform(from, [m, n])];
      return [nn.binaryCrossEntropy(z, y), nn.binaryCrossEntropy(neg(z), sub(1, y))];
    },
  ],
  softmaxCrossEntropy: [
    R`L(z + c, y) = L(z, y)`,
    (from, m, n) => {
      const [z, y] = [draw(from, 1, m, n), classes(from, m, n)];
      return [nn.softmaxCrossEntropy(add(z, draw(from, 2, m, 1)), y), nn.softmaxCrossEntropy(z, y)];
    },
  ],
  perplexity: [
    R`e^L = K \text{ where } z = 0`,
    (from, m, n) => [nn.perplexity(zeros([m, n]), classes(from, m, n)), tensor(n)],
  ],
  accuracy: [
    R`a(e^z, y) = a(z, y)`,
    (from, m, n) => {
      const [z, y] = [draw(from, 1, m, n), classes(from, m, n)];
      return [nn.accuracy(exp(z), y), nn.accuracy(z, y)];
    },
  ],
  topKAccuracy: [
    R`a_1 = a, \quad a_K = 1`,
    (from, m, n) => {
      const [z, y] = [draw(from, 1, m, n), classes(from, m, n)];
      const [first, all] = [nn.topKAccuracy(z, y, { k: 1 }), nn.topKAccuracy(z, y, { k: n })];
      return [sub(first, all), sub(nn.accuracy(z, y), 1)];
    },
  ],
  confusionMatrix: [
    R`\tfrac1n \operatorname{tr} C = a, \quad \sum C = n`,
    (from, m, n) => {
      const [z, y] = [draw(from, 1, m, n), classes(from, m, n)];
      const matrix = nn.confusionMatrix(z, y);
      const diagonal = sum(mul(matrix, identityOf(n)));
      return [add(mul(diagonal, 1 / m), sum(matrix)), add(nn.accuracy(z, y), m)];
    },
  ],
  rSquared: [
    R`R^2(3\hat y + 1, 3y + 1) = R^2(\hat y, y)`,
    (from, m, n) => {
      const [a, b] = [draw(from, 1, m, n), draw(from, 2, m, n)];
      return [nn.rSquared(add(mul(a, 3), 1), add(mul(b, 3), 1)), nn.rSquared(a, b)];
    },
  ],
  trainApply: [
    R`(y, s) = (f(x, k), \varnothing) \text{ for a layer that keeps no statistics}`,
    (from, m, n) => {
      const layer = nn.sequential(nn.dense(m, n), nn.dropout(0.5));
      const [params, x] = [layer.init(from), draw(from, 1, 3, m)];
      const [y, statistics] = nn.trainApply(layer, params, x, from);
      return [add(y, Object.keys(statistics).length), layer.apply(params, x, from)];
    },
  ],
  withMask: [
    R`f_m(x)_i = f(x_{1 \dots k})_i \text{ where } m_j = [j \le k]`,
    (from, m, n) => {
      const block = nn.transformerBlock(2 * n, 2);
      const [params, x] = [block.init(from), draw(from, 1, 2, m + 2, 2 * n)];
      const seen = tensor(
        Uint8Array.from({ length: 2 * (m + 2) }, (_, i) => (i % (m + 2) < m ? 1 : 0)),
        { shape: [2, m + 2], dtype: "bool" },
      );
      const first = (y: Tensor): Tensor => slice(y, { begin: [0, 0, 0], size: [2, m, 2 * n] });
      return [first(nn.withMask(block, seen).apply(params, x)), block.apply(params, first(x))];
    },
  ],
  withStatistics: [
    R`(\theta \leftarrow s) \leftarrow s' = \theta \leftarrow s' \text{ where both have the same paths}`,
    (from, m, n) => {
      const params = { a: draw(from, 1, m), b: draw(from, 2, n) };
      const [first, second] = [{ b: draw(from, 3, n) }, { b: draw(from, 4, n) }];
      const twice = nn.withStatistics(nn.withStatistics(params, first), second);
      const once = nn.withStatistics(params, second);
      return [add(sum(twice.a), twice.b), add(sum(once.a), once.b)];
    },
  ],
  summary: [
    R`\text{flops}(f) = 2bmn + bn \text{ of a dense layer}`,
    (_, m, n) => [tensor(nn.summary(nn.dense(m, n), [5, m]).flops.forward), tensor(10 * m * n + 5 * n)],
  ],
  showSummary: [
    R`\text{lines} = \text{layers} + 5`,
    (_, m, n) => {
      const layers = Array.from({ length: m }, () => nn.dense(n, n));
      const lines = nn.showSummary(nn.summary(nn.sequential(...layers), [2, n])).split("\n");
      return [tensor(lines.length), tensor(1 + m + 5)];
    },
  ],
};

test("every function and layer of the package has a law", () => {
  expect(Object.keys(laws).toSorted()).toEqual(Object.keys(nn).toSorted());
});

const sizes = fc.integer({ min: 2, max: 6 });

// Sides of order 1 to 100 that differ by the order of a hundred roundings at most, except after division by a variance of two
// close numbers: 1e-10 holds for these, and no wrong law comes close.
test.for(Object.entries(laws))("%s: its law holds", async ([name, [tex, sides]], { task }) => {
  let difference = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(), sizes, sizes, async (seed, m, n) => {
      const [left, right] = tidy("law", () => sides(key(seed), m, n));
      expect(left.shape).toEqual(right.shape);
      const [a, b] = [await left.data(), await right.data()];
      const size = Math.max(1, ...b.map(Math.abs));
      difference = Math.max(difference, ...Array.from(a, (value, i) => Math.abs(value - b[i]!) / size));
      expect(difference).toBeLessThan(1e-10);
      for (const leaf of leaves<Tensor>([left, right])) leaf.dispose();
    }),
    { numRuns: 20, seed: 1 },
  );
  Object.assign(task.meta, { proof: { package: "nn", name, law: tex, difference } });
});

import * as nn from "@downhill/nn";
import { key, type Key, mul, ones, type Tensor, tensor, uniform } from "@downhill/tensor";
import { expect, test } from "vitest";

import { faults, type Sample } from "./walk.ts";

const { dense, fans, relu, sequential, showSummary, summary, trainApply, withStatistics } = nn;
const logits = uniform(key(0), [4, 6]);
const classes = tensor([0, 1, 2, 5], { dtype: "int32" });
const tokens = tensor([[0, 1, 2]], { dtype: "int32" });
const image = uniform(key(0), [1, 6, 6, 2]);
const sentence = uniform(key(0), [2, 3, 4]);
const seen = tensor([[1, 1, 0]], { dtype: "bool" });

/** A layer's arguments; then the arguments of its `apply`: other parameters than its own, other x, other key. */
const layer = (make: unknown, x: Tensor, ...args: readonly unknown[]): Sample => [
  (params: unknown, x: Tensor, key: Key | undefined, ...given: never[]) => {
    const made =
      typeof make === "function" ? (make as (...args: never[]) => nn.Layer)(...given) : (make as nn.Layer);
    return trainApply(made, (params === "own" ? made.init([0, 1]) : params) as never, x, key as Key);
  },
  "own",
  x,
  key(0),
  ...args,
];

/** The same without a key, as in use. */
const used = (make: unknown, x: Tensor, ...args: readonly unknown[]): Sample => [
  (params: unknown, x: Tensor, ...given: never[]) => {
    const made = (make as (...args: never[]) => nn.Layer)(...given);
    return made.apply((params === "own" ? made.init([0, 1]) : params) as never, x);
  },
  "own",
  x,
  ...args,
];

const initialiser = (init: nn.Initialiser): Sample => [init, key(0), [3, 4], { dtype: "float64" }];
const model = sequential(dense(6, 4), relu);
const normed = nn.batchNorm(4);

const samples: Readonly<Record<string, Sample>> = {
  accuracy: [nn.accuracy, logits, classes],
  perplexity: [nn.perplexity, logits, classes],
  topKAccuracy: [nn.topKAccuracy, logits, classes, { k: 2 }],
  confusionMatrix: [nn.confusionMatrix, logits, classes],
  softmaxCrossEntropy: [
    nn.softmaxCrossEntropy,
    logits,
    classes,
    { smoothing: 0.1, ignoreIndex: 5, weights: ones([6]), reduction: "mean" },
  ],
  binaryCrossEntropy: [
    nn.binaryCrossEntropy,
    logits,
    logits,
    { weights: ones([6]), positiveWeight: 2, reduction: "sum" },
  ],
  huber: [nn.huber, logits, logits, { delta: 1, reduction: "none" }],
  meanAbsoluteError: [nn.meanAbsoluteError, logits, logits, { reduction: "sum" }],
  meanSquaredError: [nn.meanSquaredError, logits, logits, { reduction: "none" }],
  rSquared: [nn.rSquared, logits, logits],
  attention: [nn.attention, sentence, sentence, sentence, { causal: true, mask: seen }],
  activation: layer(nn.activation, logits, "double", (x: Tensor) => mul(x, 2)),
  relu: layer(nn.relu, logits),
  tanh: layer(nn.tanh, logits),
  sigmoid: layer(nn.sigmoid, logits),
  gelu: layer(nn.gelu, logits),
  flatten: layer(nn.flatten, image),
  dense: layer(nn.dense, logits, 6, 4, { init: nn.heNormal, bias: false }),
  conv2d: layer(nn.conv2d, image, 2, 3, {
    size: 3,
    strides: 1,
    padding: "same",
    init: nn.heNormal,
    bias: false,
  }),
  maxPool2d: layer(nn.maxPool2d, image, { size: 2, strides: 2, padding: "valid" }),
  avgPool2d: layer(nn.avgPool2d, image, { size: 2, strides: 2, padding: "valid" }),
  dropout: layer(nn.dropout, logits, 0.5),
  embedding: layer(nn.embedding, tokens, 5, 3, { deviation: 0.02 }),
  batchNorm: layer(nn.batchNorm, logits, 6, { momentum: 0.1, epsilon: 1e-5 }),
  layerNorm: layer(nn.layerNorm, logits, 6, { epsilon: 1e-5 }),
  multiHeadAttention: layer(nn.multiHeadAttention, sentence, 4, 2, { causal: true, bias: false }),
  transformerBlock: layer(nn.transformerBlock, sentence, 4, 2, { hidden: 8, rate: 0.1, causal: true }),
  residual: layer(nn.residual, logits, dense(6, 6)),
  sequential: layer(nn.sequential, logits, dense(6, 4), relu),
  allZeros: initialiser(nn.allZeros),
  heNormal: initialiser(nn.heNormal),
  heUniform: initialiser(nn.heUniform),
  xavierNormal: initialiser(nn.xavierNormal),
  xavierUniform: initialiser(nn.xavierUniform),
  orthogonal: initialiser(nn.orthogonal),
  fans: [fans, [3, 4]],
  withMask: [nn.withMask, nn.multiHeadAttention(4, 2), seen],
  trainApply: [trainApply, model, model.init(key(0)), logits, key(0)],
  withStatistics: [withStatistics, normed.init(key(0)), { mean: ones([4]) }],
  summary: [summary, model, [2, 6], { stateCopies: 2, dtype: "float64" }],
  showSummary: [showSummary, summary(model, [2, 6]), { language: "en" }],
};

test("every function and layer of the package is walked", () => {
  expect(Object.keys(samples).sort()).toEqual(Object.keys(nn).sort());
});

test.each(Object.entries(samples))("%s refuses bad arguments in both languages", async (name, sample) => {
  expect(await faults(name, sample)).toEqual([]);
});

test.each<[string, Sample]>([
  ["dense", used(dense, logits, 6, 4)],
  ["dropout", used(nn.dropout, logits, 0.5)],
  ["batchNorm", used(nn.batchNorm, logits, 6)],
  ["sequential", used(sequential, logits, dense(6, 4), relu)],
])("%s in use refuses bad arguments in both languages", async (name, sample) => {
  expect(await faults(name, sample)).toEqual([]);
});

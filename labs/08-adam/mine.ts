/*
 * The whole stack, yours: a network learns Fashion-MNIST with your losses (lab 01), your tape (lab 04), your shuffled
 * batches (lab 05) and your Adam (lab 08). What the course adds is the arithmetic of numbers and of rows of numbers.
 *
 * Run it: npx downhill mine, or npx downhill mine 8 10 for ten epochs.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fashionMnist, rows } from "@downhill/data";
import { usedParts } from "@downhill/grader/parts";
import { numbers } from "@downhill/optimizers";
import type * as losses from "../01-losses/key/solution.ts";
import type * as autograd from "../04-autograd/key/solution.ts";
import type * as sgd from "../05-mini-batch/key/solution.ts";
import type * as optimizer from "./key/solution.ts";
import { source } from "../05-mini-batch/provided/source.ts";
import { certificate } from "./certificate.ts";

type Matrix = number[][];

const { modules, list, say } = await usedParts<{
  loss: typeof losses;
  autograd: typeof autograd;
  batches: typeof sgd;
  optimizer: typeof optimizer;
}>();
const { crossEntropy, crossEntropyGradient } = modules.loss;
const { add, backward, leaf, matmul, tanh } = modules.autograd;
const { batches, permutation } = modules.batches;
const { adam } = modules.optimizer;

const [inputs, hidden, classes] = [784, 32, 10];
const settings = { learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const [batchSize, epochs] = [64, Number(process.argv[2] ?? 3)];

if (!Number.isInteger(epochs) || epochs < 1) {
  throw new RangeError(`epochs: ${process.argv[2]} is not a positive whole number · 轮数必须是正整数`);
}
const random = source(0);

const filled = (height: number, width: number, entry: () => number): Matrix =>
  Array.from({ length: height }, () => Array.from({ length: width }, entry));

/** Weights between ±√(3/n) have the variance 1/n. */
const weights = (n: number, width: number): Matrix =>
  filled(n, width, () => (2 * random() - 1) * Math.sqrt(3 / n));

/** The logits of two layers, recorded on the tape of the parameters' nodes. */
function logits(x: Matrix, [w1, b1, w2, b2]: readonly autograd.Node[]): autograd.Node {
  return add(matmul(tanh(add(matmul(x, w1!), b1!)), w2!), b2!);
}

/** The loss of a batch and its gradient: your reverse pass begins with your loss's gradient. */
function lossAndGradient(
  { x, y }: sgd.Data,
  params: readonly Matrix[],
): readonly [number, readonly Matrix[]] {
  const tape: autograd.Tape = [];
  const nodes = params.map((value) => leaf(tape, value));
  const output = logits(x as Matrix, nodes);
  const cotangents = backward(output, crossEntropyGradient(output.value, y));
  return [crossEntropy(output.value, y), nodes.map((node) => cotangents.get(node)!)];
}

/** A parameter with the moments of its numbers. */
interface Parameter {
  readonly p: Matrix;
  readonly m: Matrix;
  readonly v: Matrix;
}

/** One step of your Adam, for each number of a parameter. */
function updated({ p, m, v }: Parameter, gradient: Matrix, t: number): Parameter {
  const next = gradient.map((slopes, i) =>
    slopes.map((g, j) => adam(numbers, { p: p[i]![j]!, g, m: m[i]![j]!, v: v[i]![j]!, t, ...settings })),
  );
  return {
    p: p.map((row, i) => row.map((number, j) => number + next[i]![j]!.update)),
    m: next.map((row) => row.map((each) => each.m)),
    v: next.map((row) => row.map((each) => each.v)),
  };
}

/** Pictures as rows of 784 numbers, with their labels. */
async function pictures(split: "train" | "test"): Promise<sgd.Data> {
  const { x, y } = rows(await fashionMnist({ split }), { flat: true });
  const row = (i: number): number[] => Array.from(x.subarray(i * inputs, (i + 1) * inputs));
  return { x: Array.from(y, (_, i) => row(i)), y: [...y] };
}

/** The share of pictures whose largest logit belongs to their label. */
function accuracyOn({ x, y }: sgd.Data, params: readonly Matrix[]): number {
  const { value } = logits(
    x as Matrix,
    params.map((each) => leaf([], each)),
  );
  const right = value.filter((row, i) => row.indexOf(Math.max(...row)) === y[i]);
  return right.length / y.length;
}

const [train, test] = [await pictures("train"), await pictures("test")];
let parameters = [
  weights(inputs, hidden),
  filled(1, hidden, () => 0),
  weights(hidden, classes),
  filled(1, classes, () => 0),
].map((p): Parameter => ({
  p,
  m: filled(p.length, p[0]!.length, () => 0),
  v: filled(p.length, p[0]!.length, () => 0),
}));
const current = (): readonly Matrix[] => parameters.map(({ p }) => p);

const start = performance.now();
const curve: number[] = [];
for (let epoch = 1; epoch <= epochs; epoch++) {
  const before = curve.length;
  for (const batch of batches(train, permutation(train.y.length, random), batchSize)) {
    const [loss, gradient] = lossAndGradient(batch, current());
    curve.push(loss);
    parameters = parameters.map((each, i) => updated(each, gradient[i]!, curve.length));
  }
  const mean = curve.slice(before).reduce((sum, loss) => sum + loss, 0) / (curve.length - before);
  console.log(
    say({
      en: `epoch ${epoch} of ${epochs}: mean loss ${mean.toFixed(3)}`,
      zh: `第 ${epoch} 轮，共 ${epochs} 轮：平均损失 ${mean.toFixed(3)}`,
    }),
  );
}
const seconds = (performance.now() - start) / 1000;
const accuracy = accuracyOn(test, current());

const lines = list.reduce((sum, part) => sum + part.lines, 0);
const file = path.join(import.meta.dirname, "out", "mine.svg");
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, certificate({ losses: curve, epochs, accuracy, seconds, lines, parts: list }, say));
console.log(
  say({
    en: `${(100 * accuracy).toFixed(1)} % of the 2,000 test pictures are recognized, after ${seconds.toFixed(0)} s. Drawn: labs/08-adam/out/mine.svg`,
    zh: `用时 ${seconds.toFixed(0)} 秒，2,000 张测试图片中有 ${(100 * accuracy).toFixed(1)}% 识别正确。图：labs/08-adam/out/mine.svg`,
  }),
);

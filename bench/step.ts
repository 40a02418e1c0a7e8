/**
 * One training step of an MLP 784-256-10, batch 64, Adam: Downhill against TensorFlow.js's own
 * `tf.train.adam().minimize`, on the same wasm backend in the same process, taking turns. Prints the ratio.
 */
import { createRequire } from "node:module";
import * as tf from "@tensorflow/tfjs-core";
import { valueAndGrad } from "@downhill/autograd";
import { adam, apply } from "@downhill/optimizers";
import {
  add,
  device,
  key,
  leaves,
  logSumExp,
  matmul,
  mean,
  mul,
  normal,
  oneHot,
  permutation,
  relu,
  scope,
  sub,
  sum,
  tensor,
  type Tensor,
  uniform,
  useBackend,
} from "@downhill/tensor";

// In Node, TensorFlow.js's core comes without its gradients; these modules put them into the registry both share.
const require = createRequire(import.meta.url);
require("@tensorflow/tfjs-core/dist/register_all_gradients");
require("@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops");

const batch = 64;
const rounds = Number(process.argv[2] ?? 15);
const perRound = 10;

const backend = await device("wasm");
useBackend(backend);

const x = uniform(key(1), [batch, 784]);
const labels = tensor(
  permutation(key(2), batch).map((i) => i % 10),
  { dtype: "int32" },
);
const initial = {
  w1: mul(normal(key(3), [784, 256]), Math.sqrt(2 / 784)),
  b1: mul(normal(key(4), [256]), 0),
  w2: mul(normal(key(5), [256, 10]), Math.sqrt(2 / 256)),
  b2: mul(normal(key(6), [10]), 0),
};
type Params = typeof initial;

const target = oneHot(labels, { depth: 10 });
const loss = ({ w1, b1, w2, b2 }: Params): Tensor => {
  const logits = add(matmul(relu(add(matmul(x, w1), b1)), w2), b2);
  return mean(sub(logSumExp(logits, { axes: 1 }), sum(mul(logits, target), { axes: 1 })));
};

const optimizer = adam({ learningRate: 1e-3 });
let params: Params = initial;
let state = optimizer.init(params);
let steps = 0;
function ours(): Tensor {
  using s = scope("step");
  const [value, grads] = valueAndGrad(loss)(params);
  const [updates, nextState] = optimizer.update(grads, state, params, steps++);
  const next = s.keep([apply(params, updates), nextState, value] as const);
  if (steps > 1) for (const old of leaves<Tensor>([params, ...Object.values(state)])) old.dispose();
  [params, state] = next;
  return value;
}

const theirs = await (async () => {
  const variable = async (t: Tensor) => tf.variable(tf.tensor(await t.data(), [...t.shape] as [number]));
  const [w1, b1, w2, b2] = await Promise.all(leaves<Tensor>(initial).map(variable));
  const xs = tf.tensor2d((await x.data()) as Float32Array, [batch, 784]);
  const ys = tf.tensor2d((await target.data()) as Float32Array, [batch, 10]);
  const trainer = tf.train.adam(1e-3);
  return () =>
    trainer.minimize(
      () => {
        const logits = tf.add(
          tf.matMul(tf.relu(tf.add(tf.matMul(xs, w1! as tf.Tensor2D), b1!)), w2! as tf.Tensor2D),
          b2!,
        );
        return tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(ys, logits);
      },
      true,
      [w1!, b1!, w2!, b2!],
    )!;
})();

const timed = (step: () => { dispose(): void }): number => {
  const start = performance.now();
  for (let i = 0; i < perRound; i++) step().dispose();
  return (performance.now() - start) / perRound;
};
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

timed(ours);
timed(theirs);
const times = Array.from({ length: rounds }, () => ({ ours: timed(ours), theirs: timed(theirs) }));
const [mine, tfjs, last] = [ours(), theirs(), times];
console.log(
  `loss after ${steps} steps: downhill ${(await mine.item()).toFixed(4)}, TensorFlow.js ${(await tfjs.data())[0]!.toFixed(4)}`,
);
console.log(`downhill on wasm      ${median(last.map((t) => t.ours)).toFixed(2)} ms a step`);
console.log(`tf.train.adam on wasm ${median(last.map((t) => t.theirs)).toFixed(2)} ms a step`);
console.log(
  `ratio                 ${median(last.map((t) => t.theirs / t.ours)).toFixed(2)} times as fast (median of ${rounds} rounds of ${perRound} steps)`,
);

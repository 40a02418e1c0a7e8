import { valueAndGrad } from "@downhill/autograd";
import {
  binaryCrossEntropy,
  conv2d,
  dense,
  dropout,
  embedding,
  flatten,
  heNormal,
  maxPool2d,
  relu,
  sequential,
  softmaxCrossEntropy,
  transformerBlock,
} from "@downhill/nn";
import {
  adam,
  adamw,
  apply,
  chain,
  clipByGlobalNorm,
  type Params,
  partition,
  type Transform,
} from "@downhill/optimizers";
import { cosine, linear, warmup } from "@downhill/schedules";
import {
  foldIn,
  type Key,
  key,
  normal,
  paths,
  permutation,
  tensor,
  type Tensor,
  tidy,
  type Tree,
  uniform,
} from "@downhill/tensor";
import type { HostFunctions } from "@downhill/tensor/trace";

export type StepInputs<P> = {
  readonly params: P;
  readonly state: unknown;
  readonly batch: { readonly x: Tensor; readonly y: Tensor };
  readonly key: Key;
  readonly step: number;
};
export interface Outcome<P> {
  readonly loss: Tensor;
  readonly params: P;
  readonly state: unknown;
}

/** A network's whole training step, as lab 08 writes it; with a key for what draws. */
export interface Training<P extends Params> {
  readonly step: (inputs: StepInputs<P>) => Outcome<P>;
  readonly optimizer: Transform<unknown>;
  readonly params: () => P;
  readonly batch: (step: number) => StepInputs<P>["batch"];
  /** Its schedules, under the names by which a graph calls them. */
  readonly schedules: HostFunctions;
}

function training<P extends Params>(
  model: { init(key: Key): P; apply(params: P, x: Tensor, key?: Key): Tensor },
  loss: (y: Tensor, target: Tensor) => Tensor,
  optimizer: Transform<unknown>,
  batch: (key: Key) => StepInputs<P>["batch"],
  schedules: HostFunctions,
): Training<P> {
  return {
    optimizer,
    schedules,
    params: () => model.init(key(0)),
    batch: (step) => batch(foldIn(key(1), step)),
    step: ({ params, state, batch, key, step }) =>
      tidy("trainStep", () => {
        const now = foldIn(key, step);
        const lossAndGradient = valueAndGrad((p: P) => loss(model.apply(p, batch.x, now), batch.y));
        const [value, gradient] = lossAndGradient(params);
        const [updates, next] = optimizer.update(gradient, state, params, step);
        return { loss: value, params: apply(params, updates), state: next };
      }),
  };
}

const clippedAdam = chain(clipByGlobalNorm(0.5), adam({ learningRate: cosine(0.01, 20) }));
const classes = (from: Key, count: number, of: number): Tensor =>
  tensor(permutation(from, count).map((i) => i % of));

/** Lab 08's network on images of its size, half of which are of one class. */
export const lab08 = training(
  sequential(dense(784, 10, { init: heNormal }), relu, dense(10, 1)),
  binaryCrossEntropy,
  clippedAdam,
  (from) => ({
    x: uniform(from, [8, 784]),
    y: tensor(
      Float64Array.from(permutation(from, 8), (i) => i % 2),
      { shape: [8, 1] },
    ),
  }),
  { "adam.learningRate": cosine(0.01, 20) },
);

export const cnn = training(
  sequential(
    conv2d(1, 3, { padding: "same", strides: 2 }),
    relu,
    maxPool2d({ size: 2 }),
    flatten,
    dropout(0.3),
    dense(12, 4),
  ),
  softmaxCrossEntropy,
  chain(clipByGlobalNorm(0.5), adamw({ learningRate: warmup(0.01, 3) })),
  (from) => ({ x: normal(from, [5, 8, 8, 1]), y: classes(from, 5, 4) }),
  { "adamw.learningRate": warmup(0.01, 3) },
);

export const transformer = training(
  sequential(embedding(7, 8), transformerBlock(8, 2, { causal: true, rate: 0.1 }), flatten, dense(40, 3)),
  softmaxCrossEntropy,
  partition(adamw({ learningRate: cosine(0.01, 9) }), [
    /(^|\.)b$/,
    adamw({ learningRate: linear(0.02, 9), weightDecay: 0 }),
  ]),
  (from) => ({
    x: tensor(
      Int32Array.from(permutation(from, 15), (i) => i % 7),
      { shape: [3, 5] },
    ),
    y: classes(from, 3, 3),
  }),
  // partition takes the optimizers of its patterns first.
  { "adamw.learningRate": linear(0.02, 9), "adamw.learningRate (2)": cosine(0.01, 9) },
);

export const numbersOf = async (tree: unknown): Promise<Map<string, readonly number[]>> =>
  new Map(
    await Promise.all(
      paths<Tensor>(tree as Tree<Tensor>).map(
        async ([path, x]) => [path, [...(await x.data())]] as [string, number[]],
      ),
    ),
  );

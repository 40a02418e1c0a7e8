import { valueAndGrad } from "@downhill/autograd";
import { batches } from "@downhill/data/batches";
import { fashionMnist } from "@downhill/data/fashion-mnist";
import { dense, heNormal, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { adam, apply } from "@downhill/optimizers";
import { key, leaves, reference, tensor, type Tensor, tidy, useBackend } from "@downhill/tensor";
import { layers, type Lesson } from "./net.ts";
import type { Hyper } from "./starter/adam.ts";

const { inputs, hidden, classes } = layers;
const [batch, steps] = [16, 12];

/** A picture of 28 × 28 pixels as 7 × 7 means. */
function pooled(pictures: Float32Array): Float32Array {
  const means = new Float32Array(pictures.length / 16);
  pictures.forEach((pixel, i) => {
    const [picture, row, column] = [Math.floor(i / 784), Math.floor((i % 784) / 28), i % 28];
    means[picture * inputs + Math.floor(row / 4) * 7 + Math.floor(column / 4)]! += pixel / 16;
  });
  return means;
}

/**
 * Twelve batches of Fashion-MNIST in a sixteenth of its size, the network's start, and where Adam should lead. They come
 * from the test set, the smaller file: two trainings are compared here, and nothing is said of pictures not yet seen.
 */
export interface GradedLesson extends Lesson {
  readonly hyper: Hyper;
  /** The loss before each step, by the packages' own network and Adam, in float64. */
  readonly losses: readonly number[];
  /** The parameters after the last step, packed. */
  readonly end: readonly number[];
}

let made: Promise<GradedLesson> | undefined;

export const fashionLesson = (): Promise<GradedLesson> => (made ??= make());

async function make(): Promise<GradedLesson> {
  const stream = batches(await fashionMnist({ split: "test" }), { size: batch, key: key(1), flat: true });
  const taken = Array.from({ length: steps }, (_, step) => stream.batchAt(step));
  const pictures = pooled(Float32Array.from(taken.flatMap(({ x }) => [...x])));
  const labels = Float32Array.from(taken.flatMap(({ y }) => [...y]));
  const hyper = { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

  using _ = useBackend(reference);
  const model = sequential(dense(inputs, hidden, { init: heNormal }), relu, dense(hidden, classes));
  const optimizer = adam(hyper);
  let params = model.init(key(0));
  let state = optimizer.init(params);
  const start = await Promise.all(
    leaves<Tensor>(params).map(async (each) => Float32Array.from(await each.data())),
  );
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const of = pictures.subarray(step * batch * inputs, (step + 1) * batch * inputs);
    const before = leaves<Tensor>([params, state.m, state.v] as never);
    const [loss, next, after] = tidy("step", () => {
      const x = tensor(Float64Array.from(of), { shape: [batch, inputs] });
      const y = tensor(Int32Array.from(labels.subarray(step * batch, (step + 1) * batch)));
      const lossOf = (p: typeof params): Tensor => softmaxCrossEntropy(model.apply(p, x), y);
      const [value, gradient] = valueAndGrad(lossOf)(params);
      const [updates, kept] = optimizer.update(gradient, state, params, step);
      return [value, apply(params, updates), kept] as const;
    });
    losses.push((await loss.data())[0]!);
    for (const old of [...before, loss]) old.dispose();
    [params, state] = [next, after];
  }
  const all = leaves<Tensor>(params);
  const end = (await Promise.all(all.map(async (each) => [...(await each.data())]))).flat();
  for (const each of leaves<Tensor>([params, state.m, state.v] as never)) each.dispose();
  return { batch, steps, pictures, labels, start, hyper, losses, end };
}

import { grad } from "@downhill/autograd";
import {
  batchNorm,
  conv2d,
  type CrossEntropyOptions,
  dense,
  huber,
  layerNorm,
  meanSquaredError,
  type ReductionOptions,
  softmaxCrossEntropy,
  trainApply,
} from "@downhill/nn";
import {
  adam,
  adamw,
  apply,
  chain,
  clipByGlobalNorm,
  clipByNorm,
  globalNorm,
  gradientDescent,
  momentum,
  momentumClassical,
  momentumMean,
  nesterov,
  rmsprop,
  rmspropEpsInside,
  type Transform,
} from "@downhill/optimizers";
import { decay, l1, l2 } from "@downhill/regularizers";
import { abs, device, type DType, key, max, reference, type Tensor, tensor, zeros } from "@downhill/tensor";

/* What the packages do where test/oracles/defaults.py asks PyTorch, Keras and optax; with that file's settings. */

/** Where an optimizer leads from a start, point by point. */
async function walk<State>(
  optimizer: Transform<State>,
  start: number,
  gradients: readonly number[],
): Promise<number[]> {
  let theta = tensor([start]);
  let state = optimizer.init(theta);
  const path = [start];
  for (const [step, g] of gradients.entries()) {
    const [update, next] = optimizer.update(tensor([g]), state, theta, step);
    [theta, state] = [apply(theta, update), next];
    path.push(await theta.item());
  }
  return path;
}

/** The length of the last step. */
const lastStep = async <State>(
  optimizer: Transform<State>,
  gradients: readonly number[],
): Promise<number> => {
  const [before, after] = (await walk(optimizer, 0, gradients)).slice(-2);
  return Math.abs(after! - before!);
};

/** What is left of 1 after a step with a gradient of 0, or a penalty's gradient. */
const left = async <State>(optimizer: Transform<State>, slope = 0): Promise<number> =>
  (await walk(optimizer, 1, [slope])).at(-1)!;

const learningRate = (step: number) => (step === 0 ? 0.1 : 0.01);
const settings = { learningRate, momentum: 0.9 };
const tiny = 1e-14;

export const momenta = async () => ({
  momentum: await lastStep(momentum(settings), [1, 0]),
  momentumClassical: await lastStep(momentumClassical(settings), [1, 0]),
  momentumMean: await lastStep(momentumMean(settings), [1, 0]),
  nesterov: await lastStep(nesterov({ learningRate: 0.1, momentum: 0.9 }), [1]),
  firstOfMean: await lastStep(momentumMean({ learningRate: 0.1, momentum: 0.9 }), [1]),
});

export const epsilons = async () => ({
  outside: await lastStep(rmsprop({ learningRate: 0.1, beta: 0.9, epsilon: 0.01 }), [0.5]),
  inside: await lastStep(rmspropEpsInside({ learningRate: 0.1, beta: 0.9, epsilon: 0.01 }), [0.5]),
  adam: await lastStep(adam({ learningRate: 0.1, epsilon: 0.1 }), [0.5]),
  /** Keras's first step is ours with an ε that is 1/√(1 − β₂) times as large. */
  adamAsKeras: await lastStep(adam({ learningRate: 0.1, epsilon: 0.1 / Math.sqrt(1 - 0.999) }), [0.5]),
});

export const corrections = async () => ({
  adam: await lastStep(adam({ learningRate: 1, epsilon: tiny }), [0.5]),
  rmsprop: await lastStep(rmsprop({ learningRate: 1, beta: 0.9, epsilon: tiny }), [0.5]),
});

export const decays = async () => {
  const slope = await grad((x: Tensor) => l2(0.1)(x))(tensor([1])).item();
  const both = { learningRate: 0.1, weightDecay: 0.1 };
  return {
    sgd: await left(chain(gradientDescent({ learningRate: 0.1 }), decay(both))),
    sgdPenalty: await left(gradientDescent({ learningRate: 0.1 }), slope),
    adamPenalty: await left(adam({ learningRate: 0.1 }), slope),
    adamw: await left(adamw(both)),
  };
};

export const penalties = async () => ({
  l2: await grad((x: Tensor) => l2(0.1)(x))(tensor([3])).item(),
  l1: await grad((x: Tensor) => l1(0.1)(x))(tensor([3])).item(),
});

const labels = (values: readonly number[], dtype: DType = "int32") => tensor(values, { dtype });

export async function losses() {
  const [prediction, target] = [tensor([[1, 2], [3, 4]]), tensor([[1, 0], [3, 0]])]; // prettier-ignore
  const scores = tensor([[4, 1, 0]]);
  return {
    mse: await meanSquaredError(prediction, target).item(),
    mseSum: await meanSquaredError(prediction, target, { reduction: "sum" }).item(),
    square: await meanSquaredError(tensor([2]), tensor([0])).item(),
    /** Half a square up to δ, and a line beyond: δ is 1 where this is 2.5. */
    huber: await huber(tensor([3]), tensor([0])).item(),
    tenClasses: await softmaxCrossEntropy(zeros([1, 10]), labels([3])).item(),
    logits: await softmaxCrossEntropy(scores, labels([0])).item(),
    smoothed: await softmaxCrossEntropy(scores, labels([0]), { smoothing: 0.1 }).item(),
  };
}

/** The dtypes in which the cross-entropy takes the numbers of classes. */
export const labelDtypes = (): readonly DType[] =>
  (["int32", "bool", "float32", "float64"] as const).filter((dtype) => {
    try {
      softmaxCrossEntropy(zeros([1, 2]), labels([1], dtype));
      return true;
    } catch {
      return false;
    }
  });

export async function clipping() {
  const clipped = <State>(clip: Transform<State>, g: { readonly [name: string]: Tensor }) =>
    globalNorm(clip.update(g, clip.init(g), g, 0)[0]).item();
  return {
    global: await clipped(clipByGlobalNorm(1), { w: tensor([3, 4]) }),
    each: await clipped(clipByNorm(1), { w: tensor([3]), b: tensor([4]) }),
  };
}

export async function layers() {
  const drawn = dense(400, 100).init(key(0));
  const filter = conv2d(3, 8, { size: 5 });
  const drawnFilter = filter.init(key(0));
  const norm = batchNorm(1);
  const [, statistics] = trainApply(norm, norm.init(key(0)), tensor([[0], [2]]), key(1));
  const value = async (name: string) => statistics[name]!.item();
  return {
    largestWeight: await max(abs(drawn.w)).item(),
    largestBias: await max(abs(drawn.b)).item(),
    dense: drawn.w.shape,
    filter: drawnFilter.w.shape,
    image: filter.apply(drawnFilter, zeros([2, 28, 28, 3])).shape,
    runningMean: await value("mean"),
    runningVariance: await value("variance"),
  };
}

/** Whether a function throws without its argument. */
function required(call: () => unknown): "required" | "off" {
  try {
    call();
    return "off";
  } catch {
    return "required";
  }
}

/** ε from what a normalisation makes of (−d, d), which is d/√(d² + ε). */
const epsilonFrom = (y: number, d: number): number => Number((d ** 2 * (1 / y ** 2 - 1)).toPrecision(6));

/** Defaults that no table of ours holds, from what the functions do without the option. */
export async function defaults() {
  const [scores, d, clip] = [tensor([[4, 1, 0]]), 0.01, clipByGlobalNorm as (limit?: number) => unknown];
  const cost = (options?: CrossEntropyOptions) => softmaxCrossEntropy(scores, labels([0]), options).item();
  const squares = (options?: ReductionOptions) => meanSquaredError(tensor([1, 2]), zeros([2]), options);
  const alike = (["mean", "sum"] as const).map(
    async (reduction) => [reduction, await squares({ reduction }).item()] as const,
  );
  const [norm, batch] = [layerNorm(2), batchNorm(1)];
  const [centred] = trainApply(batch, batch.init(key(0)), tensor([[-d], [d]]), key(1));
  const value = await squares().item();
  return {
    reduction: (await Promise.all(alike)).find(([, each]) => each === value)![0],
    smoothing: (await cost()) === (await cost({ smoothing: 0 })) ? 0 : Number.NaN,
    layerNorm: epsilonFrom(await max(norm.apply(norm.init(key(0)), tensor([[-d, d]]))).item(), d),
    batchNorm: epsilonFrom(await max(centred).item(), d),
    clip: required(() => clip()),
    penalty: required(() => (l2 as (lambda?: number) => unknown)()),
    reference: reference.float,
    wasm: (await device("wasm")).float,
  };
}

import {
  add,
  cast,
  checkFunction,
  checkOptions,
  div,
  leaves,
  mul,
  type Tensor,
  tidy,
  treeMap,
  ValueError,
  zeros,
  zerosLike,
} from "@downhill/tensor";
import { checked, refuseOthers } from "./checked.ts";
import { checkCount } from "./count.ts";
import { descend, freeExcept } from "./descend.ts";
import type { Params, Step, Transform } from "./optimizer.ts";

/** The state of {@link accumulate}: the sum of the gradients since the last step, their weight, and the optimizer's own state. */
export interface Accumulated<State> {
  readonly sum: Params;
  /** A scalar: how many gradients are in the sum, or the sum of their weights. */
  readonly weight: Tensor;
  readonly inner: State;
}

/** How gradients are weighted. */
export interface AccumulateOptions {
  /** The weight of a step's gradient, above 0: for example the number of rows in its batch, if batches differ in size. Default 1. */
  readonly weight?: (step: Step) => number;
}

/**
 * Gradient accumulation: the optimizer steps once for every `every` gradients, with their mean, and updates are zero
 * in between. A batch that does not fit into memory becomes `every` batches that do. The optimizer counts its own steps, so its
 * schedules run `every` times slower.
 *
 * $$\bar g_n = \frac{\sum_{j=0}^{k-1} w_{nk+j}\,g_{nk+j}}{\sum_{j=0}^{k-1} w_{nk+j}}$$
 *
 * At the `last` step it also steps with a partly filled window, using the mean of the gradients in it: `train` and `fit`
 * pass `last`; your own loop does so with `update(grads, state, params, step, last)`. The mean equals the gradient over all
 * rows of the window if batches have equal sizes, or if `weight` gives their sizes.
 *
 * @param every $k$, a whole number of at least 1.
 * @throws ValueError when `every` is not a whole number of at least 1 or, at an update, a weight is not above 0 and finite; KindError
 *   when the optimizer is not a transform.
 * @example
 * ```ts
 * import { accumulate, gradientDescent } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = accumulate(2, gradientDescent({ learningRate: 1 }));
 * const w = tensor([0]);
 * const [first, state] = optimizer.update(tensor([1]), optimizer.init(w), w, 0);
 * first; // [0]
 * optimizer.update(tensor([5]), state, w, 1)[0]; // [-3]
 * ```
 * @see Goyal et al., "Accurate, large minibatch SGD: Training ImageNet in 1 hour", arXiv:1706.02677, 2017; it makes
 * such batches possible on one device.
 */
export function accumulate<State>(
  every: number,
  optimizer: Transform<State>,
  options: AccumulateOptions = {},
): Transform<Accumulated<State>> {
  checkCount("accumulate", "every", every);
  refuseOthers("accumulate", [optimizer]);
  const { weight: weightOf } = checkOptions("accumulate", options, ["weight"]);
  if (weightOf !== undefined) checkFunction("accumulate", "weight", weightOf);
  const isFull = (step: Step): boolean => (step + 1) % every === 0;
  const stepOfInner = (step: Step): Step => Math.floor(step / every);
  const begin = (form: Params) => ({ sum: treeMap(zerosLike, form), weight: scalarLike(form) });
  const meanOf = <P extends Params>(sum: P, weight: Tensor): P =>
    treeMap((total: Tensor) => div(total, cast(weight, total.dtype)), sum);
  /** Adds these gradients to the sum; when the window is full or this is the last step, takes the mean and starts a new sum. */
  const gather = <P extends Params>(
    grads: P,
    before: Gathered,
    step: Step,
    last = false,
  ): Gathered & { mean?: P } => {
    const w = weightOf === undefined ? 1 : checkWeight(weightOf(step), step);
    const sum = treeMap(
      (total: Tensor, g: Tensor) => add(total, weightOf === undefined ? g : mul(g, w)),
      before.sum as P,
      grads,
    );
    const now = { sum, weight: add(before.weight, w) };
    return last || isFull(step) ? { ...begin(sum), mean: meanOf(sum, now.weight) } : now;
  };
  return checked({
    name: `accumulate(${every}, ${optimizer.name})`,
    init: (params) => ({ ...begin(params), inner: optimizer.init(params) }),
    update: <P extends Params>(grads: P, state: Accumulated<State>, params: P, step: Step, last?: boolean) =>
      tidy("accumulate", (): readonly [P, Accumulated<State>] => {
        const { mean, ...gathered } = gather(grads, state, step, last);
        if (mean === undefined) return [treeMap(zerosLike, params), { ...gathered, inner: state.inner }];
        const [updates, inner] = optimizer.update(mean, state.inner, params, stepOfInner(step), last);
        return [updates, { ...gathered, inner }];
      }),
    step: <P extends Params>(grads: P, state: Accumulated<State>, params: P, step: Step, last?: boolean) =>
      tidy("accumulate", (): readonly [P, Accumulated<State>] => {
        const { mean, ...gathered } = gather(grads, state, step, last);
        const [moved, inner]: readonly [P, State] =
          mean === undefined
            ? [params, state.inner]
            : descend(optimizer, mean, state.inner, params, stepOfInner(step), last);
        freeExcept([state.sum, state.weight], []);
        return [moved, { ...gathered, inner }];
      }),
  });
}

type Gathered = Pick<Accumulated<unknown>, "sum" | "weight">;

function scalarLike(params: Params): Tensor {
  const first = leaves<Tensor>(params)[0];
  return first === undefined ? zeros([]) : zeros([], { backend: first.backend, dtype: first.dtype });
}

function checkWeight(weight: number, step: Step): number {
  if (typeof weight === "number" && weight > 0 && weight < Infinity) return weight;
  const shown = typeof weight === "number" ? weight : typeof weight;
  throw new ValueError("out-of-range", {
    en: `accumulate: the weight of step ${step} is ${shown}; it must be a positive finite number, such as the rows of its batch`,
    zh: `accumulate：第 ${step} 步的权重为 ${shown}，它必须是正的有限数，例如这一批的行数`,
  });
}

import { add, div, type Tensor, tidy, treeMap, zerosLike } from "@downhill/tensor";
import { checked, refuseOthers } from "./checked.ts";
import { checkCount } from "./count.ts";
import { descend, freeExcept } from "./descend.ts";
import type { Params, Step, Transform } from "./optimizer.ts";

/** What {@link accumulate} carries: the sum of the gradients since the last step, and the optimizer's own state. */
export interface Accumulated<State> {
  readonly sum: Params;
  readonly inner: State;
}

/**
 * Gradient accumulation: the optimizer steps once for every `every` gradients, with their mean, and updates are zero
 * between. A batch that does not fit into memory so becomes `every` that do. The optimizer counts its own steps, so its
 * schedules run `every` times slower.
 *
 * $$\bar g_n = \frac1k \sum_{j=0}^{k-1} g_{nk+j}$$
 *
 * @param every $k$, a whole number from 1 on.
 * @throws ValueError when `every` is not a whole number from 1 on; KindError when the optimizer is no transform.
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
 * @see Goyal et al., "Accurate, large minibatch SGD: Training ImageNet in 1 hour", arXiv:1706.02677, 2017, whose batches
 * it makes possible on one device.
 */
export function accumulate<State>(every: number, optimizer: Transform<State>): Transform<Accumulated<State>> {
  checkCount("accumulate", "every", every);
  refuseOthers("accumulate", [optimizer]);
  /** The sum with these gradients; where it is full, their mean, and the sum begins again. */
  const gather = <P extends Params>(grads: P, before: Params, step: Step): { sum: P; mean?: P } => {
    const sum = treeMap((total: Tensor, g: Tensor) => add(total, g), before as P, grads);
    if ((step + 1) % every !== 0) return { sum };
    return { sum: treeMap(zerosLike, sum), mean: treeMap((total: Tensor) => div(total, every), sum) };
  };
  const stepOfInner = (step: Step): Step => (step + 1) / every - 1;
  return checked({
    name: `accumulate(${every}, ${optimizer.name})`,
    init: (params) => ({ sum: treeMap(zerosLike, params), inner: optimizer.init(params) }),
    update: <P extends Params>(grads: P, state: Accumulated<State>, params: P, step: Step) =>
      tidy("accumulate", (): readonly [P, Accumulated<State>] => {
        const { sum, mean } = gather(grads, state.sum, step);
        if (mean === undefined) return [treeMap(zerosLike, params), { sum, inner: state.inner }];
        const [updates, inner] = optimizer.update(mean, state.inner, params, stepOfInner(step));
        return [updates, { sum, inner }];
      }),
    step: <P extends Params>(grads: P, state: Accumulated<State>, params: P, step: Step) =>
      tidy("accumulate", (): readonly [P, Accumulated<State>] => {
        const { sum, mean } = gather(grads, state.sum, step);
        const [moved, inner]: readonly [P, State] =
          mean === undefined
            ? [params, state.inner]
            : descend(optimizer, mean, state.inner, params, stepOfInner(step));
        freeExcept(state.sum, []);
        return [moved, { sum, inner }];
      }),
  });
}

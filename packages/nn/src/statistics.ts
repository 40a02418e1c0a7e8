import type { Params } from "@downhill/autograd";
import {
  meant,
  checkTensor,
  type Key,
  paths,
  type Tensor,
  TreeError,
  treeMap,
  checkForm,
} from "@downhill/tensor";
import { checkLayer } from "./given.ts";
import type { Layer, Statistics } from "./layer.ts";

/**
 * A layer in training: its value, and the new statistics of this batch for the parameters,
 * $(\theta, x) \mapsto (y, s)$. A layer without statistics returns the result of `apply` with the key, and an empty
 * record.
 *
 * Use it in the loss, return the statistics with the loss, and put them in place after the update.
 *
 * @param key the source of random numbers for layers such as `dropout`; a new one for each step, such as
 * `foldIn(key, step)`.
 * @returns the value; and tensors by path, through which no gradient flows.
 * @throws what the layer throws if `x` does not fit it.
 * @example
 * ```ts
 * import { valueAndGrad } from "@downhill/autograd";
 * import { batchNorm, dense, meanSquaredError, relu, sequential, trainApply, withStatistics } from "@downhill/nn";
 * import { foldIn, key, normal, sub, type Tensor, treeMap, zeros } from "@downhill/tensor";
 * const model = sequential(dense(4, 8), batchNorm(8), relu, dense(8, 1));
 * const params = model.init(key(0));
 * const [x, target, step] = [normal(key(1), [16, 4]), zeros([16, 1]), 0];
 * const lossAndGradient = valueAndGrad((p: typeof params) => {
 *   const [prediction, statistics] = trainApply(model, p, x, foldIn(key(2), step));
 *   return [meanSquaredError(prediction, target), statistics];
 * });
 * const [[, statistics], gradient] = lossAndGradient(params);
 * Object.keys(statistics); // ["1.mean", "1.variance"]
 * const next = withStatistics(treeMap((p: Tensor, g: Tensor) => sub(p, g), params, gradient), statistics); // after a step of gradient descent with rate 1
 * ```
 * @see Ioffe and Szegedy, "Batch normalization", ICML 2015, algorithm 2.
 */
export function trainApply<P extends Params>(
  layer: Layer<P>,
  params: P,
  x: Tensor,
  key: Key,
): readonly [y: Tensor, statistics: Statistics] {
  checkLayer("trainApply", "layer", layer);
  return layer.train?.(params, x, key) ?? [layer.apply(params, x, key), {}];
}

/**
 * The parameters with their statistics replaced by these, $\theta_i \leftarrow s_i$ where there is an $s_i$. Call it
 * after the update: it undoes whatever decay, noise or clipping did to the statistics.
 *
 * @param statistics tensors by path, as `trainApply` returns them.
 * @returns a tree of the same structure. It shares its tensors with `params` and `statistics` and makes no new ones.
 * @throws TreeError when there is no parameter at some path.
 * @example
 * ```ts
 * import { withStatistics } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * withStatistics([{ scale: tensor([2]), mean: tensor([0]) }], { "0.mean": tensor([5]) }); // [{ scale: [2], mean: [5] }]
 * ```
 * @see Ioffe and Szegedy, "Batch normalization", ICML 2015, §3.1, on running means and variances.
 */
export function withStatistics<P extends Params>(params: P, statistics: Statistics): P {
  checkForm("withStatistics", "statistics", statistics, "record", {
    en: "give what trainApply returned",
    zh: "请给出 trainApply 的结果",
  });
  const leaves = paths<Tensor>(params);
  for (const [path, leaf] of [...leaves, ...Object.entries(statistics)]) {
    checkTensor("withStatistics", path, leaf);
  }
  const known = leaves.map(([path]) => path);
  const odd = Object.keys(statistics).find((path) => !known.includes(path));
  if (odd !== undefined) {
    const near = meant(odd, known);
    throw new TreeError("tree-mismatch", {
      en: `withStatistics: there is no parameter at "${odd}"; ${near === undefined ? "" : `did you mean ${near}? `}give the parameters of the layer that the statistics are from`,
      zh: `withStatistics：在 "${odd}" 处没有参数；${near === undefined ? "" : `是否想写 ${near}？`}请给出统计量所属的那一层的参数`,
    });
  }
  let leaf = 0;
  return treeMap<Tensor, P>((p) => statistics[known[leaf++]!] ?? p, params);
}

/** The statistics of a part, under the part's path. */
export const under = (path: string, statistics: Statistics): Statistics =>
  Object.fromEntries(Object.entries(statistics).map(([at, value]) => [`${path}.${at}`, value]));

import {
  checkOptions,
  add,
  div,
  KindError,
  mean as meanOf,
  mul,
  ones,
  ShapeError,
  showShape,
  sqrt,
  square,
  stopGradient,
  sub,
  type Tensor,
  tidy,
  ValueError,
  zeros,
} from "@downhill/tensor";
import { checkGiven } from "./given.ts";
import type { Layer } from "./layer.ts";
import { checkFrom0, checkSizes } from "./sizes.ts";

/** A scale and a shift for each feature, which are learned, and the running statistics, which are only measured. */
export type BatchNormParams = {
  readonly scale: Tensor;
  readonly b: Tensor;
  readonly mean: Tensor;
  readonly variance: Tensor;
};

/** The settings of batch normalisation. */
export interface BatchNormOptions {
  /** $\alpha$, the weight of the newest batch in the running statistics, above 0 and at most 1; 0.1 by default. */
  readonly momentum?: number;
  /** Keeps the division finite if all examples are equal; 1e-5 by default. */
  readonly epsilon?: number;
}

/**
 * Batch normalisation: over the batch each feature gets mean 0 and variance 1, then a learned scale and shift,
 *
 * $$y = \gamma \odot \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta, \qquad \mu = \frac1n\sum_i x_i, \quad
 * \sigma^2 = \frac1n\sum_i (x_i - \mu)^2.$$
 *
 * The sums run over all axes but the last, for images over every pixel of every image. In training, $\mu$ and
 * $\sigma^2$ are the batch's, gradients flow through them, and the running statistics follow them:
 *
 * $$\bar\mu \leftarrow (1 - \alpha)\,\bar\mu + \alpha\,\mu, \qquad \bar\sigma^2 \leftarrow (1 - \alpha)\,\bar\sigma^2 +
 * \alpha\,\tfrac{n}{n - 1}\,\sigma^2.$$
 *
 * At inference these replace $\mu$ and $\sigma^2$, so one example's value does not depend on another, and the layer is the
 * affine map $x \odot a + c$ with $a = \gamma/\sqrt{\bar\sigma^2 + \varepsilon}$ and $c = \beta - \bar\mu \odot a$.
 * $\gamma$ and $\bar\sigma^2$ begin at 1, $\beta$ and $\bar\mu$ at 0. A bias in the layer before it has no effect and
 * can stay at 0.
 *
 * The running statistics are leaves of the parameters with gradient 0. In training call `trainApply`, which returns
 * their new values, and put them in place with `withStatistics`. $\alpha$ is PyTorch's `momentum`; Keras's is $1 -
 * \alpha$, and it uses $\sigma^2$ without $\frac{n}{n-1}$.
 *
 * @param features the length of the last axis of `x`, `[batch, …, features]`; the shape does not change.
 * @throws ValueError when `features`, the momentum or $\varepsilon$ is invalid; ShapeError, on applying, when `x` does
 * not end in the features, or in training when a feature has fewer than two numbers, as in a last batch of one row (use
 * `dropLast`); KindError when `apply` is called with a key.
 * @example
 * ```ts
 * import { batchNorm, trainApply } from "@downhill/nn";
 * import { key, tensor } from "@downhill/tensor";
 * const layer = batchNorm(1, { epsilon: 0 });
 * const params = layer.init(key(0));
 * const [y, statistics] = trainApply(layer, params, tensor([[1], [5]]), key(1)); // [[-1], [1]], { mean: [0.3], variance: [1.7] }
 * layer.apply(params, tensor([[1], [5]])); // [[1], [5]]: initially the running mean is 0 and the variance 1
 * ```
 * @see Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift",
 *   ICML 2015, algorithms 1 and 2.
 */
export function batchNorm(features: number, options: BatchNormOptions = {}): Layer<BatchNormParams> {
  const { momentum = 0.1, epsilon = 1e-5 } = checkOptions("batchNorm", options, ["momentum", "epsilon"]);
  const name = `batchNorm(${features})`;
  checkSizes(name, [features]);
  if (!(Number.isFinite(momentum) && momentum > 0 && momentum <= 1)) {
    throw new ValueError("out-of-range", {
      en: `${name}: momentum ${momentum} is not in (0, 1]; give a number such as 0.1`,
      zh: `${name}：momentum ${momentum} 不在 (0, 1] 内；请给出 0.1 这样的比例`,
    });
  }
  checkFrom0(name, "epsilon", epsilon, 1e-5);
  const normalised = (x: Tensor, mean: Tensor, variance: Tensor, { scale, b }: BatchNormParams): Tensor =>
    add(mul(div(sub(x, mean), sqrt(add(variance, epsilon))), scale), b);
  const moved = (running: Tensor, batch: Tensor): Tensor =>
    tidy(name, () => add(mul(stopGradient(running), 1 - momentum), mul(stopGradient(batch), momentum)));
  return {
    name,
    init: () => ({
      scale: ones([features]),
      b: zeros([features]),
      mean: zeros([features]),
      variance: ones([features]),
    }),
    apply(params, x, key) {
      if (key !== undefined) {
        throw new KindError("lost-statistics", {
          en: `${name}: apply with a key would lose the running statistics; in training use trainApply(model, params, x, key)`,
          zh: `${name}：apply 带上 key 会丢掉运行统计量；训练时请使用 trainApply(model, params, x, key)`,
        });
      }
      checkFeatures(name, params, x, features);
      return normalised(x, stopGradient(params.mean), stopGradient(params.variance), params);
    },
    train(params, x) {
      checkFeatures(name, params, x, features);
      const n = x.size / features;
      if (n < 2) {
        throw new ShapeError("too-few-values", {
          en: `${name}: x is ${showShape(x.shape)}, but a feature with fewer than two numbers has no variance; train on larger batches, and drop a last batch of one row with dropLast: true`,
          zh: `${name}：x 的形状是 ${showShape(x.shape)}，每个特征不足两个数，没有方差；请用更大的批训练，并用 dropLast: true 去掉只剩一行的最后一批`,
        });
      }
      const axes = x.shape.slice(0, -1).map((_, axis) => axis);
      const mean = meanOf(x, { axes });
      const variance = meanOf(square(sub(x, mean)), { axes });
      return [
        normalised(x, mean, variance, params),
        {
          mean: moved(params.mean, mean),
          variance: moved(params.variance, mul(variance, n / (n - 1))),
        },
      ];
    },
  };
}

function checkFeatures(name: string, params: BatchNormParams, x: Tensor, features: number): void {
  checkGiven(name, params, x);
  if (x.shape.length < 2 || x.shape.at(-1) !== features) {
    throw new ShapeError("shape-mismatch", {
      en: `${name}: x is ${showShape(x.shape)} but must be [batch,…,${features}]; give the layer the length of x's last axis`,
      zh: `${name}：x 的形状是 ${showShape(x.shape)}，而应为 [batch,…,${features}]；请让这一层的大小与 x 最后一个轴相同`,
    });
  }
}

import { reshape, ShapeError, sizeOf } from "@downhill/tensor";
import { activation } from "./activation.ts";
import type { Layer, NoParams } from "./layer.ts";

/**
 * Each example as one row: `[batch, ...]` becomes `[batch, features]`, where $\text{features} = \prod_i n_i$ over all
 * axes after the first. Images need this before a dense layer.
 *
 * @throws ShapeError, on applying, when `x` is a scalar.
 * @example
 * ```ts
 * import { conv2d, dense, flatten, relu, sequential } from "@downhill/nn";
 * import { key, ones } from "@downhill/tensor";
 * const model = sequential(conv2d(1, 4), relu, flatten, dense(26 * 26 * 4, 10));
 * model.apply(model.init(key(0)), ones([2, 28, 28, 1])); // shape [2,10]
 * ```
 * @see LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", Proc. IEEE 1998.
 */
export const flatten: Layer<NoParams> = activation("flatten", (x) => {
  const [batch, ...rest] = x.shape;
  if (batch === undefined) {
    throw new ShapeError("rank", {
      en: "flatten: a scalar has no batch; reshape it to [1,1] first",
      zh: "flatten：标量没有批次轴；请先用 reshape 变成 [1,1]",
    });
  }
  return reshape(x, [batch, sizeOf(rest)]);
});

import type { Params } from "@downhill/autograd";
import { add, checkTensor, sameShape, ShapeError, showShape, type Tensor } from "@downhill/tensor";
import { checkLayer } from "./given.ts";
import type { Layer } from "./layer.ts";
import { trainApply } from "./statistics.ts";

/**
 * A layer with a residual connection, $y = x + f(x)$: it only has to learn the change, and gradients reach earlier
 * layers undiminished. Its parameters are $f$'s.
 *
 * @param layer $f$, whose result has the shape of `x`.
 * @throws ShapeError, when applied, if it does not.
 * @example
 * ```ts
 * import { dense, layerNorm, relu, residual, sequential } from "@downhill/nn";
 * const block = residual(sequential(layerNorm(64), dense(64, 256), relu, dense(256, 64)));
 * ```
 * @see He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016.
 */
export function residual<P extends Params>(layer: Layer<P>): Layer<P> {
  checkLayer("residual", "layer", layer);
  const name = `residual(${layer.name})`;
  const around = (x: Tensor, change: Tensor): Tensor => {
    checkTensor(name, layer.name, change);
    if (!sameShape(change.shape, x.shape)) {
      throw new ShapeError("shape-mismatch", {
        en: `${name}: x ${showShape(x.shape)} and the layer's result ${showShape(change.shape)} must have the same shape; give the layer as many outputs as inputs`,
        zh: `${name}：x 的形状是 ${showShape(x.shape)}，而这一层得到 ${showShape(change.shape)}，两者必须相同；请让它开头与结尾的单元数相同`,
      });
    }
    return add(x, change);
  };
  return {
    name,
    init: (key) => layer.init(key),
    apply: (params, x, key) => around(x, layer.apply(params, x, key)),
    train(params, x, key) {
      const [change, statistics] = trainApply(layer, params, x, key);
      return [around(x, change), statistics];
    },
    map: (fn) => residual(fn(layer, "")),
  };
}

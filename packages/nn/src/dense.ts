import { add, type Key, matmul, ShapeError, showShape, type Tensor, zeros } from "@downhill/tensor";
import { type Initialiser, xavierUniform } from "./initialisers.ts";
import type { Layer } from "./layer.ts";

/** Weights of shape `[inputs, outputs]` and a bias of shape `[outputs]`. */
export type DenseParams = { readonly w: Tensor; readonly b: Tensor };

/** How a dense layer begins. */
export interface DenseOptions {
  /** Draws the weights; {@link xavierUniform} unless given. Take `heNormal` in front of a rectifier. */
  readonly init?: Initialiser;
}

/**
 * A fully connected layer, $y = xW + b$: each of `outputs` numbers is a weighted sum of all `inputs`. Biases begin at 0.
 *
 * @param inputs the length of each example: `x` is `[batch, inputs]`, or has more axes between, as sequences do.
 * @param outputs the length of each result, `[batch, outputs]`.
 * @throws RangeError when a size is not a whole number from 1 on; ShapeError, on applying, when `x` does not fit.
 * @example
 * ```ts
 * import { dense, heNormal } from "@downhill/nn";
 * import { key, ones } from "@downhill/tensor";
 * const layer = dense(784, 256, { init: heNormal });
 * const params = layer.init(key(0)); // shapes { w: [784,256], b: [256] }
 * layer.apply(params, ones([64, 784])); // shape [64,256]
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, ch. 6.
 */
export function dense(
  inputs: number,
  outputs: number,
  { init = xavierUniform }: DenseOptions = {},
): Layer<DenseParams> {
  const name = `dense(${inputs}, ${outputs})`;
  for (const size of [inputs, outputs]) {
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(`${name}: ${size} is not a number of units; give whole numbers from 1 on`);
    }
  }
  return {
    name,
    init: (key: Key) => ({ w: init(key, [inputs, outputs]), b: zeros([outputs]) }),
    apply({ w, b }, x) {
      if (x.shape.length < 2 || x.shape.at(-1) !== inputs) {
        throw new ShapeError(
          `${name}: x is ${showShape(x.shape)} but must be [batch,${inputs}]; ${remedy(x, inputs)}`,
        );
      }
      return add(matmul(x, w), b);
    },
  };
}

function remedy(x: Tensor, inputs: number): string {
  const [batch = 0, ...rest] = x.shape;
  const features = x.size / batch;
  if (rest.length > 1 && features === inputs) return `use reshape(x, [${batch}, ${inputs}])`;
  if (rest.length === 0 && batch === inputs) return `for one example, use reshape(x, [1, ${inputs}])`;
  return rest.length === 1
    ? `make the layer before it end in ${inputs}, or this one begin with ${rest[0]!}`
    : "lay each example out as one row";
}

import {
  checkFlag,
  checkOptions,
  type Bilingual,
  checkFunction,
  type Key,
  matmul,
  ShapeError,
  showShape,
  type Tensor,
} from "@downhill/tensor";
import { plusBias, type WithBias, withBias } from "./bias.ts";
import { type Initialiser, xavierUniform } from "./initialisers.ts";
import { checkGiven } from "./given.ts";
import type { Layer } from "./layer.ts";
import { checkSizes } from "./sizes.ts";

/** Weights of shape `[inputs, outputs]` and a bias of shape `[outputs]`; no `b` with `DenseParams<false>`. */
export type DenseParams<Bias extends boolean = true> = WithBias<Bias>;

/** The settings of a dense layer. */
export interface DenseOptions<Bias extends boolean = boolean> {
  /** Whether a bias is learned and added; true by default. Leave it out before a normalisation, which cancels it. */
  readonly bias?: Bias;
  /** Draws the weights; {@link xavierUniform} by default. Use `heNormal` before a rectifier. */
  readonly init?: Initialiser;
}

/**
 * A fully connected layer, $y = xW + b$: each of `outputs` numbers is a weighted sum of all `inputs`. Biases begin at 0;
 * with `bias: false` there are none, and $y = xW$.
 *
 * @param inputs the length of each example: `x` is `[batch, inputs]`, or has more axes in between, as sequences do.
 * @param outputs the length of each result, `[batch, outputs]`.
 * @throws ValueError when a size is not a whole number of at least 1; ShapeError, on applying, when `x` does not fit.
 * @example
 * ```ts
 * import { dense, heNormal } from "@downhill/nn";
 * import { key, ones } from "@downhill/tensor";
 * const layer = dense(784, 256, { init: heNormal });
 * const params = layer.init(key(0)); // shapes { w: [784,256], b: [256] }
 * layer.apply(params, ones([64, 784])); // shape [64,256]
 * dense(784, 256, { bias: false }).init(key(0)); // shape { w: [784,256] }
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, ch. 6.
 */
export function dense<Bias extends boolean = true>(
  inputs: number,
  outputs: number,
  options: DenseOptions<Bias> = {},
): Layer<DenseParams<Bias>> {
  const { init = xavierUniform, bias = true } = checkOptions("dense", options, ["init", "bias"]);
  const name = `dense(${inputs}, ${outputs})`;
  checkFlag(name, "bias", bias);
  checkFunction(name, "init", init);
  checkSizes(name, [inputs, outputs]);
  return {
    name,
    init: (key: Key) => withBias(init(key, [inputs, outputs]), outputs, bias),
    apply(params, x) {
      checkGiven(name, params, x);
      if (x.shape.length < 2 || x.shape.at(-1) !== inputs) {
        throw new ShapeError("shape-mismatch", {
          en: `${name}: x is ${showShape(x.shape)} but must be [batch,${inputs}]; ${remedy(x, inputs).en}`,
          zh: `${name}：x 的形状是 ${showShape(x.shape)}，而应为 [batch,${inputs}]；${remedy(x, inputs).zh}`,
        });
      }
      return plusBias(matmul(x, params.w), params, bias);
    },
  };
}

function remedy(x: Tensor, inputs: number): Bilingual {
  const [batch = 0, ...rest] = x.shape;
  const features = x.size / batch;
  if (rest.length > 1 && features === inputs) {
    const rows = `reshape(x, [${batch}, ${inputs}])`;
    return { en: `use ${rows}`, zh: `请使用 ${rows}` };
  }
  if (rest.length === 0 && batch === inputs) {
    const row = `reshape(x, [1, ${inputs}])`;
    return { en: `for one example, use ${row}`, zh: `只有一个样本时，请使用 ${row}` };
  }
  return rest.length === 1
    ? {
        en: `make the layer before it end in ${inputs}, or this one begin with ${rest[0]!}`,
        zh: `请让前一层以 ${inputs} 结尾，或让这一层以 ${rest[0]!} 开头`,
      }
    : { en: "lay each example out as one row", zh: "请把每个样本排成一行" };
}

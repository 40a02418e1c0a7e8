import { add, matmul, relu, type Tensor } from "@downhill/tensor";
import type { Layers } from "../key/solution.ts";
import type * as Solution from "../key/solution.ts";

type Activation = (z: Tensor) => Tensor;

/** A network of dense layers, with a function after each of them but the last, whose values are logits. */
export function plain(layers: Layers, x: Tensor, f: Activation): Tensor {
  return layers.reduce((a, { w, b }, l) => {
    const z = add(matmul(a, w), b);
    return l < layers.length - 1 ? f(z) : z;
  }, x);
}

/** A dense layer, residual blocks, and rectified sums to the last layer, whose values are logits. */
export function withBlocks(
  layers: Layers,
  x: Tensor,
  block: typeof Solution.residualBlock,
  scale: number,
): Tensor {
  const { w, b } = layers[0]!;
  const last = layers.at(-1)!;
  const stream = layers.slice(1, -1).reduce((at, layer) => block(layer, at, scale), add(matmul(x, w), b));
  return add(matmul(relu(stream), last.w), last.b);
}

/*
 * Lab 14. Replace each `return todo(…)` with your code; keep the names and the order of the parameters.
 */
import { grad } from "@downhill/autograd";
import {
  add,
  type Key,
  matmul,
  mul,
  normal,
  relu,
  split,
  type Shape,
  type Tensor,
  zeros,
} from "@downhill/tensor";
import { expectation } from "../provided/expectation.ts";

/** A layer's weights, of the shape [inputs, outputs], and its biases, of the shape [outputs]. */
export type Layer = Readonly<Record<"w" | "b", Tensor>>;

/** The layers of a network, the first one first. */
export type Layers = readonly Layer[];

/** The lengths of a layer's gradient: in its weights, and in its biases. */
export interface Norms {
  readonly w: number;
  readonly b: number;
}

/**
 * Task "chain": the slopes of y = x · w₁ · w₂ · … · w_L, one for each weight, in two passes: from the front, and from the
 * back. `weights` is only read.
 */
export function chainGradients(weights: readonly number[], x: number): number[] {
  // #task chain
  const gradients: number[] = [];
  let front = x;
  for (const weight of weights) {
    gradients.push(front);
    front *= weight;
  }
  let back = 1;
  for (let l = weights.length - 1; l >= 0; l--) {
    gradients[l]! *= back;
    back *= weights[l]!;
  }
  return gradients;
  // #end
}

/**
 * Task "norms": for each layer the lengths of the loss's gradient in its weights and in its biases, even where their
 * squares would be too small or too large for a number.
 */
export async function gradientNorms(loss: (layers: Layers) => Tensor, layers: Layers): Promise<Norms[]> {
  // #task norms
  const norm = async (tensor: Tensor): Promise<number> => {
    const values = await tensor.data();
    let largest = 0;
    for (const value of values) largest = Math.max(largest, Math.abs(value));
    if (largest === 0) return 0;
    let sum = 0;
    for (const value of values) sum += (value / largest) ** 2;
    return largest * Math.sqrt(sum);
  };
  const gradient = grad(loss)(layers);
  return Promise.all(gradient.map(async ({ w, b }) => ({ w: await norm(w), b: await norm(b) })));
  // #end
}

/** Task "propagation": the variance of the next layer's sums, where `q` is that of this layer's, which `f` is applied to. */
export function nextVariance(f: (z: number) => number, gain: number, q: number): number {
  // #task propagation
  return gain ** 2 * expectation((z) => f(Math.sqrt(q) * z) ** 2);
  // #end
}

/** Task "propagation": what a step back through such a layer multiplies the squared gradient by; `slope` is f′. */
export function gradientFactor(slope: (z: number) => number, gain: number, q: number): number {
  // #task propagation
  return gain ** 2 * expectation((z) => slope(Math.sqrt(q) * z) ** 2);
  // #end
}

/** Task "propagation": the gain with which a variance of 1 remains 1. */
export function gainFor(f: (z: number) => number): number {
  // #task propagation
  return 1 / Math.sqrt(expectation((z) => f(z) ** 2));
  // #end
}

/** Task "weights": Xavier's random weights for the shape [inputs, outputs], from the normal distribution, with this key. */
export function xavier(key: Key, shape: Shape, gain: number): Tensor {
  // #task weights
  const [fanIn, fanOut] = [shape[0]!, shape[1]!];
  const deviation = gain * Math.sqrt(2 / (fanIn + fanOut));
  return mul(normal(key, shape), deviation);
  // #end
}

/** Task "weights": He's random weights for the shape [inputs, outputs], from the normal distribution, with this key. */
export function he(key: Key, shape: Shape, gain: number): Tensor {
  // #task weights
  const inputs = shape[0]!;
  return mul(normal(key, shape), gain / Math.sqrt(inputs));
  // #end
}

/**
 * Task "layers": a network's layers before training: the weights by `draw`, each with its own key, and biases of 0.
 *
 * @param widths The number of inputs, then the number of units of each layer: there is one layer fewer than widths.
 */
export function initialise(
  key: Key,
  widths: readonly number[],
  draw: (key: Key, shape: Shape) => Tensor,
): Layers {
  // #task layers
  const keys = split(key, widths.length - 1);
  return keys.map((own, l) => {
    const [inputs, outputs] = [widths[l]!, widths[l + 1]!];
    return { w: draw(own, [inputs, outputs]), b: zeros([outputs]) };
  });
  // #end
}

/** Task "residual": x, of the shape [images, units], and what the layer adds to it: `scale` times what it makes of relu(x). */
export function residualBlock(layer: Layer, x: Tensor, scale: number): Tensor {
  // #task residual
  const { w, b } = layer;
  const change = add(matmul(relu(x), w), b);
  return add(x, mul(change, scale));
  // #end
}

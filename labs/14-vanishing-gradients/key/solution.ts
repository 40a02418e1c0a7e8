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
  sqrt,
  type Shape,
  type Tensor,
  zeros,
} from "@downhill/tensor";
import { expectation } from "../provided/expectation.ts";

/** A layer's weights, of shape [inputs, outputs], and its biases, of shape [outputs]. */
export interface Layer {
  readonly w: Tensor;
  readonly b: Tensor;
}

/** The layers of a network, the first one first. */
export type Layers = readonly Layer[];

/** Draws weights of the shape [inputs, outputs] with a key. */
export type Draw = (key: Key, shape: Shape) => Tensor;

/** The lengths of a layer's gradient: in its weights, and in its biases. */
export interface Norms {
  readonly w: number;
  readonly b: number;
}

/** Task "chain": the slopes of y = x · w₀ · w₁ · … in each of the weights, in time proportional to their number. */
export function chainGradients(weights: readonly number[], x: number): number[] {
  // #task chain
  const gradients: number[] = [];
  let product = x;
  for (const weight of weights) {
    gradients.push(product);
    product *= weight;
  }
  product = 1;
  for (let l = weights.length - 1; l >= 0; l--) {
    gradients[l]! *= product;
    product *= weights[l]!;
  }
  return gradients;
  // #end
}

/** The length of a list of numbers as a vector, also where its squares would be too small or too large for a number. */
export function norm(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

export async function gradientNorms(loss: (layers: Layers) => Tensor, layers: Layers): Promise<Norms[]> {
  const gradient = grad(loss)(layers);
  return Promise.all(
    gradient.map(async ({ w, b }) => ({ w: norm(await w.data()), b: norm(await b.data()) })),
  );
}

export function nextVariance(f: (z: number) => number, gain: number, q: number): number {
  return gain ** 2 * expectation((z) => f(Math.sqrt(q) * z) ** 2);
}

export function xavier(key: Key, [fanIn = 0, fanOut = 0]: Shape, gain: number): Tensor {
  return mul(normal(key, [fanIn, fanOut]), gain * Math.sqrt(2 / (fanIn + fanOut)));
}
export function he(key: Key, [fanIn = 0, fanOut = 0]: Shape, gain: number): Tensor {
  return mul(normal(key, [fanIn, fanOut]), gain / Math.sqrt(fanIn));
}
export function initialise(key: Key, widths: readonly number[], draw: Draw): Layers {
  return split(key, widths.length - 1).map((own, i) => ({
    w: draw(own, [widths[i]!, widths[i + 1]!]),
    b: zeros([widths[i + 1]!]),
  }));
}
export function residualBlock({ w, b }: Layer, x: Tensor, scale: number): Tensor {
  return add(x, mul(scale, add(matmul(relu(x), w), b)));
}

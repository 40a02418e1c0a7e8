// The scale goes into the weights, the gain into the shape's sum; keys by hand; recursion over halves.
import { grad } from "@downhill/autograd";
import { add, type Key, matmul, maximum, mul, normal, split, type Tensor, zeros } from "@downhill/tensor";
import { expectation } from "../provided/expectation.ts";

type Layer = { readonly w: Tensor; readonly b: Tensor };

export function chainGradients(weights: readonly number[], x: number): number[] {
  const found = Array.from(weights, () => x);
  // Each half is multiplied by the other half's product.
  const half = (from: number, to: number): number => {
    if (to - from === 0) return 1;
    if (to - from === 1) return weights[from]!;
    const middle = (from + to) >> 1;
    const [left, right] = [half(from, middle), half(middle, to)];
    for (let l = from; l < middle; l++) found[l]! *= right;
    for (let l = middle; l < to; l++) found[l]! *= left;
    return left * right;
  };
  half(0, weights.length);
  return found;
}

const long = (values: ArrayLike<number>): number => {
  let size = 0;
  for (let i = 0; i < values.length; i++) size = Math.hypot(size, values[i]!);
  return size;
};
export const gradientNorms = async (loss: (layers: readonly Layer[]) => Tensor, layers: readonly Layer[]) =>
  Promise.all(
    grad(loss)(layers).map(async ({ w, b }) => {
      const [ofW, ofB] = await Promise.all([w.data(), b.data()]);
      return { w: long(ofW), b: long(ofB) };
    }),
  );

export function nextVariance(f: (z: number) => number, gain: number, q: number): number {
  return expectation((z) => (gain * f(Math.sqrt(q) * z)) ** 2);
}
export function gradientFactor(slope: (z: number) => number, gain: number, q: number): number {
  return expectation((z) => Math.pow(gain * slope(z * Math.sqrt(q)), 2));
}
export const gainFor = (f: (z: number) => number): number => Math.sqrt(1 / nextVariance(f, 1, 1));

export const xavier = (key: Key, shape: readonly number[], gain: number): Tensor => {
  const sum = shape.reduce((total, each) => total + each);
  return mul(normal(key, shape), Math.sqrt((2 * gain ** 2) / sum) * (gain < 0 ? -1 : 1));
};
export const he = (key: Key, shape: readonly number[], gain: number): Tensor =>
  mul(normal(key, shape), Math.sqrt(1 / shape[0]!) * gain);

export const initialise = (key: Key, widths: readonly number[], draw: (key: Key, shape: readonly number[]) => Tensor) =>
  Array.from({ length: widths.length - 1 }, (_, l) => ({
    b: zeros([widths[l + 1]!]),
    w: draw(split(key, l + 1)[l]!, [widths[l]!, widths[l + 1]!]),
  }));

export const residualBlock = ({ w, b }: Layer, x: Tensor, scale: number): Tensor =>
  add(add(matmul(maximum(x, 0), mul(w, scale)), mul(b, scale)), x);

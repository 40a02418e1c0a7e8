// Classes with private fields and getters; a layer is an instance, and so are its norms.
import { grad } from "@downhill/autograd";
import { type Key, type Tensor, add, matmul, mul, normal, relu, split, zeros } from "@downhill/tensor";
import { expectation } from "../provided/expectation.ts";

class Product {
  #value: number;
  constructor(value: number) {
    this.#value = value;
  }
  /** What it was before this factor. */
  times(factor: number): number {
    const before = this.#value;
    this.#value *= factor;
    return before;
  }
}
export function chainGradients(weights: number[], x: number): number[] {
  const [front, back] = [new Product(x), new Product(1)];
  const before = weights.map((weight) => front.times(weight));
  return [...weights.entries()]
    .reverse()
    .map(([l, weight]) => before[l]! * back.times(weight))
    .reverse();
}

class Norms {
  readonly #w: number;
  readonly #b: number;
  constructor(w: number, b: number) {
    [this.#w, this.#b] = [w, b];
  }
  get w(): number {
    return this.#w;
  }
  get b(): number {
    return this.#b;
  }
  static of(values: Iterable<number>): number {
    // Grows like a hypotenuse: one number more at a time.
    let [scale, sum] = [0, 1];
    for (const value of values) {
      const size = Math.abs(value);
      if (Number.isNaN(size)) return NaN;
      if (size > scale) [sum, scale] = [1 + sum * (scale / size) ** 2, size];
      else if (size > 0) sum += (size / scale) ** 2;
    }
    return scale * Math.sqrt(sum);
  }
}
type Layer = { w: Tensor; b: Tensor };
export async function gradientNorms(loss: (layers: Layer[]) => Tensor, layers: Layer[]): Promise<Norms[]> {
  const slopes = grad(loss)(layers);
  const found: Norms[] = [];
  for (const { w, b } of slopes) found.push(new Norms(Norms.of(await w.data()), Norms.of(await b.data())));
  return found;
}

class Propagation {
  static square(f: (z: number) => number, q: number): number {
    const deviation = Math.sqrt(q);
    return expectation(function (z) {
      const value = f(deviation * z);
      return value * value;
    });
  }
}
export const nextVariance = (f: (z: number) => number, gain: number, q: number) =>
  gain * gain * Propagation.square(f, q);
export const gradientFactor = nextVariance;
export const gainFor = (f: (z: number) => number) => 1 / Math.sqrt(Propagation.square(f, 1));

abstract class Initialisation {
  abstract variance(fanIn: number, fanOut: number): number;
  draw(key: Key, shape: readonly number[], gain: number): Tensor {
    const [fanIn, fanOut] = shape as [number, number];
    return mul(normal(key, shape), gain * Math.sqrt(this.variance(fanIn, fanOut)));
  }
}
class Xavier extends Initialisation {
  variance = (fanIn: number, fanOut: number): number => 2 / (fanIn + fanOut);
}
class He extends Initialisation {
  variance = (fanIn: number): number => 1 / fanIn;
}
export const xavier = (key: Key, shape: readonly number[], gain: number) => new Xavier().draw(key, shape, gain);
export const he = (key: Key, shape: readonly number[], gain: number) => new He().draw(key, shape, gain);

class Dense {
  constructor(
    readonly w: Tensor,
    readonly b: Tensor,
  ) {}
  apply(x: Tensor): Tensor {
    return add(matmul(x, this.w), this.b);
  }
}
export function initialise(key: Key, widths: number[], draw: (key: Key, shape: number[]) => Tensor): Dense[] {
  return split(key, widths.length - 1).map(
    (own, l) => new Dense(draw(own, widths.slice(l, l + 2)), zeros([widths[l + 1]!])),
  );
}
export const residualBlock = ({ w, b }: Layer, x: Tensor, scale: number): Tensor =>
  add(mul(new Dense(w, b).apply(relu(x)), scale), x);

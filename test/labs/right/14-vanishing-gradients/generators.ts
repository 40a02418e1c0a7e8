// Running products from a generator; tensors do as much of the work as they can; one table of initialisations.
import { grad } from "@downhill/autograd";
import * as td from "@downhill/tensor";
import { expectation } from "../provided/expectation.ts";

function* products(from: number, factors: Iterable<number>): Generator<number> {
  let product = from;
  for (const factor of factors) {
    yield product;
    product *= factor;
  }
}
export function chainGradients(weights: number[], x: number): number[] {
  const front = [...products(x, weights)];
  const back = [...products(1, weights.slice().reverse())].reverse();
  return front.map((each, l) => each * back[l]!);
}

/** The length of a tensor: scaled by its largest number as a tensor, so that float32 holds the squares as well. */
async function length(t: td.Tensor): Promise<number> {
  const largest = await td.max(td.abs(t)).item();
  if (largest === 0 || Number.isNaN(largest)) return largest;
  const scaled = td.div(t, largest);
  return largest * Math.sqrt(await td.sum(td.mul(scaled, scaled)).item());
}
type Layer = Readonly<{ w: td.Tensor; b: td.Tensor }>;
export async function gradientNorms(loss: (layers: Layer[]) => td.Tensor, layers: Layer[]) {
  const found = [];
  for (const layer of grad(loss)(layers)) found.push({ w: await length(layer.w), b: await length(layer.b) });
  return found;
}

const after =
  (power: number) =>
  (f: (z: number) => number, gain = 1, q = 1): number =>
    (gain ** 2 * expectation((z) => f(q ** 0.5 * z) ** 2)) ** power;
export const nextVariance = after(1);
export const gradientFactor = after(1);
export const gainFor = (f: (z: number) => number): number => after(-0.5)(f);

const deviations = {
  xavier: (inputs: number, outputs: number) => Math.sqrt(1 / (0.5 * inputs + 0.5 * outputs)),
  he: (inputs: number) => Math.sqrt(inputs) / inputs,
};
const drawing = (name: keyof typeof deviations) => (key: td.Key, shape: td.Shape, gain: number) =>
  td.mul(td.normal(key, shape), td.tensor(gain * deviations[name](shape[0]!, shape[1]!)));
export const xavier = drawing("xavier");
export const he = drawing("he");

export function initialise(key: td.Key, widths: number[], draw: (key: td.Key, shape: td.Shape) => td.Tensor) {
  const [keys, layers]: [td.Key[], Layer[]] = [td.split(key, widths.length - 1), []];
  let [inputs, ...rest] = widths;
  for (const outputs of rest) {
    layers.push({ w: draw(keys[layers.length]!, [inputs!, outputs]), b: td.zeros([outputs]) });
    inputs = outputs;
  }
  return layers;
}

export function residualBlock(layer: Layer, x: td.Tensor, scale: number): td.Tensor {
  const branch = (value: td.Tensor) => td.add(td.matmul(td.relu(value), layer.w), layer.b);
  return td.add(x, td.mul(td.tensor(scale), branch(x)));
}

// Float64Arrays throughout, norms in logarithms of two, layers frozen.
import { valueAndGrad } from "@downhill/autograd";
import { add, type Key, matmul, mul, normal, relu, split, type Tensor, zeros } from "@downhill/tensor";
import { expectation } from "../provided/expectation.ts";

type Layer = Readonly<Record<"w" | "b", Tensor>>;
type Curve = (z: number) => number;

export const chainGradients = (weights: readonly number[], x: number): Float64Array => {
  const slopes = new Float64Array(weights.length);
  weights.reduce((front, weight, l) => ((slopes[l] = front), front * weight), x);
  weights.reduceRight((back, weight, l) => ((slopes[l]! *= back), back * weight), 1);
  return slopes;
};

/** A power of two near the largest, so that dividing by it does not round. */
const scaleOf = (values: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!));
  return most === 0 || Number.isNaN(most) ? 1 : 2 ** Math.max(-1020, Math.floor(Math.log2(most)));
};
const lengthOf = async (tensor: Tensor): Promise<number> => {
  const values = Float64Array.from(await tensor.data());
  const by = scaleOf(values);
  return by * Math.sqrt(values.map((each) => (each / by) ** 2).reduce((sum, each) => sum + each, 0));
};
export const gradientNorms = async (loss: (layers: readonly Layer[]) => Tensor, layers: readonly Layer[]) => {
  const [, slopes] = valueAndGrad(loss)(layers);
  return Promise.all(
    slopes.map((layer) => Promise.all([lengthOf(layer.w), lengthOf(layer.b)]).then(([w, b]) => ({ w, b }))),
  );
};

const meanSquare = (f: Curve, deviation: number): number => expectation((z) => f(deviation * z) ** 2);
export const nextVariance = (f: Curve, gain: number, q: number): number => gain * meanSquare(f, q ** 0.5) * gain;
export const gradientFactor = (slope: Curve, gain: number, q: number): number =>
  gain * (gain * meanSquare(slope, q ** 0.5));
export const gainFor = (f: Curve): number => Math.sqrt(1 / meanSquare(f, 1));

export const xavier = (key: Key, [inputs = 1, outputs = 1]: readonly number[], gain: number): Tensor =>
  mul(normal(key, [inputs, outputs]), (gain * Math.SQRT2) / Math.sqrt(inputs + outputs));
export const he = (key: Key, shape: readonly number[], gain: number): Tensor =>
  mul(gain * shape[0]! ** -0.5, normal(key, shape));

export const initialise = (key: Key, widths: readonly number[], draw: (key: Key, shape: number[]) => Tensor) => {
  const keys = split(key, widths.length - 1);
  return Object.freeze(
    widths.slice(1).map((outputs, l) =>
      Object.freeze({ w: draw(keys[l]!, [widths[l]!, outputs]), b: zeros([outputs]) }),
    ),
  );
};
export const residualBlock = ({ w, b }: Layer, x: Tensor, scale: number): Tensor =>
  add(add(x, mul(scale, matmul(relu(x), w))), mul(scale, b));

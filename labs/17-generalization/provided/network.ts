import { heNormal } from "@downhill/nn";
import { key, reference, split, useBackend } from "@downhill/tensor";
import type { Picture, Pictures, Training } from "../key/solution.ts";
import { shuffled } from "./chance.ts";
import { side } from "./clothes.ts";

/*
 * A small network in plain lists: 196 pixels, one layer of rectified units, ten logits; cross-entropy, Adam with a rate of
 * 0.005, batches of 32 pictures in a new order each epoch. Each step writes into the same lists.
 */
const [inputs, classes] = [side * side, 10];

/** The weights and biases of both layers: `w1[input × units + unit]`, `b1[unit]`, `w2[unit × 10 + class]`, `b2[class]`. */
export type Weights = readonly [w1: Float64Array, b1: Float64Array, w2: Float64Array, b2: Float64Array];
const zeros = (like: Weights): Weights =>
  like.map(({ length }) => new Float64Array(length)) as unknown as Weights;

/** A picture's pixels, one row after another; pictures come again in every epoch. */
const flattened = new WeakMap<Picture, Float64Array>();
const flat = (picture: Picture): Float64Array => {
  const found = flattened.get(picture) ?? Float64Array.from(picture.flatMap((row) => [...row]));
  flattened.set(picture, found);
  return found;
};

/** A picture's loss and whether it is told right; into `slopes` go the derivatives. The hidden units are multiplied by `factors`. */
function passed(
  [w1, b1, w2, b2]: Weights,
  x: Float64Array,
  label: number,
  factors?: ArrayLike<number>,
  slopes?: Weights,
): readonly [loss: number, right: boolean] {
  const units = b1.length;
  const [hidden, logits] = [Float64Array.from(b1), Float64Array.from(b2)];
  for (let i = 0; i < inputs; i++) {
    const pixel = x[i]!;
    if (pixel !== 0) for (let j = 0, at = i * units; j < units; j++, at++) hidden[j]! += pixel * w1[at]!;
  }
  for (let j = 0; j < units; j++) {
    hidden[j] = Math.max(hidden[j]!, 0) * (factors?.[j] ?? 1);
    for (let k = 0; k < classes; k++) logits[k]! += hidden[j]! * w2[j * classes + k]!;
  }
  const top = Math.max(...logits);
  const shares = logits.map((logit) => Math.exp(logit - top));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const result = [Math.log(total) + top - logits[label]!, logits[label] === top] as const;
  if (slopes === undefined) return result;
  const [d1, c1, d2, c2] = slopes;
  const errors = shares.map((share, k) => share / total - (k === label ? 1 : 0));
  const backs = new Float64Array(units);
  for (let k = 0; k < classes; k++) c2[k]! += errors[k]!;
  for (let j = 0; j < units; j++) {
    // A unit that is 0 was not above 0, or was dropped: in both cases its slope is 0.
    if (hidden[j] === 0) continue;
    let back = 0;
    for (let k = 0; k < classes; k++) {
      d2[j * classes + k]! += errors[k]! * hidden[j]!;
      back += errors[k]! * w2[j * classes + k]!;
    }
    backs[j] = back * (factors?.[j] ?? 1);
    c1[j]! += backs[j]!;
  }
  for (let i = 0; i < inputs; i++) {
    const pixel = x[i]!;
    if (pixel !== 0) for (let j = 0, at = i * units; j < units; j++, at++) d1[at]! += backs[j]! * pixel;
  }
  return result;
}

/** The mean loss of weights on pictures, and the share that is told right. */
export function measure(
  weights: Weights,
  { x, y }: Pictures,
): { readonly loss: number; readonly right: number } {
  const all = x.map((picture, i) => passed(weights, flat(picture), y[i]!));
  const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
  return { loss: mean(all.map(([loss]) => loss)), right: mean(all.map(([, right]) => Number(right))) };
}

/** The mean loss's derivatives on pictures. */
export function slopesOf(weights: Weights, { x, y }: Pictures, factors?: () => ArrayLike<number>): Weights {
  const slopes = zeros(weights);
  for (const [i, picture] of x.entries()) passed(weights, flat(picture), y[i]!, factors?.(), slopes);
  for (const list of slopes) for (let i = 0; i < list.length; i++) list[i]! /= y.length;
  return slopes;
}

/** The random start of a seed: He's weights, and biases of 0. */
export async function startOf(seed: number, units = 64): Promise<Weights> {
  using _ = useBackend(reference);
  const [first, last] = split(key(seed));
  const drawn = async (own: typeof first, shape: [number, number]) =>
    Float64Array.from(await heNormal(own, shape).data());
  return [
    await drawn(first, [inputs, units]),
    new Float64Array(units),
    await drawn(last, [units, classes]),
    new Float64Array(classes),
  ];
}

export interface Settings {
  readonly weights: Weights;
  readonly seed: number;
  readonly train: Pictures;
  readonly validation: Pictures;
  /** What an epoch learns from instead of the training pictures themselves. */
  readonly alter?: (pictures: Pictures) => Pictures;
  /** What the hidden units are multiplied by, asked for once for each picture of a training step. */
  readonly factors?: () => ArrayLike<number>;
}

/** A training of these weights, which it overwrites. */
export function trainingOf({ weights, seed, train, validation, alter, factors }: Settings): Training {
  const [m, v] = [zeros(weights), zeros(weights)];
  let [epochs, t] = [0, 0];
  return {
    weights,
    epoch() {
      const { part, x, y } = alter?.(train) ?? train;
      const order = shuffled(y.length, 1000 * seed + epochs++);
      for (let from = 0; from < order.length; from += 32) {
        const batch = order.slice(from, from + 32);
        const pictures = { part, x: batch.map((i) => x[i]!), y: batch.map((i) => y[i]!) };
        const slopes = slopesOf(weights, pictures, factors);
        t++;
        const [first, second] = [1 - 0.9 ** t, 1 - 0.999 ** t];
        for (const [l, list] of weights.entries())
          for (let i = 0; i < list.length; i++) {
            const g = slopes[l]![i]!;
            m[l]![i] = 0.9 * m[l]![i]! + 0.1 * g;
            v[l]![i] = 0.999 * v[l]![i]! + 0.001 * g * g;
            list[i]! -= (0.005 * m[l]![i]!) / first / (Math.sqrt(v[l]![i]! / second) + 1e-8);
          }
      }
    },
    validationLoss: () => measure(weights, validation).loss,
  };
}

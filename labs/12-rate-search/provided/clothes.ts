import { batches, type Dataset, dataset, fashionMnist } from "@downhill/data";
import { dense, heNormal, relu, sequential } from "@downhill/nn";
import { key, reference, useBackend } from "@downhill/tensor";
import type { Training } from "../key/solution.ts";

/*
 * A small network that learns Fashion-MNIST: images of 14 × 14 pixels (each the mean of four), 32 rectified units, ten
 * logits; 32 images in each step. Its numbers are in plain lists that each step overwrites, as in most libraries.
 */
const [inputs, units, classes] = [196, 32, 10];

/** The network in the packages' layers; its random starts are those of ours. */
export const model = sequential(dense(inputs, units, { init: heNormal }), relu, dense(units, classes));

/** Images at half their width and height, from 0 to 1. */
export async function halved(split: "train" | "test"): Promise<Dataset> {
  const { x, y } = await fashionMnist({ split });
  const small = new Float32Array(y.length * inputs);
  for (let to = 0; to < small.length; to++) {
    const [image, row, column] = [Math.floor(to / inputs), Math.floor(to / 14) % 14, to % 14];
    const from = image * 784 + row * 56 + column * 2;
    small[to] = (x[from]! + x[from + 1]! + x[from + 28]! + x[from + 29]!) / 1020;
  }
  return dataset({ x: small, shape: [inputs], y });
}

/** Some images and their labels. */
export interface Images {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}
type Lists = readonly [w1: Float64Array, b1: Float64Array, w2: Float64Array, b2: Float64Array];

/** Returns the mean cross-entropy on images, and writes its derivatives into `slopes`, if given. */
export function lossOf([w1, b1, w2, b2]: Lists, { x, y }: Images, slopes?: Lists): number {
  const [hidden, logits, back] = [
    new Float64Array(units),
    new Float64Array(classes),
    new Float64Array(units),
  ];
  let total = 0;
  for (let image = 0; image < y.length; image++) {
    hidden.set(b1);
    for (let i = 0; i < inputs; i++) {
      const pixel = x[image * inputs + i]!;
      if (pixel === 0) continue;
      for (let j = 0, at = i * units; j < units; j++, at++) hidden[j]! += pixel * w1[at]!;
    }
    logits.set(b2);
    for (let j = 0; j < units; j++) {
      if (hidden[j]! < 0) hidden[j] = 0;
      for (let k = 0; k < classes; k++) logits[k]! += hidden[j]! * w2[j * classes + k]!;
    }
    const [top, label] = [Math.max(...logits), y[image]!];
    const sum = logits.reduce((all, logit) => all + Math.exp(logit - top), 0);
    total += Math.log(sum) + top - logits[label]!;
    if (slopes === undefined) continue;
    const [d1, c1, d2, c2] = slopes;
    back.fill(0);
    for (let k = 0; k < classes; k++) {
      const slope = (Math.exp(logits[k]! - top) / sum - (k === label ? 1 : 0)) / y.length;
      c2[k]! += slope;
      for (let j = 0; j < units; j++) {
        d2[j * classes + k]! += slope * hidden[j]!;
        back[j]! += slope * w2[j * classes + k]!;
      }
    }
    for (let j = 0; j < units; j++) {
      if (hidden[j] === 0) back[j] = 0;
      c1[j]! += back[j]!;
    }
    for (let i = 0; i < inputs; i++) {
      const pixel = x[image * inputs + i]!;
      if (pixel === 0) continue;
      for (let j = 0, at = i * units; j < units; j++, at++) d1[at]! += pixel * back[j]!;
    }
  }
  return total / y.length;
}

/** The random start of a seed. */
export async function startOf(seed: number): Promise<Lists> {
  using _ = useBackend(reference);
  const [first, , last] = model.init(key(seed));
  const lists = [first.w, first.b, last.w, last.b].map(async (each) => Float64Array.from(await each.data()));
  return (await Promise.all(lists)) as unknown as Lists;
}

/** Moves a list by its slopes, and updates what it remembers of it. */
export type Rule = "descent" | "adam";
const zerosLike = (lists: readonly Float64Array[]): Lists =>
  lists.map(({ length }) => new Float64Array(length)) as unknown as Lists;

/** A training from the random start of a seed, on batches in a random order of the same seed. */
export async function trainingOf(
  data: Dataset,
  seed: number,
  rule: Rule = "descent",
  size = 32,
): Promise<Training & { readonly weights: Lists }> {
  const weights = await startOf(seed);
  const [m, v, count] = [zerosLike(weights), zerosLike(weights), new Float64Array(1)];
  const stream = batches(data, { size, key: key(seed), flat: true, epochs: 1000 });
  let next = 0;
  return {
    weights,
    state: rule === "adam" ? [...weights, ...m, ...v, count] : weights,
    step(learningRate) {
      const slopes = zerosLike(weights);
      const loss = lossOf(weights, stream.batchAt(next++), slopes);
      const t = ++count[0]!;
      for (const [l, list] of weights.entries())
        for (let i = 0; i < list.length; i++) {
          const g = slopes[l]![i]!;
          if (rule === "descent") list[i]! -= learningRate * g;
          else {
            const mean = (m[l]![i] = 0.9 * m[l]![i]! + 0.1 * g) / (1 - 0.9 ** t);
            const square = (v[l]![i] = 0.999 * v[l]![i]! + 0.001 * g * g) / (1 - 0.999 ** t);
            list[i]! -= (learningRate * mean) / (Math.sqrt(square) + 1e-8);
          }
        }
      return loss;
    },
  };
}

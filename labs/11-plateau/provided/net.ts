import { type Dataset, fashionMnist, take } from "@downhill/data";
import { key, normal, permutation, reference, useBackend } from "@downhill/tensor";

/*
 * A small classifier of clothes: 14 × 14 pixels, 16 rectified units, 10 classes, cross-entropy, in plain numbers, so that a
 * training of 10,000 steps takes seconds. Its weights are one list: those of the pixels (16 for each), 16 biases, those of
 * the units (10 for each), 10 biases.
 */
const [side, units, classes] = [14, 16, 10];
export const pixels = side * side;
const [biases, outputs] = [pixels * units, pixels * units + units];
const lasts = outputs + units * classes;
export const size = lasts + classes;

export type Weights = Float64Array;

/** Images of 196 pixels from 0 to 1, one after another, and their labels. */
export interface Clothes {
  readonly x: Float64Array;
  readonly y: readonly number[];
}

/** Fashion-MNIST's images with each square of four pixels averaged. */
function halved(data: Dataset): Clothes {
  const x = new Float64Array(data.size * pixels);
  for (let i = 0; i < data.size; i++)
    for (let p = 0; p < 784; p++) {
      const at = i * pixels + Math.floor(p / 56) * side + Math.floor((p % 28) / 2);
      x[at] = x[at]! + data.x[i * 784 + p]! / (4 * 255);
    }
  return { x, y: Array.from(data.y) };
}

/* Opened when this file loads, before a learner's code can reach them. */
const files = [fashionMnist({ split: "train" }), fashionMnist({ split: "test" })] as const;
for (const each of files) each.catch(() => undefined);

/** The first images of the training set. */
export const training = async (count: number): Promise<Clothes> =>
  halved(
    take(
      await files[0],
      Array.from({ length: count }, (_, i) => i),
    ),
  );
/** The 2,000 images that no training sees. */
export const unseen = async (): Promise<Clothes> => halved(await files[1]);

/** Random weights for a seed: He's deviation before the units, 1/√16 after them, biases of 0. */
export async function initial(seed: number): Promise<Weights> {
  using _ = useBackend(reference);
  const drawn = await normal(key(seed), [size], { dtype: "float64" }).data();
  const deviation = (i: number): number =>
    i < biases ? Math.sqrt(2 / pixels) : i >= outputs && i < lasts ? 1 / Math.sqrt(units) : 0;
  return Float64Array.from(drawn, (each, i) => each * deviation(i));
}

/** The images of each batch, step by step: a new order in each epoch. `count` is a multiple of `batch`. */
export function* batchesOf(count: number, batch: number, seed: number): Generator<readonly number[], never> {
  for (let epoch = 0; ; epoch++) {
    const order = Array.from(permutation(key(1000 * seed + epoch), count));
    for (let from = 0; from < count; from += batch) yield order.slice(from, from + batch);
  }
}

const hidden = new Float64Array(units);
const back = new Float64Array(units);
const p = new Float64Array(classes);

/** Puts the units' values for one image into `hidden`, and the probabilities of its classes into `p`. */
function forward(w: Weights, { x }: Clothes, image: number): void {
  hidden.set(w.subarray(biases, outputs));
  for (let k = 0; k < pixels; k++) {
    const value = x[image * pixels + k]!;
    // Half of all pixels are black.
    if (value !== 0) for (let j = 0; j < units; j++) hidden[j]! += value * w[k * units + j]!;
  }
  p.set(w.subarray(lasts));
  for (let j = 0; j < units; j++) {
    hidden[j] = Math.max(0, hidden[j]!);
    for (let c = 0; c < classes; c++) p[c]! += hidden[j]! * w[outputs + j * classes + c]!;
  }
  const largest = Math.max(...p);
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += p[c] = Math.exp(p[c]! - largest);
  for (let c = 0; c < classes; c++) p[c]! /= sum;
}

/** Returns the mean loss of some images, and writes its derivatives into `slopes` by the chain rule. */
export function gradientInto(
  slopes: Float64Array,
  w: Weights,
  data: Clothes,
  batch: readonly number[],
): number {
  slopes.fill(0);
  const share = 1 / batch.length;
  let loss = 0;
  for (const image of batch) {
    forward(w, data, image);
    const label = data.y[image]!;
    loss -= share * Math.log(p[label]!);
    p[label]! -= 1;
    for (let c = 0; c < classes; c++) slopes[lasts + c]! += share * p[c]!;
    for (let j = 0; j < units; j++) {
      back[j] = 0;
      if (hidden[j] === 0) continue;
      for (let c = 0, at = outputs + j * classes; c < classes; c++) {
        back[j]! += share * w[at + c]! * p[c]!;
        slopes[at + c]! += share * hidden[j]! * p[c]!;
      }
      slopes[biases + j]! += back[j]!;
    }
    for (let k = 0; k < pixels; k++) {
      const value = data.x[image * pixels + k]!;
      if (value !== 0) for (let j = 0; j < units; j++) slopes[k * units + j]! += value * back[j]!;
    }
  }
  return loss;
}

const slopes = new Float64Array(size);
/** One step of descent, in place; returns the batch's loss before it. */
export function descend(w: Weights, data: Clothes, batch: readonly number[], rate: number): number {
  const loss = gradientInto(slopes, w, data, batch);
  for (let i = 0; i < size; i++) w[i]! -= rate * slopes[i]!;
  return loss;
}

/** Ten probabilities for each image. */
export const predict = (w: Weights, data: Clothes): number[][] =>
  data.y.map((_, image) => {
    forward(w, data, image);
    return Array.from(p);
  });

/** The mean loss of these probabilities, and the share of images whose label has the largest. */
export function judge(predictions: readonly (readonly number[])[], { y }: Clothes) {
  let [loss, right] = [0, 0];
  for (const [image, row] of predictions.entries()) {
    loss -= Math.log(row[y[image]!]!) / y.length;
    if (row.indexOf(Math.max(...row)) === y[image]) right++;
  }
  return { loss, accuracy: right / y.length };
}

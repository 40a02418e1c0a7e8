import { batches, type Dataset } from "@downhill/data";
import { key } from "@downhill/tensor";

/*
 * The simplest classifier of images: each class has a weight for each pixel, and a bias; its logit is the sum of the
 * pixels times their weights. It learns from whatever gradient it is given, such as yours. Plain numbers throughout.
 */

type Vector = number[];
type Matrix = Vector[];

const classes = 10;

/** Images as rows of pixels from 0 to 1, one after another, with their labels. */
interface Images {
  readonly x: Float32Array;
  readonly y: ArrayLike<number>;
}

/** One weight for each pixel and class, class by class for each pixel; the biases are the last `classes` numbers. */
export type Weights = Float64Array;

/** Weights of zero: all logits are 0, and all classes equally likely. */
export const untrained = (pixels: number): Weights => new Float64Array((pixels + 1) * classes);

/** How to train: the learning rate, passes over the data, images per step, and the seed of their order. */
export interface Training {
  readonly rate: number;
  readonly epochs: number;
  readonly size: number;
  readonly seed: number;
}

/** A row of ten logits for each image. */
export function logitsOf(weights: Weights, { x, y }: Images): Matrix {
  const pixels = weights.length / classes - 1;
  const row = new Float64Array(classes);
  return Array.from({ length: y.length }, (_, image) => {
    for (let k = 0; k < classes; k++) row[k] = weights[pixels * classes + k]!;
    for (let p = 0; p < pixels; p++) {
      const value = x[image * pixels + p]!;
      // Half of all pixels are black.
      if (value !== 0) for (let k = 0; k < classes; k++) row[k]! += value * weights[p * classes + k]!;
    }
    return Array.from(row);
  });
}

/**
 * Descends along a loss's gradient with respect to the logits, and changes the weights in place: a logit's slope times a
 * pixel is the slope of the weight between them (lab 04 explains why).
 */
export async function train(
  weights: Weights,
  data: Dataset,
  gradient: (logits: Matrix, labels: Vector) => Matrix | Promise<Matrix>,
  { rate, epochs, size, seed }: Training,
): Promise<Weights> {
  const pixels = weights.length / classes - 1;
  for (const { x, y } of batches(data, { size, epochs, key: key(seed), flat: true })) {
    const rows = await gradient(logitsOf(weights, { x, y }), Array.from(y));
    for (const [image, row] of rows.entries()) {
      const slopes = Float64Array.from(row);
      for (let p = 0; p <= pixels; p++) {
        const value = p === pixels ? 1 : x[image * pixels + p]!;
        if (value !== 0)
          for (let k = 0; k < classes; k++) weights[p * classes + k]! -= rate * value * slopes[k]!;
      }
    }
  }
  return weights;
}

/** The class with the largest logit. */
export const guessOf = (logits: Vector): number => logits.indexOf(Math.max(...logits));

/** The share of rows whose largest logit is at their label. */
export const accuracyOf = (logits: Matrix, labels: ArrayLike<number>): number =>
  logits.filter((row, i) => guessOf(row) === labels[i]).length / logits.length;

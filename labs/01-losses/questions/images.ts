import { fashionMnist, rows, take } from "@downhill/data";
import type { Matrix, Vector } from "../key/solution.ts";
import { logitsOf, train, untrained } from "../provided/classifier.ts";

/*
 * Real images and logits. The data are opened when this file loads, before a learner's code can reach them; the smaller of the
 * two files opens faster.
 */
const images = fashionMnist({ split: "test" });
images.catch(() => undefined);

/** The names of the classes. */
export const classes = images.then((all) => all.classes);
classes.catch(() => undefined);

/** The images from one place up to another. */
export const part = async (from: number, to: number) =>
  take(
    await images,
    Array.from({ length: to - from }, (_, i) => from + i),
  );

/**
 * Logits of 200 images from the means of ten classes, x·μ − ½μ·μ: the class whose mean image is closest has the largest.
 * The pixels are bytes; with pixels from 0 to 1, every logit is 255² times smaller.
 */
export async function classMeanLogits(): Promise<{ logits: Matrix; labels: Vector }> {
  const [known, asked] = [await part(0, 500), await part(1000, 1200)];
  const means = Array.from({ length: 10 }, () => new Float64Array(784));
  const counts = Array.from({ length: 10 }, () => 0);
  for (const label of known.y) counts[label]!++;
  for (let i = 0; i < known.y.length; i++) {
    const [mean, count] = [means[known.y[i]!]!, counts[known.y[i]!]!];
    for (let p = 0; p < 784; p++) mean[p]! += known.x[i * 784 + p]! / count;
  }
  const logits = Array.from(asked.y, (_, i) =>
    means.map((mean) => {
      let logit = 0;
      for (let p = 0; p < 784; p++) logit += mean[p]! * (asked.x[i * 784 + p]! - mean[p]! / 2);
      return logit;
    }),
  );
  return { logits, labels: Array.from(asked.y) };
}

/** The logits of three images, from a classifier that took six steps on 300 others along this gradient. */
export async function trainedLogits(gradient: (logits: Matrix, labels: Vector) => Matrix): Promise<Matrix> {
  const [known, three] = [await part(0, 300), await part(1000, 1003)];
  const weights = await train(untrained(784), known, gradient, { rate: 0.1, epochs: 1, size: 50, seed: 1 });
  return logitsOf(weights, rows(three, { flat: true }));
}

import { fashionMnist, take } from "@downhill/data";
import { accuracy, dense, heNormal, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { adam, gradientDescent } from "@downhill/optimizers";
import type { Schedule } from "@downhill/schedules";
import { device, useBackend } from "@downhill/tensor";
import { disposeTree, fit } from "@downhill/train";

/*
 * Chapter 003 §4.2, completed: what its BigModel may have meant, two hidden layers, and the data that its program leaves
 * undefined. 10,000 pictures of Fashion-MNIST to learn from, 2,000 others to judge by; the test set is left alone.
 */
export const model = sequential(
  dense(784, 100, { init: heNormal }),
  relu,
  dense(100, 50, { init: heNormal }),
  relu,
  dense(50, 10),
);

let all: ReturnType<typeof fashionMnist> | undefined;
/** The pictures from one place up to another. */
export const part = async (from: number, to: number) =>
  take(
    await (all ??= fashionMnist({ split: "train" })),
    Array.from({ length: to - from }, (_, i) => from + i),
  );

export interface Settings {
  readonly batchSize: number;
  readonly steps: number;
  readonly seed: number;
  /** How many steps lie between two measurements. */
  readonly every: number;
}

/** The mean loss and the accuracy on the 2,000 pictures that it never learned from, measured every few steps. */
export interface Learned {
  readonly losses: readonly number[];
  readonly accuracies: readonly number[];
}

/** Trains a BigModel by gradient descent on mini-batches, or by Adam, at the rates of a schedule. */
export async function train(
  rule: "descent" | "adam",
  learningRate: Schedule,
  { every, ...settings }: Settings,
): Promise<Learned> {
  using _ = useBackend(await device("wasm"));
  const { history, params, state } = await fit(model, await part(0, 10_000), {
    loss: softmaxCrossEntropy,
    optimizer: { descent: gradientDescent, adam }[rule]({ learningRate }),
    flat: true,
    validation: await part(10_000, 12_000),
    validateEvery: every,
    metrics: { accuracy },
    ...settings,
  });
  disposeTree([params, state]);
  const measured = (name: string): readonly number[] =>
    history.flatMap(({ metrics }) => metrics[`validation.${name}`] ?? []);
  return { losses: measured("loss"), accuracies: measured("accuracy") };
}

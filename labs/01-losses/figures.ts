/*
 * The tables of this lab's lesson, computed by the course's packages. There is nothing for you to edit here.
 *
 * Run it in this folder: npm run figures             all tables
 *                        npm run figures -- longer   one of them: doubt, slopes, check, stable, surprise, scale, order,
 *                                                    longer, noise
 *                        npm run -s figures -- opening > opening.svg
 */
import { grad } from "@downhill/autograd";
import { type Dataset, fashionMnist, rows, take } from "@downhill/data";
import { binaryCrossEntropy, meanSquaredError, softmaxCrossEntropy } from "@downhill/nn";
import {
  key,
  mul,
  oneHot,
  reference,
  softmax,
  type Tensor,
  tensor,
  uniform,
  useBackend,
} from "@downhill/tensor";
import { doubt, line, type Name, opening, probability, slopeOf, slopes } from "./opening.ts";
import { accuracyOf, logitsOf, train, untrained, type Weights } from "./provided/classifier.ts";

using _ = useBackend(reference);

/** The error of a measured slope against autograd's, for the loss of one logit at 0.7 with label 1. */
async function check(): Promise<readonly string[]> {
  const loss = (z: number): Promise<number> => binaryCrossEntropy(tensor([z]), tensor([1])).item();
  const right = await slopeOf("entropy", 0.7);
  const row = async (power: number): Promise<string> => {
    const h = 10 ** -power;
    const [ahead, behind, here] = [await loss(0.7 + h), await loss(0.7 - h), await loss(0.7)];
    const errors = [(ahead - here) / h, (ahead - behind) / (2 * h)].map((each) => Math.abs(each - right));
    return line([`1e-${power}`, ...errors.map((each) => each.toExponential(0))]);
  };
  return [
    line(["h", "one-sided", "central"]),
    ...(await Promise.all([1, 2, 3, 4, 5, 6, 8, 10, 12, 14].map(row))),
  ];
}

/** −ln(1 − σ(z)) by its formula, in both kinds of numbers, and from the logit. */
async function stable(): Promise<readonly string[]> {
  const row = async (z: number): Promise<string> => {
    const single = Math.fround(1 / Math.fround(1 + Math.fround(Math.exp(-z))));
    const naive = [-Math.log(Math.fround(1 - single)), -Math.log(1 - probability(z))];
    const right = await binaryCrossEntropy(tensor([z]), tensor([0])).item();
    return line([z, ...[...naive, right].map((each) => (each === Infinity ? "∞" : each.toFixed(3)))]);
  };
  return [
    line(["z", "float32", "float64", "from z"]),
    ...(await Promise.all([5, 16, 17, 36, 37, 1000].map(row))),
  ];
}

function surprise(): readonly string[] {
  return [
    line(["p", "nats", "bits"]),
    ...[1, 0.9, 0.5, 0.1, 0.01, 0.001].map((p) =>
      line([p, Math.abs(Math.log(p)).toFixed(3), Math.abs(Math.log2(p)).toFixed(3)]),
    ),
  ];
}

const labelsOf = (labels: readonly number[]): Tensor => tensor([...labels], { dtype: "int32" });
type Logits = number[][];
type Gradient = (logits: Logits, labels: number[]) => Promise<Logits>;
const gradientOf =
  (loss: (logits: Tensor, labels: Tensor) => Tensor): Gradient =>
  async (logits, labels) => {
    const values = await grad((z: Tensor) => loss(z, labelsOf(labels)))(tensor(logits)).data();
    return logits.map((row, i) => Array.from(values.slice(i * row.length, (i + 1) * row.length)));
  };
/** The gradients of cross-entropy, and of the squared errors of ten probabilities, summed over the classes. */
const gradients = {
  entropy: gradientOf(softmaxCrossEntropy),
  squared: gradientOf((z, labels) =>
    mul(meanSquaredError(softmax(z), oneHot(labels, { depth: 10, dtype: "float64" })), 10),
  ),
} as const;

const [training, unseen] = [await fashionMnist({ split: "train" }), await fashionMnist({ split: "test" })];
const first = (count: number): Dataset =>
  take(
    training,
    Array.from({ length: count }, (_, i) => i),
  );
const relabelled = (data: Dataset, label: (label: number, i: number) => number): Dataset => ({
  ...data,
  y: data.y.map(label),
});
const testRows = rows(unseen, { flat: true });
const lossOf = (logits: Logits, labels: readonly number[]): Promise<number> =>
  softmaxCrossEntropy(tensor(logits), labelsOf(labels)).item();
const accuracy = (weights: Weights): number => accuracyOf(logitsOf(weights, testRows), testRows.y);

/** The same classifier with all its logits multiplied. */
async function scale(): Promise<readonly string[]> {
  const weights = untrained(784);
  await train(weights, training, gradients.entropy, { rate: 0.1, epochs: 2, size: 100, seed: 0 });
  const labels = [...testRows.y];
  const row = async (factor: number): Promise<string> => {
    const logits = logitsOf(weights, testRows).map((each) => each.map((z) => factor * z));
    const plain = logits.reduce((sum, z, i) => {
      const weightsOf = z.map(Math.exp);
      return (
        sum -
        Math.log(weightsOf[labels[i]!]! / weightsOf.reduce((total, each) => total + each)) / labels.length
      );
    }, 0);
    const numbers = [accuracyOf(logits, labels), await lossOf(logits, labels), plain];
    return line([
      factor,
      Math.max(...logits.map((each) => Math.max(...each))).toFixed(1),
      ...numbers.map((each) => (each === Infinity ? "∞" : each.toFixed(3))),
    ]);
  };
  return [
    line(["factor", "largest z", "accuracy", "loss", "ln softmax"]),
    ...(await Promise.all([0, 0.1, 1, 2, 10, 100, 1000].map(row))),
  ];
}

const spread = (values: readonly number[]): string => {
  const mean = values.reduce((sum, each) => sum + each) / values.length;
  return `${mean.toFixed(2)} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;
};

/** Accuracies after each of these epochs, from three seeds, of weights that `start` makes. */
async function course(
  start: (seed: number) => Weights,
  name: Name,
  data: (seed: number) => Dataset,
  epochs: readonly number[],
): Promise<readonly string[]> {
  const runs = await Promise.all(
    [0, 1, 2].map(async (seed) => {
      const weights = start(seed);
      const seen: number[] = [];
      for (const [i, epoch] of epochs.entries()) {
        const more = epoch - (epochs[i - 1] ?? 0);
        const settings = { rate: 0.1, epochs: more, size: 50, seed: 10 * seed + i };
        if (more > 0) await train(weights, data(seed), gradients[name], settings);
        seen.push(accuracy(weights));
      }
      return seen;
    }),
  );
  return epochs.map((_, i) => spread(runs.map((run) => run[i]!)));
}

/** From weights that learned each label as the next one, back to the right labels: 2,000 images. */
async function order(): Promise<readonly string[]> {
  const data = first(2000);
  const wrong = relabelled(data, (label) => (label + 1) % 10);
  const settings = { rate: 0.1, epochs: 4, size: 50 };
  const starts = await Promise.all(
    [0, 1, 2].map((seed) => train(untrained(784), wrong, gradients.entropy, { ...settings, seed })),
  );
  const misled = (seed: number): Weights => starts[seed]!.slice();
  const epochs = [0, 1, 4];
  const [squared, entropy] = [
    await course(misled, "squared", () => data, epochs),
    await course(misled, "entropy", () => data, epochs),
  ];
  return [
    line(["epochs", "(1 − p)²", "−ln p"], 19, 8),
    ...epochs.map((epoch, i) => line([epoch, squared[i]!, entropy[i]!], 19, 8)),
  ];
}

/** 200 images, trained for a long time: both losses, and the accuracy on images never seen. */
async function longer(): Promise<readonly string[]> {
  const [few, weights] = [first(200), untrained(784)];
  const own = rows(few, { flat: true });
  const lines: string[] = [];
  let done = 0;
  for (const epochs of [5, 20, 80, 320]) {
    await train(weights, few, gradients.entropy, {
      rate: 0.1,
      epochs: epochs - done,
      size: 20,
      seed: epochs,
    });
    done = epochs;
    const numbers = [
      await lossOf(logitsOf(weights, own), [...own.y]),
      await lossOf(logitsOf(weights, testRows), [...testRows.y]),
      accuracy(weights),
    ];
    lines.push(line([epochs, ...numbers.map((each) => each.toFixed(3))]));
  }
  return [line(["epochs", "training", "test", "accuracy"]), ...lines];
}

/** A share of the labels replaced at random, 1,000 images, 12 epochs: accuracy on the test images. */
async function noise(): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const share of [0, 0.2, 0.4]) {
    const noisy = await Promise.all(
      [0, 1, 2].map(async (seed) => {
        const [hit, other] = [
          await uniform(key(seed), [1000]).data(),
          await uniform(key(seed + 9), [1000]).data(),
        ];
        return relabelled(first(1000), (label, i) => (hit[i]! < share ? Math.floor(10 * other[i]!) : label));
      }),
    );
    const end = async (name: Name) =>
      (
        await course(
          () => untrained(784),
          name,
          (seed) => noisy[seed]!,
          [12],
        )
      )[0]!;
    lines.push(line([share, await end("squared"), await end("entropy")], 19, 8));
  }
  return [line(["wrong", "(1 − p)²", "−ln p"], 19, 8), ...lines];
}

const tables = { doubt, slopes, check, stable, surprise, scale, order, longer, noise };
const asked = process.argv.slice(2);
if (asked.includes("opening")) process.stdout.write(await opening());
else
  for (const [name, table] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${(await table()).join("\n")}\n`);

// One mean for all losses and one way to scale; both gradients of cross-entropy come only from the probabilities.
type Vector = number[];

const zip = <A, B>(a: readonly A[], b: readonly B[]): (readonly [A, B])[] => a.map((each, i) => [each, b[i]!]);
const mean = <A>(samples: readonly A[], each: (sample: A) => number): number => {
  let [total, count] = [0, 0];
  for (const sample of samples) [total, count] = [total + each(sample), count + 1];
  return total / count;
};
const softplus = (u: number): number => (u === -Infinity ? 0 : Math.max(0, u) + Math.log1p(Math.exp(Math.min(u, -u))));
const logistic = (z: number): number => (z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z)));

export const mse = (predictions: Vector, targets: Vector): number =>
  mean(zip(predictions, targets), ([prediction, target]) => (target - prediction) ** 2);
export const mseGradient = (predictions: Vector, targets: Vector): Vector =>
  zip(predictions, targets).map(([prediction, target]) => (prediction - target) * (2 / predictions.length));

export const slopes = (loss: (x: Vector) => number, x: Vector, h: number): Vector =>
  Array.from({ length: x.length }, (_, i) => {
    const [right, left] = [h, -h].map((by) => loss([...x.slice(0, i), x[i]! + by, ...x.slice(i + 1)])) as [number, number];
    return (right - left) / h / 2;
  });

export const binaryCrossEntropy = (logits: Vector, labels: Vector): number =>
  mean(zip(logits, labels), ([z, label]) => softplus(label === 0 ? z : -z));
export const binaryCrossEntropyGradient = (logits: Vector, labels: Vector): Vector =>
  zip(logits, labels).map(([z, label]) => (logistic(z) - label) * (1 / logits.length));

const logShares = (row: Vector): Vector => {
  const top = row.reduce((a, b) => (Number.isNaN(a) || a > b ? a : b), -Infinity);
  const below = row.map((z) => z - top);
  const rest = Math.log(below.reduce((sum, z) => sum + Math.E ** z, 0));
  return below.map((z) => z - rest);
};
export const softmax = (row: Vector): Vector => logShares(row).map((share) => Math.exp(share));
export const crossEntropy = (logits: Vector[], labels: Vector): number =>
  mean(zip(logits, labels), ([row, label]) => -logShares(row)[label]!);
export const crossEntropyGradient = (logits: Vector[], labels: Vector): Vector[] =>
  zip(logits, labels).map(([row, label]) =>
    softmax(row).map((p, k) => (k === label ? p - 1 : p) / logits.length),
  );

// Everything is a Float64Array, filled by counted loops; rows of the gradient too.
type Numbers = ArrayLike<number>;

export function mse(predictions: Numbers, targets: Numbers): number {
  const n = predictions.length;
  let total = 0;
  for (let i = n - 1; i >= 0; i--) total += Math.pow(predictions[i]! - targets[i]!, 2) / n;
  return n > 0 ? total : NaN;
}
export function mseGradient(predictions: Numbers, targets: Numbers): Float64Array {
  const slopes = new Float64Array(predictions.length);
  for (let i = 0; i < slopes.length; i++) slopes[i] = (predictions[i]! - targets[i]!) / (slopes.length / 2);
  return slopes;
}

export function slopes(loss: (x: number[]) => number, x: Numbers, h: number): Float64Array {
  const answer = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const [low, high] = [Array.from(x), Array.from(x)];
    low[i] = x[i]! - h;
    high[i] = x[i]! + h;
    const below = loss(low);
    answer[i] = (0.5 * (loss(high) - below)) / h;
  }
  return answer;
}

export function binaryCrossEntropy(logits: Numbers, labels: Numbers): number {
  let [sum, i] = [0, 0];
  for (; i < logits.length; i++) {
    const u = labels[i] ? -logits[i]! : logits[i]!;
    // Far out the logarithm is 0 or u to the last digit.
    sum += u > 40 ? u : u < -740 ? 0 : Math.log1p(Math.exp(u));
  }
  return sum / i;
}
export function binaryCrossEntropyGradient(logits: Numbers, labels: Numbers): Float64Array {
  return Float64Array.from(logits, (z, i) => (0.5 + 0.5 * Math.tanh(z / 2) - labels[i]!) / logits.length);
}

function weightsOf(row: Numbers): { weights: Float64Array; largest: number; total: number } {
  let largest = row.length > 0 ? row[0]! : NaN;
  for (let k = 1; k < row.length; k++) if (row[k]! > largest) largest = row[k]!;
  const weights = Float64Array.from(row, (z) => Math.exp(z - largest));
  let total = 0;
  for (let k = 0; k < weights.length; k++) total += weights[k]!;
  return { weights, largest, total };
}
export const softmax = (row: Numbers): Float64Array => {
  const { weights, total } = weightsOf(row);
  return weights.map((weight) => weight / total);
};
export function crossEntropy(logits: readonly Numbers[], labels: Numbers): number {
  let loss = 0;
  for (let i = 0; i < logits.length; i++) {
    const { largest, total } = weightsOf(logits[i]!);
    loss += Math.log(total) + largest - logits[i]![labels[i]!]!;
  }
  return loss / logits.length;
}
export function crossEntropyGradient(logits: readonly Numbers[], labels: Numbers): Float64Array[] {
  const answer: Float64Array[] = [];
  for (let i = 0; i < logits.length; i++) {
    const p = softmax(logits[i]!);
    p[labels[i]!] = p[labels[i]!]! - 1;
    for (let k = 0; k < p.length; k++) p[k]! /= logits.length;
    answer.push(p);
  }
  return answer;
}

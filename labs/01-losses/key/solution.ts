/*
 * Lab 01. Replace each `return todo(…)` with your code; keep the names and the order of the parameters. No function
 * changes the lists that it is given.
 */

/** Numbers, one for each sample; or, as a row of logits, one for each class. */
export type Vector = number[];

/** A row for each sample, and in each row a number for each class. */
export type Matrix = Vector[];

/** Task "mse": the mean of the squared errors. */
export function mse(predictions: Vector, targets: Vector): number {
  // #task mse
  let squares = 0;
  for (const [i, prediction] of predictions.entries()) squares += (prediction - targets[i]!) ** 2;
  return squares / predictions.length;
  // #end
}

/** Task "mse": the derivative of `mse` with respect to each prediction. */
export function mseGradient(predictions: Vector, targets: Vector): Vector {
  // #task mse
  return predictions.map((prediction, i) => (2 * (prediction - targets[i]!)) / predictions.length);
  // #end
}

/**
 * Task "differences": the slope of `loss` at x in each coordinate, measured by a central difference: two losses, one h to
 * the right in that coordinate alone, one h to the left.
 */
export function slopes(loss: (x: Vector) => number, x: Vector, h: number): Vector {
  // #task differences
  return x.map((value, i) => {
    const right = loss(x.with(i, value + h));
    const left = loss(x.with(i, value - h));
    return (right - left) / (2 * h);
  });
  // #end
}

/** Task "binary": the mean of −ln p over the samples, where p is the probability given to the sample's label, 0 or 1. */
export function binaryCrossEntropy(logits: Vector, labels: Vector): number {
  // #task binary
  let surprise = 0;
  for (const [i, logit] of logits.entries()) {
    const u = labels[i] === 1 ? -logit : logit;
    surprise += Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
  }
  return surprise / logits.length;
  // #end
}

/** Task "binary": the derivative of `binaryCrossEntropy` with respect to each logit. */
export function binaryCrossEntropyGradient(logits: Vector, labels: Vector): Vector {
  // #task binary
  return logits.map((logit, i) => (1 / (1 + Math.exp(-logit)) - labels[i]!) / logits.length);
  // #end
}

/** Task "softmax": the probabilities of the classes, from one row of logits. */
export function softmax(logits: Vector): Vector {
  // #task softmax
  let largest = -Infinity;
  for (const logit of logits) largest = Math.max(largest, logit);
  const weights = logits.map((logit) => Math.exp(logit - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
  // #end
}

/** Task "cross-entropy": the mean of −ln p over the rows, where p is the probability given to the row's label. */
export function crossEntropy(logits: Matrix, labels: Vector): number {
  // #task cross-entropy
  let sum = 0;
  for (const [i, row] of logits.entries()) {
    const m = row.reduce((a, b) => Math.max(a, b), -Infinity);
    let total = 0;
    for (const logit of row) total += Math.exp(logit - m);
    sum += Math.log(total) - (row[labels[i]!]! - m);
  }
  return sum / logits.length;
  // #end
}

/** Task "gradient": the derivative of `crossEntropy` with respect to each logit, as rows. */
export function crossEntropyGradient(logits: Matrix, labels: Vector): Matrix {
  // #task gradient
  return logits.map((row, i) => softmax(row).map((p, k) => (p - (k === labels[i] ? 1 : 0)) / logits.length));
  // #end
}

// A loss is a class with two methods, and answers are instances that compute on demand.
type Vector = readonly number[];

abstract class Loss<Row> {
  abstract each(row: Row, right: number): number;
  abstract slope(row: Row, right: number): Row;
  abstract scaled(row: Row, by: number): Row;
  mean(rows: readonly Row[], right: Vector): number {
    const all = rows.map((row, i) => this.each(row, right[i]!));
    return all.reduce((sum, each) => sum + each, 0) * (1 / all.length);
  }
  gradient(rows: readonly Row[], right: Vector): Row[] {
    return rows.map((row, i) => this.scaled(this.slope(row, right[i]!), 1 / rows.length));
  }
}

abstract class OfNumbers extends Loss<number> {
  override scaled(value: number, by: number): number {
    return value * by;
  }
}
class Squared extends OfNumbers {
  override each(prediction: number, target: number): number {
    const error = target - prediction;
    return error * error;
  }
  override slope(prediction: number, target: number): number {
    return -2 * (target - prediction);
  }
}
class Logistic extends OfNumbers {
  #signed(logit: number, label: number): number {
    return (1 - 2 * label) * logit;
  }
  override each(logit: number, label: number): number {
    const u = this.#signed(logit, label);
    return u > 0 ? u + Math.log(1 + Math.exp(-u)) : Math.log(1 + Math.exp(u));
  }
  override slope(logit: number, label: number): number {
    return (1 - 2 * label) / (1 + Math.exp(-this.#signed(logit, label)));
  }
}

class Probabilities {
  readonly #logits: Vector;
  constructor(logits: Vector) {
    this.#logits = [...logits];
  }
  get largest(): number {
    return this.#logits.reduce((a, b) => Math.max(a, b), -Infinity);
  }
  get logSum(): number {
    const m = this.largest;
    return Math.log(this.#logits.reduce((sum, logit) => sum + Math.exp(logit - m), 0));
  }
  get all(): number[] {
    const [m, logSum] = [this.largest, this.logSum];
    return this.#logits.map((logit) => Math.exp(logit - m - logSum));
  }
}
class Softmax extends Loss<Vector> {
  override each(row: Vector, label: number): number {
    const p = new Probabilities(row);
    return p.logSum + (p.largest - row[label]!);
  }
  override slope(row: Vector, label: number): Vector {
    const p = new Probabilities(row).all;
    p[label]! -= 1;
    return p;
  }
  override scaled(row: Vector, by: number): Vector {
    return row.map((value) => by * value);
  }
}

const [squared, logistic, classes] = [new Squared(), new Logistic(), new Softmax()];
export const mse = squared.mean.bind(squared);
export const mseGradient = squared.gradient.bind(squared);
export const binaryCrossEntropy = logistic.mean.bind(logistic);
export const binaryCrossEntropyGradient = logistic.gradient.bind(logistic);
export const softmax = (logits: Vector): Vector => new Probabilities(logits).all;
export const crossEntropy = classes.mean.bind(classes);
export const crossEntropyGradient = classes.gradient.bind(classes);

export const slopes = (loss: (x: number[]) => number, x: Vector, h: number): number[] =>
  [...x.keys()].map((i) => {
    const at = (side: number): number => loss(x.map((value, j) => (i === j ? value + side * h : value)));
    return at(1) / (2 * h) - at(-1) / (2 * h);
  });

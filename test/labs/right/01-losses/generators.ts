// Generators and iterators throughout; nothing is indexed but the label's logit.
type Numbers = Iterable<number>;

function* paired<A, B>(a: Iterable<A>, b: Iterable<B>): Generator<readonly [A, B]> {
  const other = b[Symbol.iterator]();
  for (const each of a) yield [each, other.next().value as B];
}
function averaged(values: Numbers): number {
  let n = 0;
  let sum = 0;
  for (const value of values) {
    n += 1;
    sum += value;
  }
  return sum / n;
}
function* mapped<A, B>(all: Iterable<A>, f: (each: A) => B): Generator<B> {
  for (const each of all) yield f(each);
}

export const mse = (predictions: Numbers, targets: Numbers): number =>
  averaged(mapped(paired(predictions, targets), ([a, b]) => (a - b) * (a - b)));
export function mseGradient(predictions: readonly number[], targets: Numbers): number[] {
  const n = predictions.length;
  return [...mapped(paired(predictions, targets), ([a, b]) => (2 / n) * (a - b))];
}

export function slopes(loss: (x: number[]) => number, x: readonly number[], h: number): number[] {
  function* measured(): Generator<number> {
    for (const [i, value] of x.entries()) {
      const at = (moved: number): number => {
        const copy = x.slice();
        copy.splice(i, 1, moved);
        return loss(copy);
      };
      yield (at(value + h) - at(value - h)) / (h + h);
    }
  }
  return [...measured()];
}

const surprise = ([z, y]: readonly [number, number]): number => {
  if (y === 1) return surprise([-z, 0]);
  return z <= 0 ? Math.log1p(Math.exp(z)) : z + Math.log1p(Math.exp(-z)) + 0 * Number(Number.isNaN(z));
};
export const binaryCrossEntropy = (logits: Numbers, labels: Numbers): number =>
  averaged(mapped(paired(logits, labels), surprise));
export const binaryCrossEntropyGradient = (logits: readonly number[], labels: Numbers): number[] =>
  Array.from(paired(logits, labels), ([z, y]) => (y === 1 ? -1 / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z))) / logits.length);

function summit(row: Numbers): number {
  let top = -Infinity;
  for (const z of row) top = Math.max(z, top);
  return top;
}
const sumOf = (values: Numbers): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};
export function softmax(row: Numbers): number[] {
  const top = summit(row);
  const weights = [...mapped(row, (z) => Math.exp(z - top))];
  const total = sumOf(weights);
  return [...mapped(weights, (weight) => weight / total)];
}
export const crossEntropy = (logits: Iterable<readonly number[]>, labels: Numbers): number =>
  averaged(
    mapped(paired(logits, labels), ([row, label]) => {
      const top = summit(row);
      return Math.log(sumOf(mapped(row, (z) => Math.exp(z - top)))) - row[label]! + top;
    }),
  );
export function crossEntropyGradient(logits: readonly (readonly number[])[], labels: Numbers): number[][] {
  const oneHot = (label: number, classes: number): number[] => Array.from({ length: classes }, (_, k) => Number(k === label));
  return Array.from(paired(logits, labels), ([row, label]) =>
    Array.from(paired(softmax(row), oneHot(label, row.length)), ([p, y]) => (p - y) / logits.length),
  );
}

// Batches and steps come from generators; the shuffle fills places from the front.
interface Rows {
  x: number[][];
  y: number[];
}

export function meanGradient(batch: Rows, theta: number[]): number[] {
  const slopes = new Array<number>(theta.length).fill(0);
  const share = 2 / batch.y.length;
  for (let i = 0; i < batch.y.length; i++) {
    let error = -batch.y[i]!;
    for (let j = 0; j < theta.length; j++) error += theta[j]! * batch.x[i]![j]!;
    for (let j = 0; j < theta.length; j++) slopes[j]! += share * error * batch.x[i]![j]!;
  }
  return slopes;
}

function* rowGradients({ x, y }: Rows, theta: number[]): Generator<number[]> {
  for (const [i, row] of x.entries()) yield meanGradient({ x: [row], y: [y[i]!] }, theta);
}

export function gradientNoise(data: Rows, theta: number[], size: number): number {
  const middle = meanGradient(data, theta);
  let squares = 0;
  for (const own of rowGradients(data, theta))
    squares += own.reduce((sum, g, j) => sum + (g - middle[j]!) ** 2, 0);
  const rows = data.y.length;
  return (squares * (rows - size)) / (size * rows * (rows - 1));
}

export function permutation(size: number, random: () => number): number[] {
  const list: number[] = [];
  for (let i = 0; i < size; i++) {
    const at = Math.floor(random() * (i + 1));
    if (at < i) list.push(list[at]!);
    list[at] = i;
  }
  return list;
}

export function* batches(data: Rows, order: Iterable<number>, size: number): Generator<Rows> {
  if (size < 1 || size % 1 !== 0) throw new RangeError(`batch size ${size}`);
  let batch: Rows = { x: [], y: [] };
  for (const row of order) {
    batch.x.push(data.x[row]!);
    batch.y.push(data.y[row]!);
    if (batch.y.length < size) continue;
    yield batch;
    batch = { x: [], y: [] };
  }
  if (batch.y.length > 0) yield batch;
}

type Settings = {
  batchSize: number;
  epochs: number;
  learningRate: (step: number) => number;
  random: () => number;
};
function* steps(data: Rows, { batchSize, epochs, random }: Settings): Generator<Rows> {
  for (let epoch = 0; epoch < epochs; epoch++)
    yield* batches(data, permutation(data.y.length, random), batchSize);
}

export function sgd(
  gradient: (batch: Rows, theta: number[]) => number[],
  data: Rows,
  theta: number[],
  settings: Settings,
): number[] {
  const own = theta.slice();
  let t = 0;
  for (const batch of steps(data, settings)) {
    const rate = settings.learningRate(t++);
    for (const [j, slope] of gradient(batch, own.slice()).entries()) own[j]! -= rate * slope;
  }
  return own;
}

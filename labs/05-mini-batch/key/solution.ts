/*
 * Lab 05. Replace each `return todo(…)` with your code; keep the names and the order of the parameters.
 */

/** Numbers, one for each coordinate. */
export type Vector = number[];

/** Rows of a table: the label `y[i]` belongs to the features `x[i]`. A batch is the same thing with fewer rows. */
export interface Data {
  readonly x: readonly Vector[];
  readonly y: Vector;
}

/** The gradient of the mean loss over the rows of a batch, at the parameters θ. */
export type Gradient = (batch: Data, theta: Vector) => Vector;

/** How to train; `learningRate` is asked for the rate of each step, counted from 0 over all epochs. */
export interface Settings {
  readonly batchSize: number;
  readonly epochs: number;
  readonly learningRate: (step: number) => number;
  /** A number from 0 up to but not including 1, a new one at each call. */
  readonly random: () => number;
}

/** Task "gradient": the gradient of the mean squared error of the predictions x·θ over the rows of the batch. */
export function meanGradient(batch: Data, theta: Vector): Vector {
  // #task gradient
  const sums = theta.map(() => 0);
  for (const [i, row] of batch.x.entries()) {
    const predicted = row.reduce((sum, feature, j) => sum + feature * theta[j]!, 0);
    const error = predicted - batch.y[i]!;
    for (const [j, feature] of row.entries()) sums[j]! += 2 * error * feature;
  }
  return sums.map((sum) => sum / batch.y.length);
  // #end
}

/**
 * Task "noise": the mean squared distance between the gradient of a batch of `size` rows, drawn without replacement, and
 * the gradient of all rows.
 */
export function gradientNoise(data: Data, theta: Vector, size: number): number {
  // #task noise
  const count = data.y.length;
  const whole = meanGradient(data, theta);
  let squares = 0;
  for (const [i, row] of data.x.entries()) {
    const own = meanGradient({ x: [row], y: [data.y[i]!] }, theta);
    for (const [j, slope] of own.entries()) squares += (slope - whole[j]!) ** 2;
  }
  const variance = squares / (count - 1);
  return (variance / size) * (1 - size / count);
  // #end
}

/** Task "shuffle": the numbers 0 to size − 1 in a random order, each order as likely as any other. */
export function permutation(size: number, random: () => number): number[] {
  // #task shuffle
  const order = Array.from({ length: size }, (_, i) => i);
  for (let last = size - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1));
    [order[last], order[chosen]] = [order[chosen]!, order[last]!];
  }
  return order;
  // #end
}

/** Task "batches": the rows in this order, cut into batches of `size` rows; the last one holds the remaining rows. */
export function batches(data: Data, order: readonly number[], size: number): Data[] {
  // #task batches
  if (!Number.isInteger(size) || size < 1)
    throw new RangeError(`batch size: ${size} is not a positive whole number`);
  const all: Data[] = [];
  for (let start = 0; start < order.length; start += size) {
    const rows = order.slice(start, start + size);
    all.push({ x: rows.map((row) => data.x[row]!), y: rows.map((row) => data.y[row]!) });
  }
  return all;
  // #end
}

/** Task "train": the parameters after some epochs of mini-batch gradient descent; `theta` stays as it is. */
export function sgd(gradient: Gradient, data: Data, theta: Vector, settings: Settings): Vector {
  // #task train
  const { batchSize, epochs, learningRate, random } = settings;
  let point = [...theta];
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const batch of batches(data, permutation(data.y.length, random), batchSize)) {
      const slopes = gradient(batch, point);
      const rate = learningRate(step++);
      point = point.map((place, j) => place - rate * slopes[j]!);
    }
  }
  return point;
  // #end
}

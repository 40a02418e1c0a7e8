// A table is a class with private rows; a batch is an instance behind getters; the trainer keeps its own state.
interface Rows {
  readonly x: readonly number[][];
  readonly y: number[];
}

class Table implements Rows {
  readonly #x: readonly number[][];
  readonly #y: number[];
  constructor(x: readonly number[][], y: number[]) {
    this.#x = x;
    this.#y = y;
  }
  get x(): readonly number[][] {
    return this.#x;
  }
  get y(): number[] {
    return this.#y;
  }
  static rows({ x, y }: Rows, at: readonly number[]): Table {
    return new Table(
      at.map((i) => [...x[i]!]),
      at.map((i) => y[i]!),
    );
  }
}

class Linear {
  readonly #theta: number[];
  constructor(theta: number[]) {
    this.#theta = theta;
  }
  error(row: number[], label: number): number {
    return row.reduce((sum, value, j) => sum + value * this.#theta[j]!, -label);
  }
  slopes(row: number[], label: number): number[] {
    const error = this.error(row, label);
    return row.map((value) => 2 * value * error);
  }
  gradient({ x, y }: Rows): number[] {
    const mean = this.#theta.map(() => 0);
    x.forEach((row, i) => this.slopes(row, y[i]!).forEach((slope, j) => (mean[j]! += slope / y.length)));
    return mean;
  }
}

export const meanGradient = (batch: Rows, theta: number[]): number[] => new Linear(theta).gradient(batch);

export function gradientNoise(data: Rows, theta: number[], size: number): number {
  const [model, rows] = [new Linear(theta), data.y.length];
  const mean = model.gradient(data);
  const distances = data.x.map((row, i) =>
    Math.hypot(...model.slopes(row, data.y[i]!).map((g, j) => g - mean[j]!)),
  );
  const sigma2 = distances.reduce((sum, distance) => sum + distance * distance, 0) / (rows - 1);
  return sigma2 * (1 / size) * (1 - size / rows);
}

/** A hat from which numbers are drawn: the last one takes the place of the one that went. */
class Hat {
  readonly #numbers: number[];
  readonly #random: () => number;
  constructor(size: number, random: () => number) {
    this.#numbers = [...Array(size).keys()];
    this.#random = random;
  }
  draw(): number {
    const at = Math.floor(this.#random() * this.#numbers.length);
    const drawn = this.#numbers[at]!;
    const last = this.#numbers.pop()!;
    if (at < this.#numbers.length) this.#numbers[at] = last;
    return drawn;
  }
}
export function permutation(size: number, random: () => number): number[] {
  const hat = new Hat(size, random);
  return Array.from({ length: size }, () => hat.draw());
}

class BatchSizeError extends RangeError {}
export function batches(data: Rows, order: number[], size: number): Table[] {
  if (!(size >= 1) || !Number.isInteger(size))
    throw new BatchSizeError(`batch size ${size}: give 1, 2, 3, …`);
  const all: Table[] = [];
  for (
    let rest = order;
    rest.length > 0 && all.length * size < order.length;
    rest = order.slice(all.length * size, (all.length + 1) * size)
  )
    all.push(Table.rows(data, all.length === 0 ? order.slice(0, size) : rest));
  return all;
}

class Trainer {
  #step = 0;
  theta: number[];
  constructor(theta: number[]) {
    this.theta = [...theta];
  }
  step(slopes: number[], learningRate: (step: number) => number): void {
    const rate = learningRate(this.#step);
    this.#step++;
    this.theta = this.theta.map((value, j) => value - rate * slopes[j]!);
  }
}
export function sgd(
  gradient: (batch: Rows, theta: number[]) => number[],
  data: Rows,
  theta: number[],
  settings: {
    batchSize: number;
    epochs: number;
    learningRate: (step: number) => number;
    random: () => number;
  },
): number[] {
  const trainer = new Trainer(theta);
  for (let epoch = 1; epoch <= settings.epochs; epoch++)
    batches(data, permutation(data.y.length, settings.random), settings.batchSize).forEach((batch) =>
      trainer.step(gradient(batch, trainer.theta), settings.learningRate),
    );
  return trainer.theta;
}

// Typed arrays throughout: gradients, orders, labels and parameters.
type Numbers = ArrayLike<number>;
interface Rows {
  readonly x: readonly Numbers[];
  readonly y: Numbers;
}

export function meanGradient({ x, y }: Rows, theta: Numbers): Float64Array {
  const slopes = new Float64Array(theta.length);
  for (let i = 0; i < y.length; i++) {
    const row = x[i]!;
    let predicted = 0;
    for (let j = 0; j < slopes.length; j++) predicted += row[j]! * theta[j]!;
    for (let j = 0; j < slopes.length; j++) slopes[j]! += 2 * (predicted - y[i]!) * row[j]!;
  }
  return slopes.map((slope) => slope / y.length);
}

export function gradientNoise(data: Rows, theta: Numbers, size: number): number {
  const whole = meanGradient(data, theta);
  const rows = data.y.length;
  const variances = new Float64Array(whole.length);
  for (let i = 0; i < rows; i++) {
    const own = meanGradient({ x: [data.x[i]!], y: [data.y[i]!] }, theta);
    own.forEach((slope, j) => (variances[j]! += ((slope - whole[j]!) * (slope - whole[j]!)) / (rows - 1)));
  }
  let noise = 0;
  for (const variance of variances) noise += variance * (1 / size - 1 / rows);
  return noise;
}

export function permutation(size: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, i) => i);
  for (let i = 0; i < size - 1; i++) {
    const j = i + Math.trunc(random() * (size - i));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}

export function batches(data: Rows, order: Numbers, size: number): Rows[] {
  if (!Number.isInteger(size) || size <= 0) throw new RangeError(`sgd.ts: bad batch size (${size})`);
  const all: Rows[] = [];
  for (let from = 0; from < order.length; from += size) {
    const count = Math.min(size, order.length - from);
    const y = new Float64Array(count);
    const x: Numbers[] = [];
    for (let k = 0; k < count; k++) {
      x.push(data.x[order[from + k]!]!);
      y[k] = data.y[order[from + k]!]!;
    }
    all.push({ x, y });
  }
  return all;
}

export function sgd(
  gradient: (batch: Rows, theta: Float64Array) => Numbers,
  data: Rows,
  theta: Numbers,
  settings: { batchSize: number; epochs: number; learningRate(step: number): number; random(): number },
): Float64Array {
  let point = Float64Array.from(theta);
  let step = 0;
  for (let left = settings.epochs; left > 0; left--) {
    const order = permutation(data.y.length, () => settings.random());
    for (const batch of batches(data, order, settings.batchSize)) {
      const slopes = gradient(batch, point);
      const rate = settings.learningRate(step);
      point = point.map((value, j) => value - rate * slopes[j]!);
      step += 1;
    }
  }
  return point;
}

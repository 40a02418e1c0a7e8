// Orders by sorting random keys; everything is an expression, nothing is ever written into.
type Rows = { readonly x: readonly (readonly number[])[]; readonly y: readonly number[] };
type Slopes = (batch: Rows, theta: readonly number[]) => readonly number[];

const total = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
const dot = (a: readonly number[], b: readonly number[]): number => total(a.map((each, j) => each * b[j]!));

export const meanGradient = ({ x, y }: Rows, theta: readonly number[]) => {
  const errors = x.map((row, i) => dot(row, theta) - y[i]!);
  return theta.map((_, j) => (2 / y.length) * total(x.map((row, i) => errors[i]! * row[j]!)));
};

export const gradientNoise = ({ x, y }: Rows, theta: readonly number[], size: number): number => {
  const each = x.map((row, i) => row.map((feature) => 2 * (dot(row, theta) - y[i]!) * feature));
  const middle = theta.map((_, j) => total(each.map((slopes) => slopes[j]!)) / y.length);
  const population =
    total(each.map((slopes) => total(slopes.map((slope, j) => (slope - middle[j]!) ** 2)))) / y.length;
  return (population / size) * ((y.length - size) / (y.length - 1));
};

export const permutation = (size: number, random: () => number): readonly number[] =>
  Array.from({ length: size }, (_, i) => [random(), i] as const)
    .sort(([a], [b]) => a - b)
    .map(([, i]) => i);

export const batches = ({ x, y }: Rows, order: readonly number[], size: number): readonly Rows[] => {
  if (!(Number.isSafeInteger(size) && size > 0))
    throw new RangeError("The batch size must be a whole number of at least 1");
  return Array.from({ length: Math.ceil(order.length / size) }, (_, k) =>
    order.slice(k * size, (k + 1) * size),
  ).map((at) => ({ x: at.map((i) => x[i]!), y: at.map((i) => y[i]!) }));
};

export const sgd = (
  gradient: Slopes,
  data: Rows,
  theta: readonly number[],
  {
    batchSize,
    epochs,
    learningRate,
    random,
  }: {
    readonly batchSize: number;
    readonly epochs: number;
    readonly learningRate: (step: number) => number;
    readonly random: () => number;
  },
): readonly number[] =>
  Array.from({ length: epochs }, () => batches(data, permutation(data.y.length, random), batchSize))
    .flat()
    .reduce<readonly number[]>(
      (point, batch, step) => {
        const slopes = gradient(batch, point);
        return point.map((value, j) => value - learningRate(step) * slopes[j]!);
      },
      [...theta],
    );

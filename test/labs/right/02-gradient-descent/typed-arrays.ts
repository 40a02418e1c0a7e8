// Points are Float64Arrays, and each answer brings more than was asked for.
type Point = Float64Array;
type Slope = (x: number[]) => ArrayLike<number>;

export function loss(x: number) {
  const u = x - 3;
  return u * u;
}

export function gradient(x: number) {
  return (x - 3) / 0.5;
}

export function step(x: number, rate: number) {
  return x - 2 * rate * (x - 3);
}

export function walk(x0: number, rate: number, steps: number): Float64Array {
  const path = new Float64Array(steps + 1);
  path[0] = x0;
  for (let t = 1; t <= steps; t++) path[t] = step(path[t - 1]!, rate);
  return path;
}

export function stepVector(x: ArrayLike<number>, rate: number, gradient: Slope): Point {
  const slopes = Float64Array.from(gradient(x as number[]));
  return Float64Array.from(x, (value, i) => value - rate * slopes[i]!);
}

export function descend(
  { loss, gradient }: { loss(x: number[]): number; gradient: Slope },
  x0: number[],
  options: Record<"learningRate" | "maxIterations" | "gradientTolerance" | "lossThreshold", number>,
) {
  const rate = options.learningRate;
  if (Number.isNaN(rate) || rate <= 0 || rate === Infinity) throw new RangeError("学习率必须是有限的正数");
  const path: Point[] = [Float64Array.from(x0)];
  const losses: number[] = [];
  for (let iterations = 0; ; iterations++) {
    const x = path[iterations]!;
    const height = loss(x as unknown as number[]);
    losses.push(height);
    const slopes = gradient(x as unknown as number[]);
    let squares = 0;
    for (let i = 0; i < slopes.length; i++) squares += slopes[i]! * slopes[i]!;
    const reason =
      height <= options.lossThreshold
        ? "loss"
        : squares <= options.gradientTolerance ** 2
          ? "gradient"
          : iterations >= options.maxIterations
            ? "iterations"
            : null;
    if (reason !== null) return { reason, iterations, x, path, losses, seconds: 0, options };
    path.push(stepVector(x, rate, gradient));
  }
}

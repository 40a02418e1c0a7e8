import type { Regression } from "./wages.ts";

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Half the mean squared error of the predictions x·θ: J(θ) = 1/(2n) Σ (x·θ − y)². */
export const lossOf =
  ({ x, y }: Regression) =>
  (theta: readonly number[]): number =>
    x.reduce((sum, row, i) => sum + (dot(row, theta) - y[i]!) ** 2, 0) / (2 * x.length);

/** XᵀX/n and Xᵀy/n, all that the gradient needs. */
export function momentsOf({ x, y }: Regression) {
  const places = x[0]!.map((_, j) => j);
  const mean = (each: (row: readonly number[], i: number) => number): number =>
    x.reduce((sum, row, i) => sum + each(row, i), 0) / x.length;
  return {
    curvatures: places.map((j) => places.map((k) => mean((row) => row[j]! * row[k]!))),
    slopes: places.map((j) => mean((row, i) => row[j]! * y[i]!)),
  };
}

/** The gradient of that loss, XᵀXθ/n − Xᵀy/n, at any θ. */
export function gradientOf(data: Regression): (theta: number[]) => number[] {
  const { curvatures, slopes } = momentsOf(data);
  return (theta) => curvatures.map((row, j) => dot(row, theta) - slopes[j]!);
}

/** The largest curvature L of that loss, by the power iteration of lab 03. */
export function largestCurvature(data: Regression): number {
  const { curvatures } = momentsOf(data);
  let [direction, length] = [curvatures.map((_, j) => 1 + j / 100), 1];
  for (let round = 0; round < 200; round++) {
    const unit = direction.map((each) => each / length);
    direction = curvatures.map((row) => dot(row, unit));
    length = Math.hypot(...direction);
  }
  return length;
}

/** λ from the smallest at which all weights are 0, falling by equal factors to a thousandth of it, or another share. */
export function lambdasFor(data: Regression, count: number, share = 0.001): number[] {
  const mean = data.y.reduce((sum, value) => sum + value, 0) / data.y.length;
  const [, ...weights] = gradientOf(data)(data.x[0]!.map((_, j) => (j === 0 ? mean : 0)));
  // A hair above it, so that no rounding error moves a weight.
  const largest = Math.max(...weights.map(Math.abs)) * (1 + 1e-12);
  return Array.from({ length: count }, (_, i) => largest * share ** (i / (count - 1)));
}

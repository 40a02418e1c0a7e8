// Wrong on purpose: adds the gradient, and so climbs.

/** A point with several coordinates. */
export type Vector = number[];

/** What is to be minimised: the loss at a point, and the gradient there. */
export interface Problem {
  readonly loss: (x: Vector) => number;
  readonly gradient: (x: Vector) => Vector;
}

/** How to descend, and when to stop. */
export interface Options {
  readonly learningRate: number;
  readonly maxIterations: number;
  /** Stop where the gradient's length is at most this. */
  readonly gradientTolerance: number;
  /** Stop where the loss is at most this. */
  readonly lossThreshold: number;
}

/** Where a descent ended, every point it stood on (the start included), how many steps it took, and why it stopped. */
export interface Descent {
  readonly x: Vector;
  readonly path: readonly Vector[];
  readonly iterations: number;
  readonly reason: "loss" | "gradient" | "iterations";
}

export function loss(x: number): number {
  return (x - 3) ** 2;
}

export function gradient(x: number): number {
  return 2 * (x - 3);
}

export function step(x: number, rate: number): number {
  return x + rate * gradient(x);
}

export function walk(x0: number, rate: number, steps: number): number[] {
  let x = x0;
  const path = [x];
  for (let t = 0; t < steps; t++) {
    x = step(x, rate);
    path.push(x);
  }
  return path;
}

export function stepVector(x: Vector, rate: number, gradient: (x: Vector) => Vector): Vector {
  const slopes = gradient(x);
  return x.map((value, i) => value - rate * slopes[i]!);
}

export function descend(problem: Problem, x0: Vector, options: Options): Descent {
  const { learningRate, maxIterations, gradientTolerance, lossThreshold } = options;
  if (!(learningRate > 0 && learningRate < Infinity)) {
    throw new RangeError(`The learning rate must be a positive finite number, got ${learningRate}.`);
  }
  let x = [...x0];
  const path = [x];
  for (let iterations = 0; ; iterations++) {
    const slopes = problem.gradient(x);
    if (problem.loss(x) <= lossThreshold) return { x, path, iterations, reason: "loss" };
    if (Math.hypot(...slopes) <= gradientTolerance) return { x, path, iterations, reason: "gradient" };
    if (iterations >= maxIterations) return { x, path, iterations, reason: "iterations" };
    x = stepVector(x, learningRate, () => slopes);
    path.push(x);
  }
}

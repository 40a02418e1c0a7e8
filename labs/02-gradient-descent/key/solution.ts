/*
 * Lab 02. Replace each `return todo(…)` with your code; keep the names and the order of the parameters.
 */

/** A point with several coordinates. */
export type Vector = number[];

/** What to minimise: the loss at a point, and the gradient there. */
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

/** Where a descent ended, every point on its path (including the start), how many steps it took, and why it stopped. */
export interface Descent {
  readonly x: Vector;
  readonly path: readonly Vector[];
  readonly iterations: number;
  readonly reason: "loss" | "gradient" | "iterations";
}

/** Task "gradient": the loss J(x) = (x − 3)². */
export function loss(x: number): number {
  // #task gradient
  return (x - 3) ** 2;
  // #end
}

/** Task "gradient": the slope of J at x, by its formula. */
export function gradient(x: number): number {
  // #task gradient
  return 2 * (x - 3);
  // #end
}

/** Task "step": the point that one step of gradient descent on J leads to. */
export function step(x: number, rate: number): number {
  // #task step
  return x - rate * gradient(x);
  // #end
}

/** Task "walk": the start and the points after each of `steps` steps, `steps + 1` numbers in all. */
export function walk(x0: number, rate: number, steps: number): number[] {
  // #task walk
  let x = x0;
  const path = [x];
  for (let t = 0; t < steps; t++) {
    x = step(x, rate);
    path.push(x);
  }
  return path;
  // #end
}

/**
 * Task "vector-step": one step from x on any gradient, as a new list; x itself and the list that `gradient` returns are
 * not changed.
 */
export function stepVector(x: Vector, rate: number, gradient: (x: Vector) => Vector): Vector {
  // #task vector-step
  const slopes = gradient(x);
  return x.map((value, i) => value - rate * slopes[i]!);
  // #end
}

/**
 * Task "descend": steps from x0 until there is a reason to stop. At every point, including the start, check before you
 * step, in this order: the loss ("loss"), the gradient's length ("gradient"), the steps taken ("iterations"). A loss or
 * gradient that is NaN is not a reason to stop.
 *
 * @throws {RangeError} When the learning rate is not a positive finite number; the message contains "learning
 * rate", and neither the loss nor the gradient has been computed yet.
 */
export function descend(problem: Problem, x0: Vector, options: Options): Descent {
  // #task descend
  const { learningRate, maxIterations, gradientTolerance, lossThreshold } = options;
  if (!(learningRate > 0 && learningRate < Infinity)) {
    throw new RangeError(`The learning rate must be a positive finite number, got ${learningRate}.`);
  }
  let x = [...x0];
  const path = [x];
  for (let iterations = 0; ; iterations++) {
    const slopes = problem.gradient(x);
    let squares = 0;
    for (const slope of slopes) squares += slope * slope;
    const length = Math.sqrt(squares);
    if (problem.loss(x) <= lossThreshold) return { x, path, iterations, reason: "loss" };
    if (length <= gradientTolerance) return { x, path, iterations, reason: "gradient" };
    if (iterations >= maxIterations) return { x, path, iterations, reason: "iterations" };
    x = stepVector(x, learningRate, () => slopes);
    path.push(x);
  }
  // #end
}

/*
 * Lab 03. Replace each `return todo(…)` with your code; keep the names and the order of the parameters.
 */

/** Numbers, one for each coordinate. */
export type Vector = number[];

/** What happens to the error, the distance from the bottom, in one direction. */
export type Regime = "monotone" | "oscillating" | "limit" | "divergent";

/** The second derivatives of a loss with two coordinates: [[a, b], [b, d]]. */
export type Hessian = readonly [readonly [number, number], readonly [number, number]];

/** What the curvatures of a bowl tell you about a fixed learning rate. */
export interface Rates {
  /** At this rate and above, descent does not converge. */
  readonly limit: number;
  /** The rate that shrinks the slowest part of the error fastest. */
  readonly best: number;
  /** What one step at the best rate leaves of the error, in the slowest direction. */
  readonly factor: number;
}

/** What to minimise: the loss at a point, never negative, and the gradient there. */
export interface Problem {
  readonly loss: (x: Vector) => number;
  readonly gradient: (x: Vector) => Vector;
}

/** How to descend, and how many times the first loss a later one may be before the descent counts as diverged. */
export interface Options {
  readonly learningRate: number;
  readonly steps: number;
  readonly growth: number;
}

/** How a descent ended: the loss at each point visited, the start first, and the point where it was lowest. */
export interface Outcome {
  readonly status: "done" | "diverged";
  readonly losses: readonly number[];
  readonly x: Vector;
}

/** Task "regimes": what steps of this rate do to the error on ½λx², where λ is the curvature. */
export function regime(learningRate: number, curvature: number): Regime {
  // #task regimes
  const factor = 1 - learningRate * curvature;
  if (Math.abs(factor) === 1) return "limit";
  if (!(Math.abs(factor) < 1)) return "divergent";
  return factor < 0 ? "oscillating" : "monotone";
  // #end
}

/** Task "curvatures": the smaller and the larger curvature of a bowl with this Hessian, its two eigenvalues. */
export function curvatures(hessian: Hessian): [smallest: number, largest: number] {
  // #task curvatures
  const [[a, b], [, d]] = hessian;
  const middle = (a + d) / 2;
  const spread = Math.hypot((a - d) / 2, b);
  return [middle - spread, middle + spread];
  // #end
}

/**
 * Task "rates": the limit, the best rate and its factor for a bowl with these curvatures, one or more, in any order. The
 * largest is positive; others may be 0. The list is not changed.
 */
export function rates(curvatures: Vector): Rates {
  // #task rates
  let [smallest, largest] = [Infinity, 0];
  for (const curvature of curvatures) {
    smallest = Math.min(smallest, curvature);
    largest = Math.max(largest, curvature);
  }
  const sum = smallest + largest;
  return { limit: 2 / largest, best: 2 / sum, factor: (largest - smallest) / sum };
  // #end
}

/**
 * Task "sharpness": the loss's largest curvature at x, by `steps` steps of power iteration from `direction`, with two
 * gradients in each. None of the lists is changed. On flat ground it is 0.
 */
export function sharpness(
  gradient: (x: Vector) => Vector,
  x: Vector,
  direction: Vector,
  steps: number,
): number {
  // #task sharpness
  const h = 1e-4;
  let [w, curvature] = [direction, 0];
  for (let step = 0; step < steps; step++) {
    const length = Math.sqrt(w.reduce((sum, each) => sum + each * each, 0));
    if (length === 0) return 0;
    const v = w.map((each) => each / length);
    const ahead = gradient(x.map((place, i) => place + h * v[i]!));
    const behind = gradient(x.map((place, i) => place - h * v[i]!));
    w = v.map((_, i) => (ahead[i]! - behind[i]!) / (2 * h));
    curvature = v.reduce((sum, each, i) => sum + each * w[i]!, 0);
  }
  return curvature;
  // #end
}

/**
 * Task "descend": at most `steps` steps of gradient descent from x0. The descent ends as "diverged" at the first loss,
 * that of x0 included, that is NaN, infinite, or more than `growth` times the loss of x0; otherwise as "done". One loss is
 * asked for at each point and one gradient for each step, and x0 is not changed.
 */
export function descend(problem: Problem, x0: Vector, options: Options): Outcome {
  // #task descend
  const { learningRate, steps, growth } = options;
  const losses: number[] = [];
  let [x, best, lowest] = [[...x0], [...x0], Infinity];
  for (;;) {
    const loss = problem.loss(x);
    losses.push(loss);
    if (!(loss <= growth * losses[0]! && loss < Infinity)) return { status: "diverged", losses, x: best };
    if (loss < lowest) [best, lowest] = [x, loss];
    if (losses.length > steps) return { status: "done", losses, x: best };
    const slopes = problem.gradient(x);
    x = x.map((place, i) => place - learningRate * slopes[i]!);
  }
  // #end
}

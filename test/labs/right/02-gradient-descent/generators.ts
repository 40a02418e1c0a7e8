// Both walks are generators; the caller decides how many points there are.
type Vector = number[];
type Reason = "loss" | "gradient" | "iterations";

export const loss = (x: number): number => Math.abs(x - 3) ** 2;
export const gradient = (x: number): number => x + x - 6;
export const step = (x: number, rate: number): number => x + -rate * gradient(x);

function* points<T>(start: T, next: (x: T) => T): Generator<T, never> {
  for (let x = start; ; x = next(x)) yield x;
}

export function walk(x0: number, rate: number, steps: number): number[] {
  const path = [];
  for (const x of points(x0, (x) => step(x, rate))) {
    path.push(x);
    if (path.length > steps) break;
  }
  return path;
}

export function stepVector(x: Vector, rate: number, gradient: (x: Vector) => Vector): Vector {
  const slopes = gradient([...x]);
  return Array.from({ length: x.length }, (_, i) => x[i]! - rate * slopes[i]!);
}

interface Problem {
  loss: (x: Vector) => number;
  gradient: (x: Vector) => Vector;
}

interface Settings {
  learningRate: number;
  maxIterations: number;
  gradientTolerance: number;
  lossThreshold: number;
}

export function descend(problem: Problem, x0: Vector, settings: Settings) {
  const { learningRate } = settings;
  const sensible = learningRate > 0 && Number.isFinite(learningRate);
  if (!sensible) throw new RangeError(`Learning rate ${learningRate} makes no sense`);
  const reasons: [Reason, (x: Vector, t: number) => boolean][] = [
    ["loss", (x) => problem.loss(x) <= settings.lossThreshold],
    ["gradient", (x) => problem.gradient(x).reduce((far, slope) => Math.hypot(far, slope), 0) <= settings.gradientTolerance],
    ["iterations", (_, t) => t >= settings.maxIterations],
  ];
  const path: Vector[] = [];
  for (const x of points(x0.slice(), (x) => stepVector(x, learningRate, problem.gradient))) {
    path.push(x);
    const iterations = path.length - 1;
    const met = reasons.find(([, holds]) => holds(x, iterations));
    if (met) return { x, path, iterations, reason: met[0] };
  }
  throw new Error("never reached");
}

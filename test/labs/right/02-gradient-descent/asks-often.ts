// Asks for losses and gradients again and again, coordinate by coordinate, and copies whatever it holds.
export type Vector = number[];

export function loss(x: number): number {
  return Math.abs(x - 3) * Math.abs(x - 3);
}
export function gradient(x: number): number {
  if (x === 3) return 0;
  return x > 3 ? 2 * Math.abs(x - 3) : -2 * Math.abs(x - 3);
}
export function step(x: number, rate: number): number {
  const move = rate * Math.abs(gradient(x));
  return gradient(x) > 0 ? x - move : x + move;
}
export function walk(x0: number, rate: number, steps: number): number[] {
  let path: number[] = [];
  for (let t = 0; t <= steps; t++) path = [...path, t === 0 ? x0 : step(path[t - 1]!, rate)];
  return path;
}
export function stepVector(x: Vector, rate: number, gradient: (x: Vector) => Vector): Vector {
  const next: Vector = [];
  for (let i = 0; i < x.length; i++) next[i] = x[i]! - rate * gradient(x)[i]!;
  return next;
}

const steepness = (slopes: Vector): number => {
  let squares = 0;
  slopes.forEach((slope) => {
    squares += slope * slope;
  });
  return squares ** 0.5;
};

export function descend(
  problem: { loss: (x: Vector) => number; gradient: (x: Vector) => Vector },
  x0: Vector,
  options: { learningRate: number; maxIterations: number; gradientTolerance: number; lossThreshold: number },
) {
  const { learningRate: rate, maxIterations, gradientTolerance, lossThreshold } = options;
  switch (true) {
    case Number.isNaN(rate):
    case rate === Infinity:
    case rate <= 0:
      throw new RangeError(`The learning rate is ${rate}; it has to be positive and finite.`);
  }
  const path = [structuredClone(x0)];
  let [x, iterations] = [x0, 0];
  const good = () => problem.loss([...x]) <= lossThreshold;
  const level = () => steepness(problem.gradient([...x])) <= gradientTolerance;
  while (!good() && !level() && iterations < maxIterations) {
    x = stepVector(x, rate, problem.gradient);
    path[++iterations] = [...x];
  }
  return { x: [...x], path, iterations, reason: good() ? "loss" : level() ? "gradient" : "iterations" };
}

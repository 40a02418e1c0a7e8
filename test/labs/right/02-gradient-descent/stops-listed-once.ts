// Keeps a table of reasons, compares by negation where NaN does not matter, and freezes what it returns.
export type Vector = readonly number[];

const centre = 3;
export const loss = (x: number): number => (x - centre) ** 2;
export const gradient = (x: number): number => 2 * (x - centre);
export const step = (x: number, rate: number): number => x - rate * gradient(x);

export const walk = (x0: number, rate: number, steps: number): readonly number[] =>
  Object.freeze(
    Array.from({ length: steps }).reduce<number[]>(
      (path) => [...path, step(path[path.length - 1]!, rate)],
      [x0],
    ),
  );

export const stepVector = (x: Vector, rate: number, gradient: (x: number[]) => number[]): Vector => {
  const slopes = Object.freeze([...gradient([...x])]);
  return Object.freeze(x.map((value, i) => value - rate * slopes[i]!));
};

const Because = { Loss: "loss", Gradient: "gradient", Iterations: "iterations" } as const;

interface Place {
  readonly x: Vector;
  readonly iterations: number;
  readonly loss: number;
  readonly steepness: number;
}

export function descend(
  problem: { loss: (x: number[]) => number; gradient: (x: number[]) => number[] },
  x0: Vector,
  options: Readonly<{
    learningRate: number;
    maxIterations: number;
    gradientTolerance: number;
    lossThreshold: number;
  }>,
) {
  const { learningRate: rate } = options;
  if ([0, Infinity].includes(rate) || rate < 0 || rate !== rate)
    throw new RangeError(`"${rate}" is not a learning rate`);
  const reasons = {
    [Because.Loss]: ({ loss }: Place) => loss <= options.lossThreshold,
    [Because.Gradient]: ({ steepness }: Place) => options.gradientTolerance >= steepness,
    [Because.Iterations]: ({ iterations }: Place) => !(iterations < options.maxIterations),
  };
  const look = (x: Vector, iterations: number): Place => ({
    x,
    iterations,
    loss: problem.loss([...x]),
    steepness: Math.sqrt(problem.gradient([...x]).reduce((sum, slope) => sum + slope ** 2, 0)),
  });
  const path = [Object.freeze([...x0]) as Vector];
  for (;;) {
    const here = look(path.at(-1)!, path.length - 1);
    const [reason] = Object.entries(reasons).find(([, met]) => met(here)) ?? [];
    if (reason !== undefined) return Object.freeze({ ...here, path, reason });
    path.push(stepVector(here.x, rate, problem.gradient));
  }
}

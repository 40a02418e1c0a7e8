// No loop and no assignment: every walk calls itself with the rest.
type Vector = readonly number[];
type Slope = (x: number[]) => number[];

export const gradient = (x: number) => -2 * (3 - x);
export const loss = (x: number) => gradient(x) ** 2 / 4;
export const step = (x: number, rate: number) => 3 + (1 - 2 * rate) * (x - 3);

const walkFrom = (path: number[], rate: number, left: number): number[] =>
  left === 0 ? path : walkFrom((path.push(step(path.at(-1)!, rate)), path), rate, left - 1);

export const walk = (x0: number, rate: number, steps: number) => walkFrom([x0], rate, steps);

export const stepVector = (x: Vector, rate: number, gradient: Slope) =>
  gradient([...x]).map((slope, i) => x[i]! - rate * slope);

const size = (slopes: Vector) => Math.sqrt(slopes.map((slope) => slope * slope).reduce((a, b) => a + b, 0));

export const descend = (
  problem: { readonly loss: (x: number[]) => number; readonly gradient: Slope },
  x0: Vector,
  options: Readonly<Record<"learningRate" | "maxIterations" | "gradientTolerance" | "lossThreshold", number>>,
) => {
  const { learningRate, maxIterations, gradientTolerance, lossThreshold } = options;
  if (!(learningRate > 0) || learningRate - learningRate !== 0) throw RangeError("bad learningRate");
  const from = (path: number[][]): object => {
    const x = path.at(-1)!;
    const iterations = path.length - 1;
    const end = (reason: string) => ({ x, path, iterations, reason });
    return problem.loss(x) <= lossThreshold
      ? end("loss")
      : size(problem.gradient(x)) <= gradientTolerance
        ? end("gradient")
        : iterations >= maxIterations
          ? end("iterations")
          : from((path.push(stepVector(x, learningRate, problem.gradient)), path));
  };
  return from([[...x0]]);
};

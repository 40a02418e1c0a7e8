// The descent is an instance of a class whose parts are getters over private fields; the error is a subclass.
type Vector = number[];
interface Problem {
  loss(x: Vector): number;
  gradient(x: Vector): Vector;
}
interface Options {
  learningRate: number;
  maxIterations: number;
  gradientTolerance: number;
  lossThreshold: number;
}

class LearningRateError extends RangeError {
  override name = "LearningRateError";
}

class Walker {
  readonly #path: Vector[];
  #reason: "loss" | "gradient" | "iterations" | undefined;

  constructor(start: Vector) {
    this.#path = [start.slice()];
  }
  get x(): Vector {
    return this.#path.at(-1)!;
  }
  get path(): Vector[] {
    return this.#path;
  }
  get iterations(): number {
    return this.#path.length - 1;
  }
  get reason(): string | undefined {
    return this.#reason;
  }
  run({ loss, gradient }: Problem, options: Options): this {
    while ((this.#reason = this.#reasonToStop(loss, gradient, options)) === undefined) {
      this.#path.push(stepVector(this.x, options.learningRate, gradient));
    }
    return this;
  }
  #reasonToStop(loss: Problem["loss"], gradient: Problem["gradient"], options: Options) {
    if (loss(this.x) <= options.lossThreshold) return "loss";
    if (lengthOf(gradient(this.x)) <= options.gradientTolerance) return "gradient";
    return this.iterations >= options.maxIterations ? "iterations" : undefined;
  }
}

const lengthOf = (slopes: Vector): number =>
  Math.sqrt(slopes.reduce((total, slope) => total + slope ** 2, 0));

export const loss = (x: number): number => Math.pow(x - 3, 2);
export const gradient = (x: number): number => 2 * x - 6;
export const step = (x: number, rate: number): number => x - gradient(x) * rate;

export const walk = (x0: number, rate: number, steps: number): number[] => {
  const path = [x0];
  while (path.length <= steps) path.push(step(path.at(-1)!, rate));
  return path;
};

export const stepVector = (x: Vector, rate: number, gradient: (x: Vector) => Vector): Vector => {
  const slopes = gradient(x);
  const next: Vector = [];
  for (const [i, value] of x.entries()) next.push(value - rate * slopes[i]!);
  return next;
};

export const descend = (problem: Problem, x0: Vector, options: Options): Walker => {
  const { learningRate } = options;
  if (!Number.isFinite(learningRate) || learningRate <= 0)
    throw new LearningRateError(`learning rate ${learningRate}: must be positive and finite`);
  return new Walker(x0).run(problem, options);
};

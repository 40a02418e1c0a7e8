// A penalty and a search as classes with private fields; the search keeps the slopes of the place where it is.
type Vector = number[];
type Rule = (gradient: Vector, learningRate: number) => Vector;
type Strengths = { readonly l1: number; readonly l2: number };

class Weight {
  readonly #value: number;
  constructor(value: number) {
    this.#value = value;
  }
  get sign(): number {
    return this.#value === 0 ? 0 : this.#value / Math.abs(this.#value);
  }
  cost({ l1, l2 }: Strengths): number {
    return this.#value * (l1 * Math.sign(this.#value) + (this.#value * l2) / 2);
  }
  pull({ l1, l2 }: Strengths): number {
    return l2 * this.#value + l1 * Math.sign(this.#value);
  }
  violation(slope: number, l1: number): number {
    if (this.#value === 0) return Math.abs(slope) > l1 ? Math.abs(slope) - l1 : slope * 0;
    return Math.abs(slope * this.sign + l1);
  }
}

export const penalty = ([, ...weights]: Vector, strengths: Strengths): number =>
  weights.map((weight) => new Weight(weight).cost(strengths)).reduce((sum, cost) => sum + cost, 0);
export const penaltyGradient = ([, ...weights]: Vector, strengths: Strengths): Vector => [
  0,
  ...weights.map((weight) => new Weight(weight).pull(strengths)),
];

export const withPenalty = (rule: Rule, strengths: Strengths) => (theta: Vector, gradient: Vector, rate: number) => {
  const pulls = penaltyGradient(theta, strengths);
  const update = rule(
    pulls.map((pull, j) => pull + gradient[j]!),
    rate,
  );
  return theta.map((place, j) => place + update[j]!);
};
export const withDecay = (rule: Rule, decay: number) => (theta: Vector, gradient: Vector, rate: number) => {
  const update = rule(gradient, rate);
  return theta.map((place, j) => update[j]! + (1 - rate * decay * Number(j > 0)) * place);
};

export function softThreshold(value: number, threshold: number): number {
  const left = Math.abs(value) - threshold;
  return left <= 0 ? 0 : value < 0 ? -left : left;
}

export const withProximal = (rule: Rule, l1: number) => (theta: Vector, gradient: Vector, rate: number) => {
  const update = rule(gradient, rate);
  const [bias = 0, ...weights] = theta.map((place, j) => place + update[j]!);
  return [bias, ...weights.map((weight) => softThreshold(weight, rate * l1))];
};

export function optimalityGap([, ...weights]: Vector, [bias = 0, ...slopes]: Vector, l1: number): number {
  const violations = weights.map((weight, j) => new Weight(weight).violation(slopes[j]!, l1));
  return [Math.abs(bias), ...violations].some(Number.isNaN)
    ? NaN
    : violations.reduce((gap, each) => (each > gap ? each : gap), Math.abs(bias));
}

class Search {
  #theta: Vector;
  #slopes: Vector;
  readonly #gradient: (theta: Vector) => Vector;
  constructor(gradient: (theta: Vector) => Vector, start: Vector) {
    this.#gradient = gradient;
    this.#theta = [...start];
    this.#slopes = [...gradient(this.#theta)];
  }
  minimum(l1: number, learningRate: number, tolerance: number, steps: number): Vector {
    const step = withProximal((gradient, rate) => gradient.map((slope) => -rate * slope), l1);
    for (let left = steps; !(optimalityGap(this.#theta, this.#slopes, l1) <= tolerance); left--) {
      if (left === 0) throw new RangeError("not found");
      this.#theta = step(this.#theta, this.#slopes, learningRate);
      this.#slopes = [...this.#gradient(this.#theta)];
    }
    return [...this.#theta];
  }
}

export function lassoPath(
  gradient: (theta: Vector) => Vector,
  start: Vector,
  lambdas: readonly number[],
  { learningRate, tolerance, steps }: { learningRate: number; tolerance: number; steps: number },
): Vector[] {
  if (lambdas.length === 0) return [];
  const search = new Search(gradient, start);
  return lambdas.map((l1) => search.minimum(l1, learningRate, tolerance, steps));
}

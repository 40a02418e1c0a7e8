// Results are instances of classes with private fields behind getters; the descent is an object that is asked to step.
type Vector = readonly number[];
interface Problem {
  loss: (x: number[]) => number;
  gradient: (x: number[]) => Vector;
}
interface Options {
  learningRate: number;
  steps: number;
  growth: number;
}

class Direction {
  readonly #r: number;
  constructor(rate: number, curvature: number) {
    this.#r = 1 - rate * curvature;
  }
  get regime(): "monotone" | "oscillating" | "limit" | "divergent" {
    if (this.#r > -1 && this.#r < 0) return "oscillating";
    if (this.#r >= 0 && this.#r < 1) return "monotone";
    return this.#r === 1 || this.#r === -1 ? "limit" : "divergent";
  }
}
export const regime = (rate: number, curvature: number) => new Direction(rate, curvature).regime;

export function curvatures([[a, b], [c, d]]: [[number, number], [number, number]]): [number, number] {
  const [sum, gap] = [a + d, Math.sqrt((a - d) ** 2 + 4 * b * c)];
  return [(sum - gap) / 2, (sum + gap) / 2];
}

class Rates {
  readonly #mu: number;
  readonly #l: number;
  constructor(list: Vector) {
    this.#mu = list.reduce((least, each) => (each < least ? each : least));
    this.#l = list.reduce((most, each) => (each > most ? each : most));
  }
  get limit(): number {
    return 2 / this.#l;
  }
  get best(): number {
    return 1 / ((this.#mu + this.#l) / 2);
  }
  get factor(): number {
    return Math.abs(1 - this.best * this.#l);
  }
}
export const rates = (list: Vector) => new Rates(list);

export class Arrow {
  readonly at: Float64Array;
  constructor(at: ArrayLike<number>) {
    this.at = Float64Array.from(at);
  }
  get length(): number {
    return Math.sqrt(this.dot(this));
  }
  dot(other: Arrow): number {
    let sum = 0;
    for (const [i, each] of this.at.entries()) sum += each * other.at[i]!;
    return sum;
  }
  times(by: number): Arrow {
    return new Arrow(this.at.map((each) => each * by));
  }
  plus(other: Arrow): Arrow {
    return new Arrow(this.at.map((each, i) => each + other.at[i]!));
  }
}

export function sharpness(
  gradient: Problem["gradient"],
  x: Vector,
  direction: Vector,
  steps: number,
): number {
  const [here, h] = [new Arrow(x), 2e-4];
  const slopes = (at: Arrow): Arrow => new Arrow(gradient([...at.at]));
  let [arrow, estimate] = [new Arrow(direction), 0];
  while (steps-- > 0 && arrow.length !== 0) {
    const unit = arrow.times(1 / arrow.length);
    const [plus, minus] = [h, -h].map((by) => slopes(here.plus(unit.times(by))));
    arrow = plus!.plus(minus!.times(-1)).times(0.5 / h);
    estimate = unit.dot(arrow);
  }
  return arrow.length === 0 ? 0 : estimate;
}

class Descent {
  readonly losses: number[] = [];
  readonly #problem: Problem;
  readonly #options: Options;
  #at: number[];
  #best: { x: number[]; loss: number };
  #bad = false;
  constructor(problem: Problem, x0: Vector, options: Options) {
    [this.#problem, this.#options, this.#at] = [problem, options, [...x0]];
    this.#best = { x: [...x0], loss: Infinity };
    this.#look();
    while (!this.#bad && this.losses.length <= options.steps) this.#step();
  }
  #look(): void {
    const loss = this.#problem.loss(this.#at);
    this.losses.push(loss);
    const limit = this.#options.growth * this.losses[0]!;
    this.#bad = !Number.isFinite(loss) || loss > limit;
    if (loss < this.#best.loss && !this.#bad) this.#best = { x: [...this.#at], loss };
  }
  #step(): void {
    const slopes = this.#problem.gradient(this.#at);
    this.#at = this.#at.map((value, i) => value + -this.#options.learningRate * slopes[i]!);
    this.#look();
  }
  get status(): "done" | "diverged" {
    return this.#bad ? "diverged" : "done";
  }
  get x(): number[] {
    return this.#best.x;
  }
}
export const descend = (problem: Problem, x0: Vector, options: Options) => new Descent(problem, x0, options);

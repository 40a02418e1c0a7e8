// Every schedule is an object with a private state behind `at`, returned as a bound method.
type Rate = (step: number) => number;
interface Bowl {
  curvature: number;
  noise: number;
  start: number;
}

abstract class Base {
  abstract at(step: number): number;
  get rate(): Rate {
    return this.at.bind(this);
  }
}

class Inverse extends Base {
  readonly #first: number;
  readonly #half: number;
  constructor(first: number, half: number) {
    super();
    this.#first = first;
    this.#half = half;
  }
  override at(step: number): number {
    return (this.#first * this.#half) / (this.#half + step);
  }
}

class Geometric extends Base {
  constructor(
    readonly first: number,
    readonly every: number,
    readonly factor: number,
    readonly stairs: boolean,
  ) {
    super();
  }
  override at(step: number): number {
    const done = this.stairs ? Math.trunc(step / this.every) : step / this.every;
    return this.first * Math.exp(done * Math.log(this.factor));
  }
}

class Ending extends Base {
  constructor(
    readonly first: number,
    readonly last: number,
    readonly steps: number,
    readonly shape: (left: number) => number,
  ) {
    super();
  }
  override at(step: number): number {
    const share = this.shape(Math.max(0, this.steps - step) / this.steps);
    return share * this.first + (1 - share) * this.last;
  }
}

class Chain extends Base {
  readonly #ends: readonly { readonly from: number; readonly to: number; readonly rate: Rate }[];
  constructor(parts: readonly { schedule: Rate; steps: number }[]) {
    super();
    let from = 0;
    this.#ends = parts.map(({ schedule, steps }) => ({ from, to: (from += steps), rate: schedule }));
  }
  override at(step: number): number {
    const { from, rate } = this.#ends.find(({ to }) => step < to) ?? this.#ends.at(-1)!;
    return rate(step - from);
  }
}

export class Walk {
  readonly errors: number[];
  constructor(rate: Rate, { curvature, noise, start }: Bowl, steps: number) {
    this.errors = [start];
    while (this.errors.length <= steps) {
      const eta = rate(this.errors.length - 1);
      this.errors.push(this.errors.at(-1)! * (1 - eta * curvature) ** 2 + noise * eta ** 2);
    }
  }
}

export const expectedErrors = (rate: Rate, bowl: Bowl, steps: number) => new Walk(rate, bowl, steps).errors;
export const timeBased = (first: number, half: number) => new Inverse(first, half).rate;
export const bestRates = ({ curvature, noise, start }: Bowl) => {
  const first = (curvature * start) / (curvature ** 2 * start + noise);
  return new Inverse(first, 1 / (first * curvature)).rate;
};
export const exponential = (first: number, every: number, factor: number, stairs = false) =>
  new Geometric(first, every, factor, stairs).rate;
export const polynomial = (first: number, steps: number, last: number, power: number) =>
  new Ending(first, last, steps, (left) => left ** power).rate;
export const cosine = (first: number, steps: number, last: number) =>
  new Ending(first, last, steps, (left) => Math.sin((Math.PI / 2) * left) ** 2).rate;
export const warmup = (rate: Rate, steps: number): Rate =>
  steps === 0 ? rate : (step) => Math.min(steps, step) * (rate(step) / steps);
export const join = (parts: readonly { schedule: Rate; steps: number }[]) => new Chain(parts).rate;

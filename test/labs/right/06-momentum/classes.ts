// States and runs are instances of classes with private fields behind getters; each rule is a subclass of another.
type Vector = readonly number[];
type Gradient = (x: number[]) => number[];
interface Settings {
  learningRate: number;
  momentum: number;
}
interface State {
  x: Vector;
  v: Vector;
}

class Ball implements State {
  readonly #x: Vector;
  readonly #v: Vector;
  constructor(x: Vector, v: Vector) {
    this.#x = x;
    this.#v = v;
  }
  get x(): Vector {
    return this.#x;
  }
  get v(): Vector {
    return this.#v;
  }
}

class HeavyBall {
  protected readonly settings: Settings;
  constructor(settings: Settings) {
    this.settings = { ...settings };
  }
  protected place({ x }: State): Vector {
    return x;
  }
  step(gradient: Gradient, state: State): Ball {
    const { learningRate, momentum } = this.settings;
    const slopes = gradient([...this.place(state)]);
    const v = slopes.map((slope, i) => slope + momentum * state.v[i]!);
    return new Ball(
      v.map((velocity, i) => -learningRate * velocity + state.x[i]!),
      v,
    );
  }
}

class Nesterov extends HeavyBall {
  protected override place({ x, v }: State): Vector {
    const drift = this.settings.learningRate * this.settings.momentum;
    return x.map((value, i) => value - drift * v[i]!);
  }
}

export const heavyBall = (gradient: Gradient, state: State, settings: Settings) =>
  new HeavyBall(settings).step(gradient, state);
export const nesterov = (gradient: Gradient, state: State, settings: Settings) =>
  new Nesterov(settings).step(gradient, state);

export function convergenceFactor({ learningRate, momentum }: Settings, curvature: number): number {
  const half = (1 + momentum - learningRate * curvature) / 2;
  const inside = half ** 2 - momentum;
  return inside >= 0 ? Math.abs(half) + inside ** 0.5 : Number.isNaN(inside) ? NaN : momentum ** 0.5;
}

class Run {
  static readonly units = {
    sum: (_: number, __: number) => 1,
    step: (rate: number, _: number) => -rate,
    mean: (_: number, beta: number) => 1 - beta,
  };
  readonly momentum: number;
  readonly #rate: number;
  readonly #sum: Vector;
  readonly #as: keyof typeof Run.units;
  constructor(rate: number, momentum: number, sum: Vector, as: keyof typeof Run.units) {
    [this.momentum, this.#rate, this.#sum, this.#as] = [momentum, rate, sum, as];
  }
  get learningRate(): number {
    return this.#as === "mean" ? this.#rate / (1 - this.momentum) : this.#rate;
  }
  get v(): Vector {
    return this.#sum.map((value) => value * Run.units[this.#as](this.#rate, this.momentum));
  }
}

export function convert(
  { learningRate, momentum, v }: Settings & { v: Vector },
  from: keyof typeof Run.units,
  to: keyof typeof Run.units,
): Run {
  const rate = from === "mean" ? learningRate * (1 - momentum) : learningRate;
  const sum = v.map((value) => value / Run.units[from](rate, momentum));
  return new Run(rate, momentum, sum, to);
}

// States and rules are classes with private fields behind getters; the three rules are subclasses of one.
type Vector = readonly number[];
type Gradient = (x: number[]) => Vector;
interface Settings {
  learningRate: number;
  epsilon: number;
  beta: number;
}
interface State {
  readonly x: Vector;
  readonly v: Vector;
}

class Place implements State {
  readonly #x: Float64Array;
  readonly #v: Float64Array;
  constructor(x: Float64Array, v: Float64Array) {
    [this.#x, this.#v] = [x, v];
  }
  get x(): number[] {
    return [...this.#x];
  }
  get v(): number[] {
    return [...this.#v];
  }
}

abstract class Rule {
  protected readonly settings: Settings;
  constructor(settings: Settings) {
    this.settings = { ...settings };
  }
  protected abstract remembered(old: number, slope: number): number;
  protected divisor(v: number): number {
    return this.settings.epsilon + v ** 0.5;
  }
  step(gradient: Gradient, { x, v }: State): Place {
    const slopes = gradient([...x]);
    const memory = Float64Array.from(v, (old, i) => this.remembered(old, slopes[i]!));
    const rate = this.settings.learningRate;
    return new Place(
      Float64Array.from(x, (place, i) => place - rate * (slopes[i]! / this.divisor(memory[i]!))),
      memory,
    );
  }
}

class Adagrad extends Rule {
  protected override remembered(old: number, slope: number): number {
    return slope * slope + old;
  }
}
class Rmsprop extends Rule {
  protected override remembered(old: number, slope: number): number {
    const { beta } = this.settings;
    return (1 - beta) * slope * slope + beta * old;
  }
}
class Inside extends Rmsprop {
  protected override divisor(v: number): number {
    return (this.settings.epsilon + v) ** 0.5;
  }
}

export const adagrad = (gradient: Gradient, state: State, settings: Settings) =>
  new Adagrad(settings).step(gradient, state);
export const rmsprop = (gradient: Gradient, state: State, settings: Settings) =>
  new Rmsprop(settings).step(gradient, state);
export const rmspropInside = (gradient: Gradient, state: State, settings: Settings) =>
  new Inside(settings).step(gradient, state);

export class Epsilon {
  static convert(epsilon: number, v: number, to: "inside" | "outside"): number {
    return to === "outside"
      ? epsilon / (Math.sqrt(v) + Math.sqrt(epsilon + v))
      : epsilon * epsilon + 2 * epsilon * Math.sqrt(v);
  }
}
export const convertEpsilon = Epsilon.convert;

export function descend(gradient: Gradient, start: Vector, settings: Settings, steps: number): number[] {
  let place = new Place(Float64Array.from(start), new Float64Array(start.length));
  for (const t of Array(steps).keys()) {
    const learningRate = (settings.learningRate * (steps - t)) / steps;
    place = new Rmsprop({ ...settings, learningRate }).step(gradient, place);
  }
  return place.x;
}

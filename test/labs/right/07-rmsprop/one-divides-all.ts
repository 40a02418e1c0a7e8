// One function makes all three rules from a memory and a divisor; descend is a reduction; everything frozen.
type Vector = readonly number[];
type Gradient = (x: number[]) => Vector;
type Settings = Readonly<Record<"learningRate" | "epsilon" | "beta", number>>;
type State = Readonly<Record<"x" | "v", Vector>>;
type Memory = (old: number, square: number, beta: number) => number;
type Divisor = (v: number, epsilon: number) => number;

const rule =
  (memory: Memory, divisor: Divisor) =>
  (gradient: Gradient, { x, v }: State, { learningRate, epsilon, beta }: Settings): State => {
    const slopes = Object.freeze([...gradient([...x])]);
    const next = slopes.map((slope, i) => memory(v[i]!, slope * slope, beta));
    const places = next.map((each, i) => x[i]! + -learningRate * (slopes[i]! / divisor(each, epsilon)));
    return Object.freeze({ x: Object.freeze(places), v: Object.freeze(next) });
  };

const mean: Memory = (old, square, beta) => old + (1 - beta) * (square - old);
const outside: Divisor = (v, epsilon) => Math.sqrt(v) + epsilon;

export const adagrad = rule((old, square) => old + square, outside);
export const rmsprop = rule(mean, outside);
export const rmspropInside = rule(mean, (v, epsilon) => Math.sqrt(v + epsilon));

export const descend = (gradient: Gradient, start: Vector, settings: Settings, steps: number): Vector =>
  Array.from({ length: steps }, (_, t) => settings.learningRate - (settings.learningRate * t) / steps).reduce<State>(
    (state, learningRate) => rmsprop(gradient, state, { ...settings, learningRate }),
    { x: [...start], v: Array.from(start, () => 0) },
  ).x;

export const convertEpsilon = (epsilon: number, v: number, to: string): number => {
  const root = v ** 0.5;
  switch (to) {
    case "inside":
      return epsilon * (root + (root + epsilon));
    default:
      return epsilon / (root + (v + epsilon) ** 0.5);
  }
};

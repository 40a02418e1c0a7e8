// Float64Array throughout, results too; the divisor is computed in place in a copy.
type Numbers = ArrayLike<number>;
type Gradient = (x: Float64Array) => Numbers;
interface Settings {
  readonly learningRate: number;
  readonly epsilon: number;
  readonly beta?: number;
}
type State = Readonly<Record<"x" | "v", Numbers>>;

const moved = (x: Numbers, slopes: Numbers, divisor: Float64Array, rate: number): Float64Array =>
  Float64Array.from(x, (place, i) => place - (rate * slopes[i]!) / divisor[i]!);
const mean = (v: Numbers, slopes: Numbers, beta = 0): Float64Array =>
  Float64Array.from(v, (old, i) => beta * old + (1 - beta) * slopes[i]! ** 2);

export function adagrad(gradient: Gradient, { x, v }: State, { learningRate, epsilon }: Settings) {
  const slopes = gradient(Float64Array.from(x));
  const sums = Float64Array.from(v, (old, i) => old + slopes[i]! ** 2);
  return { x: moved(x, slopes, sums.map(Math.sqrt).map((root) => root + epsilon), learningRate), v: sums };
}
export function rmsprop(gradient: Gradient, { x, v }: State, { learningRate, epsilon, beta }: Settings) {
  const slopes = gradient(Float64Array.from(x));
  const next = mean(v, slopes, beta);
  return { x: moved(x, slopes, next.map(Math.sqrt).map((root) => root + epsilon), learningRate), v: next };
}
export function rmspropInside(gradient: Gradient, { x, v }: State, { learningRate, epsilon, beta }: Settings) {
  const slopes = gradient(Float64Array.from(x));
  const next = mean(v, slopes, beta);
  return { x: moved(x, slopes, next.map((each) => Math.sqrt(each + epsilon)), learningRate), v: next };
}
export function descend(gradient: Gradient, start: Numbers, settings: Settings, steps: number): Float64Array {
  let state: State = { x: Float64Array.from(start), v: new Float64Array(start.length) };
  for (let left = steps; left > 0; left--)
    state = rmsprop(gradient, state, { ...settings, learningRate: settings.learningRate * (left / steps) });
  return state.x as Float64Array;
}
export const convertEpsilon = (epsilon: number, v: number, to: string): number =>
  ({
    inside: epsilon * (2 * Math.sqrt(v) + epsilon),
    outside: epsilon / (Math.sqrt(v) + Math.sqrt(v + epsilon)),
  })[to]!;

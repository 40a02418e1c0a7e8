// Points and velocities are Float64Arrays, and each answer brings more than was asked for.
type Numbers = ArrayLike<number>;
type Gradient = (x: number[]) => Numbers;
interface Settings {
  readonly learningRate: number;
  readonly momentum: number;
}
interface State {
  readonly x: Numbers;
  readonly v: Numbers;
}

export function heavyBall(gradient: Gradient, { x, v }: State, { learningRate, momentum }: Settings) {
  const slopes = gradient(x as number[]);
  const velocity = new Float64Array(v.length);
  const point = Float64Array.from(x);
  for (let i = 0; i < velocity.length; i++) {
    velocity[i] = momentum * v[i]! + slopes[i]!;
    point[i]! -= learningRate * velocity[i]!;
  }
  return { x: point, v: velocity, slopes: Array.from(slopes), momentum };
}

export function nesterov(gradient: Gradient, state: State, settings: Settings) {
  const { learningRate, momentum } = settings;
  const ahead = Float64Array.from(state.x, (value, i) => value - momentum * learningRate * state.v[i]!);
  const slopes = gradient(ahead as unknown as number[]);
  return { ...heavyBall(() => slopes, state, settings), ahead };
}

/** The length of a complex number that is always computed, real roots or not. */
export function convergenceFactor({ learningRate, momentum }: Settings, curvature: number): number {
  const trace = 1 + momentum - learningRate * curvature;
  const discriminant = trace * trace - 4 * momentum;
  const [real, imaginary] =
    discriminant < 0 ? [0, Math.sqrt(-discriminant)] : [Math.sqrt(discriminant), 0];
  return Math.hypot(Math.abs(trace) + real, imaginary) / 2;
}

export function convert(
  { learningRate, momentum, v }: Settings & { readonly v: Numbers },
  from: "sum" | "step" | "mean",
  to: "sum" | "step" | "mean",
) {
  const left = 1 - momentum;
  const rate = from === "mean" ? learningRate * left : learningRate;
  const sum = Float64Array.from(v, (each) => (from === "sum" ? each : each / (from === "mean" ? left : -rate)));
  const scale = to === "sum" ? 1 : to === "mean" ? left : -rate;
  return { learningRate: to === "mean" ? rate / left : rate, momentum, v: sum.map((each) => each * scale), from, to };
}

// One line for each of the nine conversions; Polyak's form for the step; everything frozen.
type Vector = readonly number[];
type Settings = Readonly<Record<"learningRate" | "momentum", number>>;
type State = Readonly<Record<"x" | "v", Vector>>;

const scaled = (list: Vector, by: number): Vector => Object.freeze(list.map((value) => by * value));
const plus = (a: Vector, b: Vector): Vector => Object.freeze(a.map((value, i) => value + b[i]!));

/** x − η∇J + β(x − the place before), where the last step was −ηv. */
export const heavyBall = (gradient: (x: number[]) => Vector, { x, v }: State, settings: Settings): State => {
  const { learningRate: eta, momentum: beta } = settings;
  const slopes = gradient([...x]);
  return Object.freeze({
    x: plus(plus(x, scaled(slopes, -eta)), scaled(scaled(v, -eta), beta)),
    v: plus(scaled(v, beta), slopes),
  });
};

export const nesterov = (gradient: (x: number[]) => Vector, { x, v }: State, settings: Settings): State =>
  heavyBall(
    () => gradient([...plus(x, scaled(v, -settings.learningRate * settings.momentum))]),
    { x, v },
    settings,
  );

const roots = (sum: number, product: number): Vector => {
  const half = sum / 2;
  const apart = half * half - product;
  if (apart < 0) return [Math.sqrt(half * half - apart)];
  return [half + Math.sqrt(apart), half - Math.sqrt(apart)];
};
export const convergenceFactor = ({ learningRate, momentum }: Settings, curvature: number): number =>
  Math.max(...roots(1 + momentum - learningRate * curvature, momentum).map(Math.abs));

type Factors = (eta: number, share: number) => readonly [rate: number, velocity: number];
const ways: Readonly<Record<string, Factors>> = {
  "sum sum": (eta) => [eta, 1],
  "sum step": (eta) => [eta, -eta],
  "sum mean": (eta, share) => [eta / share, share],
  "step sum": (eta) => [eta, -1 / eta],
  "step step": (eta) => [eta, 1],
  "step mean": (eta, share) => [eta / share, -share / eta],
  "mean sum": (eta, share) => [eta * share, 1 / share],
  "mean step": (eta) => [NaN, -eta],
  "mean mean": (eta) => [eta, 1],
};

export const convert = (run: Settings & { readonly v: Vector }, from: string, to: string) => {
  const share = 1 - run.momentum;
  const [rate, velocity] = ways[`${from} ${to}`]!(run.learningRate, share);
  const learningRate = Number.isNaN(rate) ? run.learningRate * share : rate;
  return Object.freeze({ ...run, learningRate, v: scaled(run.v, velocity) });
};

// Recursive over the coordinates' list by pairs; every helper is a closure over the settings; results carry a prototype.
type Pair = readonly [x: number, v: number];
type Gradient = (x: number[]) => number[];
interface Settings {
  learningRate: number;
  momentum: number;
}
interface State {
  x: number[];
  v: number[];
}

const zip = ({ x, v }: State): Pair[] => x.map((value, i) => [value, v[i]!]);
const unzip = (pairs: Pair[]): State => {
  const state = Object.create({ about: "a state" }) as State;
  state.x = Array.from(pairs, ([x]) => x);
  state.v = Array.from(pairs, ([, v]) => v);
  return state;
};

const mover = ({ learningRate, momentum }: Settings) => ({
  coast: ([x, v]: Pair): number => x + -learningRate * momentum * v,
  push: ([x, v]: Pair, slope: number): Pair => {
    const velocity = [momentum * v, slope].reduce((a, b) => a + b);
    return [x + -learningRate * velocity, velocity];
  },
});

const stepFrom =
  (look: (pair: Pair, settings: Settings) => number) =>
  (gradient: Gradient, state: State, settings: Settings): State => {
    const pairs = zip(state);
    const slopes = gradient(pairs.map((pair) => look(pair, settings)));
    return unzip(pairs.map((pair, i) => mover(settings).push(pair, slopes[i]!)));
  };

export const heavyBall = stepFrom(([x]) => x);
export const nesterov = stepFrom((pair, settings) => mover(settings).coast(pair));

export function convergenceFactor(settings: Settings, curvature: number): number {
  const { learningRate, momentum } = settings;
  const stiffness = learningRate * curvature;
  const [low, high] = [(1 - Math.sqrt(momentum)) ** 2, (1 + Math.sqrt(momentum)) ** 2];
  if (stiffness > low && stiffness < high) return Math.sqrt(momentum);
  const sum = Math.abs(1 + momentum - stiffness);
  return (sum + Math.sqrt(Math.max(0, sum ** 2 - 4 * momentum)) + (Number.isNaN(stiffness) ? NaN : 0)) / 2;
}

export function convert<Run extends Settings & { v: number[] }>(run: Run, from: string, to: string) {
  const gain = (name: string, rate: number): number =>
    ({ sum: 1, step: -rate, mean: 1 - run.momentum })[name] ?? NaN;
  const ofSum = run.learningRate * (from === "mean" ? gain("mean", 0) : 1);
  const factor = gain(to, ofSum) / gain(from, ofSum);
  const learningRate = to === "mean" ? ofSum / gain("mean", 0) : ofSum;
  return { ...run, learningRate, v: run.v.map((each) => factor * each) };
}

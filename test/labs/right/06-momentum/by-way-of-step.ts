// Everything is done in Keras's convention: the state is made a step, moved, and made a sum again.
type Name = "sum" | "step" | "mean";
interface Run {
  learningRate: number;
  momentum: number;
  v: number[];
}

const toStep: Record<Name, (run: Run) => Run> = {
  step: (run) => ({ ...run, v: run.v.slice() }),
  sum: ({ v, ...run }) => ({ ...run, v: v.map((each) => -run.learningRate * each) }),
  mean: ({ v, ...run }) => ({
    ...run,
    learningRate: run.learningRate * (1 - run.momentum),
    v: v.map((each) => -run.learningRate * each),
  }),
};
const ofStep: Record<Name, (run: Run) => Run> = {
  step: (run) => run,
  sum: ({ v, ...run }) => ({ ...run, v: v.map((each) => each / -run.learningRate) }),
  mean: ({ v, ...run }) => {
    const learningRate = run.learningRate / (1 - run.momentum);
    return { ...run, learningRate, v: v.map((each) => -each / learningRate) };
  },
};
export const convert = (run: Run, from: Name, to: Name): Run => ofStep[to](toStep[from](run));

function* moved(
  slopes: readonly number[],
  { x, v }: { x: number[]; v: number[] },
  { learningRate, momentum }: Omit<Run, "v">,
): Generator<{ x: number; v: number }> {
  for (const [i, slope] of slopes.entries()) {
    const velocity = v[i]! * momentum + slope;
    yield { x: x[i]! - learningRate * velocity, v: velocity };
  }
}

type Rule = (
  gradient: (x: number[]) => number[],
  state: { x: number[]; v: number[] },
  settings: Omit<Run, "v">,
) => { x: number[]; v: number[] };

const ruleAt =
  (share: number): Rule =>
  (gradient, state, settings) => {
    const reach = share * settings.learningRate * settings.momentum;
    const place = share === 0 ? state.x : state.x.map((value, i) => value - reach * state.v[i]!);
    const all = [...moved(gradient(place), state, settings)];
    return { x: all.map(({ x }) => x), v: all.map(({ v }) => v) };
  };
export const heavyBall = ruleAt(0);
export const nesterov = ruleAt(1);

export const convergenceFactor: (settings: Omit<Run, "v">, curvature: number) => number = (
  { learningRate, momentum: product },
  curvature,
) => {
  const sum = 1 + product - learningRate * curvature;
  const root = Math.sqrt(product);
  if (Math.abs(sum) < 2 * root) return root;
  // The larger root first, the other would be product / larger.
  return (Math.abs(sum) + Math.sqrt((Math.abs(sum) - 2 * root) * (Math.abs(sum) + 2 * root))) / 2;
};

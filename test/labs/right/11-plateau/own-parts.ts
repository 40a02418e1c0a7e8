// `reset` is written on a rule that is given its parts; readings by a running index; the state is copied field by field.
type Vector = number[];
interface State {
  learningRate: number;
  best: number;
  bad: number;
  cooldown: number;
}
interface ResetState extends State {
  first: number;
  resets: number;
}
interface Settings {
  factor: number;
  patience: number;
  minDelta: number;
  cooldown: number;
  minRate: number;
  below?: number;
  shrink?: number;
}

export const start = (learningRate: number): State => ({ bad: 0, best: Number.POSITIVE_INFINITY, cooldown: 0, learningRate });

export const readings = (losses: Vector, size: number): Vector => {
  const sums = Array.from({ length: Math.floor(losses.length / size) }, () => 0);
  for (const [i, loss] of losses.entries()) {
    const group = Math.floor(i / size);
    if (group < sums.length) sums[group]! += loss;
  }
  return sums.map((sum) => sum / size);
};

export const track = (progress: { best: number; bad: number }, reading: number, minDelta: number) =>
  [
    { best: progress.best, bad: progress.bad + 1 },
    { best: reading, bad: 0 },
  ][Number(reading < progress.best - minDelta)]!;

const onPlateau =
  (settings: Settings) =>
  (learningRate: number): number =>
    Math.min(learningRate, Math.max(settings.minRate, settings.factor * learningRate));

export const reduce = (state: State, reading: number, settings: Settings): State => {
  const progress = track(state, reading, settings.minDelta);
  const bad = state.cooldown ? 0 : progress.bad;
  const plateau = bad > settings.patience;
  return {
    learningRate: (plateau ? onPlateau(settings) : (same: number) => same)(state.learningRate),
    best: progress.best,
    bad: plateau ? 0 : bad,
    cooldown: plateau ? settings.cooldown : state.cooldown && state.cooldown - 1,
  };
};

export const reset = (state: ResetState, reading: number, settings: Settings): ResetState => {
  const { first, resets } = state;
  const next = reduce(state, reading, settings);
  const again = first * settings.shrink! ** (resets + 1);
  const due = next.learningRate < settings.below! && again >= settings.below!;
  return Object.assign({ first, resets: due ? resets + 1 : resets }, due ? start(again) : next);
};

export const restarts = (step: number, cycles: { learningRate: number; final: number; length: number; growth: number }) => {
  const at = (since: number, length: number): number => {
    while (since >= length) {
      since -= length;
      length *= cycles.growth;
    }
    return since / length;
  };
  const half = (1 + Math.cos(Math.PI * at(step, cycles.length))) / 2;
  return half * cycles.learningRate + (1 - half) * cycles.final;
};

// No loops over cycles: the number of the cycle comes from a logarithm, corrected by a comparison.
type Numbers = readonly number[];
interface S {
  learningRate: number;
  best: number;
  bad: number;
  cooldown: number;
}
interface R extends S {
  first: number;
  resets: number;
}
interface Rules {
  factor: number;
  patience: number;
  minDelta: number;
  cooldown: number;
  minRate: number;
  below: number;
  shrink: number;
}

export const start = (learningRate: number): S => ({ learningRate, best: Infinity, bad: 0, cooldown: 0 });

export const readings = (losses: Numbers, size: number): number[] =>
  Array.from(
    { length: (losses.length - (losses.length % size)) / size },
    (_, j) => losses.slice(size * j, size * j + size).reduce((sum, loss) => sum + loss, 0) / size,
  );

export const track = ({ best, bad }: { best: number; bad: number }, reading: number, minDelta: number) => {
  const better = reading + minDelta < best;
  return { bad: better ? 0 : bad + 1, best: better ? reading : best };
};

const cutOf = (learningRate: number, { factor, minRate }: Rules): number =>
  learningRate > minRate ? Math.max(learningRate * factor, minRate) : learningRate;

export function reduce(state: S, reading: number, rules: Rules): S {
  const next = { ...state, ...track(state, reading, rules.minDelta) };
  switch (true) {
    case state.cooldown > 0:
      return { ...next, bad: 0, cooldown: state.cooldown - 1 };
    case next.bad > rules.patience:
      return { ...next, learningRate: cutOf(state.learningRate, rules), bad: 0, cooldown: rules.cooldown };
    default:
      return next;
  }
}

export const reset = (state: R, reading: number, rules: Rules): R => {
  const next = reduce(state, reading, rules);
  const resets = state.resets + 1;
  const again = Array.from({ length: resets }).reduce<number>((rate) => rate * rules.shrink, state.first);
  if (next.learningRate < rules.below && !(again < rules.below))
    return { ...start(again), first: state.first, resets };
  return { ...state, ...next };
};

export function restarts(
  step: number,
  { learningRate, final, length, growth }: { learningRate: number; final: number; length: number; growth: number },
): number {
  const begins = (i: number): number =>
    growth === 1 ? i * length : (length * (growth ** i - 1)) / (growth - 1);
  let cycle =
    growth === 1
      ? Math.floor(step / length)
      : Math.floor(Math.log((step * (growth - 1)) / length + 1) / Math.log(growth));
  if (begins(cycle + 1) <= step) cycle++;
  if (begins(cycle) > step) cycle--;
  const share = (step - begins(cycle)) / (length * growth ** cycle);
  const wave = Math.cos(Math.PI * share);
  return ((1 + wave) * learningRate + (1 - wave) * final) / 2;
}

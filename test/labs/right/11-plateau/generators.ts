// Groups and cycles come from generators; the answer of a step has additional fields.
interface S {
  readonly learningRate: number;
  readonly best: number;
  readonly bad: number;
  readonly cooldown: number;
}
interface Rules {
  readonly factor: number;
  readonly patience: number;
  readonly minDelta: number;
  readonly cooldown: number;
  readonly minRate: number;
}

export const start = (learningRate: number): S => Object.freeze({ learningRate, best: Infinity, bad: 0, cooldown: 0 });

function* grouped(losses: Iterable<number>, size: number): Generator<number[]> {
  let group: number[] = [];
  for (const loss of losses) {
    group.push(loss);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
}
export function readings(losses: Iterable<number>, size: number): number[] {
  const means: number[] = [];
  for (const group of grouped(losses, size)) {
    let mean = 0;
    for (const loss of group) mean += loss / size;
    means.push(mean);
  }
  return means;
}

export function track(progress: { best: number; bad: number }, reading: number, minDelta: number) {
  const verdict = reading < progress.best - minDelta ? "better" : "bad";
  return {
    verdict,
    best: verdict === "better" ? reading : progress.best,
    bad: verdict === "better" ? 0 : progress.bad + 1,
  };
}

export function reduce(state: S, reading: number, rules: Rules): S & { readonly wasCut: boolean } {
  const seen = track(state, reading, rules.minDelta);
  let { learningRate, cooldown } = state;
  let { bad } = seen;
  let wasCut = false;
  if (cooldown > 0) {
    cooldown -= 1;
    bad = 0;
  } else if (bad > rules.patience) {
    wasCut = true;
    bad = 0;
    cooldown = rules.cooldown;
    if (learningRate > rules.minRate) {
      learningRate *= rules.factor;
      if (learningRate < rules.minRate) learningRate = rules.minRate;
    }
  }
  return { learningRate, best: seen.best, bad, cooldown, wasCut };
}

export function reset(
  state: S & { first: number; resets: number },
  reading: number,
  rules: Rules & { below: number; shrink: number },
) {
  const next = { first: state.first, resets: state.resets, ...reduce(state, reading, rules) };
  if (next.learningRate >= rules.below) return next;
  let again = state.first * rules.shrink;
  for (let r = 0; r < state.resets; r++) again *= rules.shrink;
  return again < rules.below ? next : { ...next, ...start(again), resets: state.resets + 1 };
}

interface Cycles {
  learningRate: number;
  final: number;
  length: number;
  growth: number;
}
function* cyclesOf({ length, growth }: Cycles): Generator<{ from: number; to: number }, never> {
  for (let from = 0; ; ) {
    yield { from, to: from + length };
    from += length;
    length *= growth;
  }
}
export function restarts(step: number, cycles: Cycles): number {
  for (const { from, to } of cyclesOf({ ...cycles })) {
    if (step >= to) continue;
    const depth = Math.sin((Math.PI / 2) * ((step - from) / (to - from))) ** 2;
    return cycles.learningRate - depth * (cycles.learningRate - cycles.final);
  }
  return Number.NaN;
}

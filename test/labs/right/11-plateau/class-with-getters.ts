// A state is an instance of a class with private fields behind getters.
interface Rules {
  factor: number;
  patience: number;
  minDelta: number;
  cooldown: number;
  minRate: number;
}
interface Given {
  learningRate: number;
  best: number;
  bad: number;
  cooldown: number;
}

class Progress {
  readonly #best: number;
  readonly #bad: number;
  constructor(best: number, bad: number) {
    this.#best = best;
    this.#bad = bad;
  }
  get best(): number {
    return this.#best;
  }
  get bad(): number {
    return this.#bad;
  }
  after(reading: number, margin: number): Progress {
    if (this.#best - reading > margin) return new Progress(reading, 0);
    return new Progress(this.#best, this.#bad + 1);
  }
}

class State extends Progress {
  readonly learningRate: number;
  readonly cooldown: number;
  constructor(learningRate: number, best = Infinity, bad = 0, cooldown = 0) {
    super(best, bad);
    this.learningRate = learningRate;
    this.cooldown = cooldown;
  }
}

class ResetState extends State {
  readonly first: number;
  readonly resets: number;
  constructor(state: Given, first: number, resets: number) {
    super(state.learningRate, state.best, state.bad, state.cooldown);
    this.first = first;
    this.resets = resets;
  }
}

export const start = (learningRate: number): State => new State(learningRate);

export function readings(losses: readonly number[], size: number): Float64Array {
  const means = new Float64Array(Math.floor(losses.length / size));
  for (const j of means.keys()) {
    let total = 0;
    for (const loss of losses.slice(j * size, (j + 1) * size)) total += loss;
    means[j] = total / size;
  }
  return means;
}

export const track = (progress: { best: number; bad: number }, reading: number, margin: number): Progress =>
  new Progress(progress.best, progress.bad).after(reading, margin);

export function reduce(state: Given, reading: number, rules: Rules): State {
  const { best, bad } = track(state, reading, rules.minDelta);
  if (state.cooldown > 0) return new State(state.learningRate, best, 0, state.cooldown - 1);
  if (bad <= rules.patience) return new State(state.learningRate, best, bad, 0);
  const { learningRate: old } = state;
  const rate = old <= rules.minRate ? old : Math.max(rules.minRate, old * rules.factor);
  return new State(rate, best, 0, rules.cooldown);
}

export function reset(
  state: Given & { first: number; resets: number },
  reading: number,
  rules: Rules & { below: number; shrink: number },
): ResetState {
  const next = reduce(state, reading, rules);
  const begin = state.first * Math.pow(rules.shrink, state.resets + 1);
  return next.learningRate < rules.below && begin >= rules.below
    ? new ResetState(start(begin), state.first, state.resets + 1)
    : new ResetState(next, state.first, state.resets);
}

export function restarts(
  step: number,
  cycles: { learningRate: number; final: number; length: number; growth: number },
): number {
  const { learningRate: high, final: low, growth } = cycles;
  let [begin, end] = [0, cycles.length];
  while (step >= end) [begin, end] = [end, end + (end - begin) * growth];
  const angle = (Math.PI * (step - begin)) / (end - begin);
  return low + (high - low) * Math.cos(angle / 2) ** 2;
}

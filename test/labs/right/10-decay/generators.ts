// Errors come out of a generator; schedules remember what they computed, in a map of their own.
type Rate = (step: number) => number;
type Bowl = Record<"curvature" | "noise" | "start", number>;

const remembered = (rate: Rate): Rate => {
  const known = new Map<number, number>();
  return (step) => {
    if (!known.has(step)) known.set(step, rate(step));
    return known.get(step)!;
  };
};

function* errorsOf(rate: Rate, { curvature, noise, start }: Bowl, steps: number): Generator<number> {
  let error = start;
  yield error;
  for (let t = 0; t < steps; t++) {
    const eta = rate(t);
    const kept = 1 - eta * curvature;
    yield (error = kept * kept * error + eta * eta * noise);
  }
}
export const expectedErrors = (rate: Rate, bowl: Bowl, steps: number) => [...errorsOf(rate, bowl, steps)];

export const timeBased = (rate: number, steps: number): Rate =>
  remembered((step) => rate / ((steps + step) / steps));
export function bestRates({ curvature, noise, start }: Bowl): Rate {
  const [first, gain] = [1 / start, noise === 0 ? Infinity : curvature ** 2 / noise];
  return remembered((step) => {
    if (gain === Infinity) return 1 / (curvature * (step + 1));
    const error = 1 / (first + step * gain);
    return (curvature * error) / (curvature ** 2 * error + noise);
  });
}

export const exponential = (rate: number, every: number, factor: number, staircase?: boolean): Rate =>
  remembered((step) => {
    const rest = staircase === true ? step % every : 0;
    return rate * factor ** ((step - rest) / every);
  });

const clock = (steps: number) => (step: number) => (step < steps ? step / steps : 1);
export function polynomial(rate: number, steps: number, final: number, power: number): Rate {
  const time = clock(steps);
  return remembered((step) => rate - (rate - final) * (1 - (1 - time(step)) ** power));
}
export function cosine(rate: number, steps: number, final: number): Rate {
  const time = clock(steps);
  const [middle, half] = [(rate + final) / 2, (rate - final) / 2];
  return remembered((step) => middle + half * Math.cos(Math.PI * time(step)));
}

export const warmup = (schedule: Rate, steps: number): Rate =>
  remembered((step) => schedule(step) * (step >= steps ? 1 : step / steps));

function* starts(parts: Iterable<{ schedule: Rate; steps: number }>) {
  let from = 0;
  for (const { schedule, steps } of parts) {
    yield { from, schedule };
    from += steps;
  }
}
export function join(parts: Iterable<{ schedule: Rate; steps: number }>): Rate {
  const all = [...starts(parts)];
  return remembered((step) => {
    const { from, schedule } = all.findLast((part) => part.from <= step)!;
    return schedule(step - from);
  });
}

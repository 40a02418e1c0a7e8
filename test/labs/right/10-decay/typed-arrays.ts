// Errors in a Float64Array, the parts' ends too; schedules carry properties of their own.
type Rate = (step: number) => number;
interface Bowl {
  readonly curvature: number;
  readonly noise: number;
  readonly start: number;
}

export function expectedErrors(rate: Rate, bowl: Bowl, steps: number): Float64Array {
  const errors = new Float64Array(steps + 1);
  errors[0] = bowl.start;
  for (let t = 0; t < steps; t++) {
    const eta = rate(t);
    errors[t + 1] = errors[t]! * Math.pow(1 - eta * bowl.curvature, 2) + Math.pow(eta, 2) * bowl.noise;
  }
  return errors;
}

const named = (name: string, rate: Rate) => Object.assign(rate, { about: name });

export const timeBased = (rate: number, steps: number) =>
  named("time", (step) => rate / (1 + (1 / steps) * step));
export const bestRates = ({ curvature: l, noise: v, start: e }: Bowl) => {
  const halving = (l * l * e + v) / (l * l * e);
  return named("best", (step) => 1 / l / (halving + step));
};
export const exponential = (rate: number, every: number, factor: number, staircase = false) =>
  named("exponential", (step) => {
    if (!staircase) return rate * Math.pow(factor, step / every);
    let [left, stairs] = [step, 0];
    while (left >= every) [left, stairs] = [left - every, stairs + 1];
    return rate * Math.pow(factor, stairs);
  });
export const polynomial = (rate: number, steps: number, final: number, power: number) =>
  named("polynomial", (step) =>
    step >= steps ? final : final + (rate - final) * Math.pow(1 - step / steps, power),
  );
export const cosine = (rate: number, steps: number, final: number) =>
  named("cosine", (step) => {
    if (step >= steps) return final;
    return final + (rate - final) * 0.5 * (1 + Math.cos((step / steps) * Math.PI));
  });
export const warmup = (inner: Rate, steps: number) =>
  named("warmup", (step) => {
    if (step < steps) return (inner(step) * step) / steps;
    return inner(step);
  });
export const join = (parts: readonly { readonly schedule: Rate; readonly steps: number }[]) => {
  const rates = parts.map(({ schedule }) => schedule);
  const ends = new Float64Array(parts.length);
  parts.forEach(({ steps }, i) => (ends[i] = steps + (ends[i - 1] ?? 0)));
  return named("join", (step) => {
    let at = 0;
    while (at + 1 < ends.length && ends[at]! <= step) at++;
    return rates[at]!(step - (ends[at - 1] ?? 0));
  });
};

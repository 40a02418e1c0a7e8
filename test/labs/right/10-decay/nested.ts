// Everything is made of small functions of the share of time that is over; a join is a join of two, again and again.
type Rate = (step: number) => number;
type Part = { readonly schedule: Rate; readonly steps: number };
type Bowl = { readonly curvature: number; readonly noise: number; readonly start: number };

const over = (steps: number, shape: (share: number) => number): Rate => {
  return (step) => shape(Math.min(1, step / steps));
};
const between = (from: number, to: number) => (share: number) => from * share + to * (1 - share);

export const expectedErrors = (schedule: Rate, { curvature, noise, start }: Bowl, steps: number): number[] =>
  Array.from({ length: steps }, (_, t) => t).reduce(
    (errors, t) => {
      const eta = schedule(t);
      errors.push(errors[t]! - eta * curvature * (2 - eta * curvature) * errors[t]! + eta * eta * noise);
      return errors;
    },
    [start],
  );

export const timeBased =
  (rate: number, steps: number): Rate =>
  (step) =>
    rate * (steps / (steps + step));
export const bestRates = (bowl: Bowl): Rate => {
  const steps = 1 + bowl.noise / bowl.start / bowl.curvature / bowl.curvature;
  return timeBased(1 / bowl.curvature / steps, steps);
};

export const exponential = (rate: number, decaySteps: number, decayRate: number, staircase?: boolean): Rate =>
  staircase
    ? (step) => rate * decayRate ** ((step / decaySteps) | 0)
    : (step) => rate * 2 ** ((step * Math.log2(decayRate)) / decaySteps);

export const polynomial = (rate: number, steps: number, final: number, power: number): Rate =>
  over(steps, (share) => between(rate, final)((1 - share) ** power));
export const cosine = (rate: number, steps: number, final: number): Rate =>
  over(steps, (share) => between(rate, final)(Math.cos((Math.PI * share) / 2) ** 2));

export const warmup = (schedule: Rate, steps: number): Rate => {
  const share = steps > 0 ? over(steps, (each) => each) : () => 1;
  return (step) => share(step) * schedule(step);
};

const two =
  (first: Rate, steps: number, next: Rate): Rate =>
  (step) =>
    step < steps ? first(step) : next(step - steps);
export const join = (parts: readonly Part[]): Rate => {
  const [last, ...before] = [...parts].reverse();
  return before.reduce((next, { schedule, steps }) => two(schedule, steps, next), last!.schedule);
};

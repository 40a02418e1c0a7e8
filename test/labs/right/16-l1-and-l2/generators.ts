// Places come from generators; strengths are bound before anything is known of the weights.
type Vector = number[];
type Rule = (gradient: Vector, learningRate: number) => Vector;
type Settings = { learningRate: number; tolerance: number; steps: number };

function* weights(theta: Vector): Generator<readonly [weight: number, place: number]> {
  for (const [place, weight] of theta.entries()) if (place > 0) yield [weight, place];
}

export function penalty(theta: Vector, strengths: { l1: number; l2: number }): number {
  const totals = { l1: 0, l2: 0 };
  for (const [weight] of weights(theta)) {
    totals.l1 += Math.abs(weight);
    totals.l2 += weight ** 2 / 2;
  }
  return strengths.l1 * totals.l1 + strengths.l2 * totals.l2;
}

export function penaltyGradient(theta: Vector, strengths: { l1: number; l2: number }): Vector {
  const slopes = theta.map(() => 0);
  for (const [weight, place] of weights(theta))
    slopes[place] = strengths.l1 * Math.sign(weight) + strengths.l2 * weight;
  return slopes;
}

const added = (...vectors: readonly Vector[]): Vector =>
  vectors[0]!.map((_, j) => vectors.reduce((sum, vector) => sum + vector[j]!, 0));

export const withPenalty = (rule: Rule, strengths: { l1: number; l2: number }) =>
  (theta: Vector, gradient: Vector, rate: number): Vector =>
    added(theta, rule(added(gradient, penaltyGradient(theta, strengths)), rate));

export const withDecay = (rule: Rule, decay: number) =>
  (theta: Vector, gradient: Vector, rate: number): Vector =>
    added(theta, rule(gradient, rate), penaltyGradient(theta, { l1: 0, l2: -rate * decay }));

/** What is left of the value when its projection onto [−τ, τ] is taken away. */
export const softThreshold = (value: number, threshold: number): number =>
  threshold === Infinity ? 0 : value - Math.min(Math.max(value, -threshold), threshold);

export const withProximal = (rule: Rule, l1: number) =>
  (theta: Vector, gradient: Vector, rate: number): Vector => {
    const next = added(theta, rule(gradient, rate));
    for (const [weight, place] of weights(next)) next[place] = softThreshold(weight, rate * l1);
    return next;
  };

function* violations(theta: Vector, gradient: Vector, l1: number): Generator<number> {
  yield Math.abs(gradient[0]!);
  for (const [weight, place] of weights(theta)) {
    const slope = gradient[place]!;
    yield weight === 0 ? Math.max(0, Math.abs(slope) - l1) : Math.abs(slope + l1 * Math.sign(weight));
  }
}
export function optimalityGap(theta: Vector, gradient: Vector, l1: number): number {
  let gap = 0;
  for (const violation of violations(theta, gradient, l1)) gap = Math.max(gap, violation);
  return gap;
}

function* ista(gradient: (theta: Vector) => Vector, start: Vector, l1: number, rate: number) {
  const step = withProximal((slopes, eta) => slopes.map((slope) => -eta * slope), l1);
  let theta = start;
  for (;;) {
    const slopes = gradient(theta);
    yield { theta, gap: optimalityGap(theta, slopes, l1) };
    theta = step(theta, [...slopes], rate);
  }
}
export function lassoPath(
  gradient: (theta: Vector) => Vector,
  start: Vector,
  lambdas: readonly number[],
  settings: Settings,
): Vector[] {
  const path: Vector[] = [];
  search: for (const l1 of lambdas) {
    let left = settings.steps;
    for (const { theta, gap } of ista(gradient, path.at(-1) ?? start, l1, settings.learningRate)) {
      if (gap <= settings.tolerance) {
        path.push(theta.slice());
        continue search;
      }
      if (left-- === 0) throw new RangeError("too few steps");
    }
  }
  return path;
}

// Typed arrays throughout, also for what is returned.
type Numbers = ArrayLike<number>;
type Rule = (gradient: Float64Array, learningRate: number) => Numbers;

export const penalty = (theta: Numbers, { l1, l2 }: { l1: number; l2: number }): number =>
  Float64Array.from(theta)
    .subarray(1)
    .reduce((sum, w) => sum + l1 * Math.abs(w) + 0.5 * l2 * w * w, 0);

export function penaltyGradient(theta: Numbers, { l1, l2 }: { l1: number; l2: number }): Float64Array {
  const slopes = Float64Array.from(theta, (w) => l2 * w + l1 * Math.sign(w));
  slopes[0] = 0;
  return slopes;
}

const moved = (theta: Numbers, update: Numbers): Float64Array =>
  Float64Array.from(theta, (place, j) => place + update[j]!);

export const withPenalty =
  (rule: Rule, penalties: { l1: number; l2: number }) =>
  (theta: Numbers, gradient: Numbers, learningRate: number): Float64Array =>
    moved(theta, rule(moved(gradient, penaltyGradient(theta, penalties)), learningRate));

export const withDecay =
  (rule: Rule, decay: number) =>
  (theta: Numbers, gradient: Numbers, learningRate: number): Float64Array => {
    const next = moved(theta, rule(Float64Array.from(gradient), learningRate));
    for (let j = 1; j < next.length; j++) next[j]! -= learningRate * decay * theta[j]!;
    return next;
  };

export const softThreshold = (z: number, tau: number): number => Math.max(z - tau, 0) - Math.max(-z - tau, 0);

export const withProximal =
  (rule: Rule, l1: number) =>
  (theta: Numbers, gradient: Numbers, learningRate: number): Float64Array => {
    const next = moved(theta, rule(Float64Array.from(gradient), learningRate));
    next.subarray(1).forEach((z, j) => (next[j + 1] = softThreshold(z, learningRate * l1)));
    return next;
  };

export function optimalityGap(theta: Numbers, gradient: Numbers, l1: number): number {
  const violations = Float64Array.from(theta, (w, j) => {
    const g = gradient[j]!;
    if (j === 0) return Math.abs(g);
    return w === 0 ? Math.abs(softThreshold(g, l1)) : Math.abs(g + Math.sign(w) * l1);
  });
  // Sorting typed arrays puts NaN last.
  return violations.toSorted().at(-1)!;
}

export function lassoPath(
  gradient: (theta: Float64Array) => Numbers,
  start: Numbers,
  lambdas: readonly number[],
  settings: { learningRate: number; tolerance: number; steps: number },
): Float64Array[] {
  let theta = Float64Array.from(start);
  const descent: Rule = (slopes, rate) => slopes.map((slope) => -rate * slope);
  return lambdas.map((l1) => {
    const step = withProximal(descent, l1);
    let left = settings.steps;
    let slopes = Float64Array.from(gradient(theta));
    while (!(optimalityGap(theta, slopes, l1) <= settings.tolerance)) {
      if (left-- === 0) throw new RangeError(`λ₁ = ${l1}: not solved`);
      theta = step(theta, slopes, settings.learningRate);
      slopes = Float64Array.from(gradient(theta));
    }
    return theta.slice();
  });
}

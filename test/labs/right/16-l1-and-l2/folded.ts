// No loops and no variables that change: everything is folded or recursive, up to the depth that a stack allows.
type Vector = readonly number[];
type Rule = (gradient: Vector, learningRate: number) => Vector;

const weightsOf = (theta: Vector): Vector => theta.filter((_, j) => j > 0);
const onWeights = (theta: Vector, bias: (b: number) => number, weight: (w: number, j: number) => number): Vector =>
  theta.map((each, j) => (j > 0 ? weight(each, j) : bias(each)));

export const penalty = (theta: Vector, { l1, l2 }: { l1: number; l2: number }): number =>
  weightsOf(theta).reduce((sum, w) => sum + Math.abs(w) * l1 + (w * w * l2) / 2, 0);
export const penaltyGradient = (theta: Vector, { l1, l2 }: { l1: number; l2: number }): Vector =>
  onWeights(theta, () => 0, (w) => (w > 0 ? l2 * w + l1 : w < 0 ? l2 * w - l1 : w * 0));

export const withPenalty =
  (rule: Rule, strengths: { l1: number; l2: number }) => (theta: Vector, gradient: Vector, rate: number) =>
    [rule(penaltyGradient(theta, strengths).map((p, j) => p + gradient[j]!), rate)].flatMap((update) =>
      theta.map((place, j) => place + update[j]!),
    );
export const withDecay = (rule: Rule, decay: number) => (theta: Vector, gradient: Vector, rate: number) =>
  [rule(gradient, rate)].flatMap((update) =>
    onWeights(theta, (b) => b + update[0]!, (w, j) => w + update[j]! - rate * decay * w),
  );

export const softThreshold = (z: number, tau: number): number =>
  Number.isNaN(z) ? z : Math.abs(z) > tau ? z - Math.sign(z) * tau : 0;
export const withProximal = (rule: Rule, l1: number) => (theta: Vector, gradient: Vector, rate: number) =>
  [rule(gradient, rate)].flatMap((update) =>
    onWeights(theta, (b) => b + update[0]!, (w, j) => softThreshold(w + update[j]!, rate * l1)),
  );

export const optimalityGap = (theta: Vector, gradient: Vector, l1: number): number =>
  theta
    .map((w, j) =>
      j > 0
        ? w === 0
          ? Math.abs(softThreshold(gradient[j]!, l1))
          : Math.abs(gradient[j]! + (w > 0 ? l1 : w < 0 ? -l1 : NaN))
        : Math.abs(gradient[j]!),
    )
    .reduce((a, b) => Math.max(a, b));

type Settings = { learningRate: number; tolerance: number; steps: number };
const search = (
  gradient: (theta: Vector) => Vector,
  theta: Vector,
  l1: number,
  settings: Settings,
  left: number,
): Vector => {
  const slopes = gradient(theta);
  if (optimalityGap(theta, slopes, l1) <= settings.tolerance) return theta.slice();
  if (left === 0) throw new RangeError("too few steps");
  const step = withProximal((g, rate) => g.map((slope) => -slope * rate), l1);
  return search(gradient, step(theta, slopes, settings.learningRate), l1, settings, left - 1);
};
export const lassoPath = (
  gradient: (theta: Vector) => Vector,
  start: Vector,
  lambdas: readonly number[],
  settings: Settings,
): readonly Vector[] =>
  lambdas.reduce<readonly Vector[]>(
    (path, l1) => [...path, search(gradient, path.at(-1) ?? start, l1, settings, settings.steps)],
    [],
  );

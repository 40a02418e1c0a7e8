// Lists are Float64Arrays, everything is frozen that can be, and each answer brings more than was asked for.
type Numbers = ArrayLike<number>;
type Gradient = (x: number[]) => Numbers;

export const regime = (learningRate: number, curvature: number): string => {
  const size = Math.abs(1 - learningRate * curvature);
  const names = { less: learningRate * curvature > 1 ? "oscillating" : "monotone", equal: "limit" };
  return size < 1 ? names.less : size === 1 ? names.equal : "divergent";
};

/** By the angle that turns the bowl upright. */
export function curvatures([[a, b], [, d]]: readonly [readonly [number, number], readonly [number, number]]) {
  const angle = Math.atan2(2 * b, a - d) / 2;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const along = a * c * c + 2 * b * c * s + d * s * s;
  const across = a * s * s - 2 * b * c * s + d * c * c;
  return Float64Array.of(Math.min(along, across), Math.max(along, across));
}

export function rates(list: Numbers) {
  const sorted = Float64Array.from(list).sort();
  const [smallest, largest] = [sorted[0]!, sorted[sorted.length - 1]!];
  const best = 2 / (smallest + largest);
  return Object.freeze({ limit: 2 / largest, best, factor: best * largest - 1, smallest, largest });
}

export function sharpness(gradient: Gradient, x: Numbers, direction: Numbers, steps: number): number {
  const lengthOf = (list: Float64Array): number =>
    Math.sqrt(list.reduce((sum, each) => sum + each * each, 0));
  const h = 5e-5;
  let w = Float64Array.from(direction);
  let curvature = 0;
  for (let step = 1; step <= steps; step++) {
    const length = lengthOf(w);
    if (Object.is(length, 0)) return 0;
    const v = w.map((each) => each / length);
    const [ahead, behind] = [1, -1].map((side) =>
      gradient(Array.from(x, (each, i) => each + side * h * v[i]!)),
    );
    w = v.map((_, i) => (ahead![i]! - behind![i]!) / h / 2);
    curvature = v.reduce((sum, each, i) => sum + each * w[i]!, 0);
  }
  return curvature;
}

export function descend(
  problem: { readonly loss: (x: number[]) => number; readonly gradient: Gradient },
  x0: Numbers,
  options: { readonly learningRate: number; readonly steps: number; readonly growth: number },
) {
  const points = [Float64Array.from(x0)];
  const losses = [problem.loss(Array.from(x0))];
  const isGood = (): boolean =>
    Number.isFinite(losses.at(-1)) && losses.at(-1)! <= options.growth * losses[0]!;
  while (isGood() && losses.length <= options.steps) {
    const last = points.at(-1)!;
    const slopes = problem.gradient(Array.from(last));
    points.push(last.map((each, i) => each - options.learningRate * slopes[i]!));
    losses.push(problem.loss(Array.from(points.at(-1)!)));
  }
  const diverged = !isGood();
  const kept = diverged ? losses.slice(0, -1) : losses;
  const at = Math.max(0, kept.indexOf(kept.reduce((least, each) => Math.min(least, each), Infinity)));
  return {
    status: diverged ? "diverged" : "done",
    losses: Float64Array.from(losses),
    x: points[at],
    at,
    points: points.length,
  };
}

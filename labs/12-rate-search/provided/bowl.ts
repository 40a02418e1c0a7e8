import { gradientDescent, numbers } from "@downhill/optimizers";

/** The losses of a range test on ½ Σ λᵢxᵢ², in which each part begins at ½, and the place of the lowest. */
export function bowlTest(curvatures: readonly number[], rateAt: (step: number) => number, steps: number) {
  let places = curvatures.map((curvature) => ({ curvature, p: 1 / Math.sqrt(curvature) }));
  const losses = Array.from({ length: steps }, (_, t) => {
    const loss = places.reduce((sum, { curvature, p }) => sum + (curvature * p * p) / 2, 0);
    places = places.map(({ curvature, p }) => {
      const at = { g: curvature * p, p, t: 1, learningRate: rateAt(t) };
      return { curvature, p: p + gradientDescent.rule.step(numbers, at).update };
    });
    return loss;
  });
  return { losses, lowest: losses.indexOf(Math.min(...losses)) };
}

import type { Problem, Vector } from "../key/solution.ts";

/** (x − 3)² as a problem with one coordinate. */
export const parabola = (): Problem => ({
  loss: ([x = NaN]) => (x - 3) ** 2,
  gradient: ([x = NaN]) => [2 * (x - 3)],
});

/** The lesson's tilted bowl, 5 + u² + uv + v² with u = x₁ − 1 and v = x₂ + 2. */
export const bowl = (): Problem => ({
  loss: ([x = NaN, y = NaN]) => 5 + (x - 1) ** 2 + (x - 1) * (y + 2) + (y + 2) ** 2,
  gradient: ([x = NaN, y = NaN]) => [2 * (x - 1) + (y + 2), x - 1 + 2 * (y + 2)],
});

const sum = (list: Vector): number => list.reduce((total, value) => total + value, 0);

/**
 * A bowl in any number of coordinates around `centre`, tilted by `tilt`: floor + ½ Σ cᵢuᵢ² + ½ tilt (Σ uᵢ)². Every slope
 * depends on every coordinate.
 */
export const tilted = (curvatures: Vector, centre: Vector, tilt: number, floor: number): Problem => {
  const moved = (x: Vector): Vector => curvatures.map((_, i) => x[i]! - centre[i]!);
  return {
    loss(x) {
      const u = moved(x);
      return floor + sum(u.map((value, i) => (curvatures[i]! * value ** 2) / 2)) + (tilt * sum(u) ** 2) / 2;
    },
    gradient(x) {
      const u = moved(x);
      const all = tilt * sum(u);
      return u.map((value, i) => curvatures[i]! * value + all);
    },
  };
};

/** floor + ½ Σ cᵢxᵢ²: with powers of two for rates and curvatures, everything on the way is exact. */
export const upright = (curvatures: Vector, floor = 0): Problem =>
  tilted(
    curvatures,
    curvatures.map(() => 0),
    0,
    floor,
  );

/** A slope that is the same everywhere; its gradient returns the very same list each time. */
export const plane = (slopes: Vector): Problem => ({
  loss: (x) => sum(slopes.map((slope, i) => slope * x[i]!)),
  gradient: () => slopes,
});

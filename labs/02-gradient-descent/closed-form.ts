import type { Problem, Vector } from "./descent-module.ts";

/** A problem whose descent can be written down without descending. */
export interface Solved extends Problem {
  readonly at: (x0: Vector, rate: number, t: number) => Vector;
  readonly lossAt: (x0: Vector, rate: number, t: number) => number;
  readonly lengthAt: (x0: Vector, rate: number, t: number) => number;
}

/**
 * Where gradient descent on (x − 3)² stands after t steps.
 *
 * $$x_t = 3 + (1 - 2\eta)^t (x_0 - 3)$$
 */
export const onParabola = (x0: number, rate: number, t: number): number => 3 + (1 - 2 * rate) ** t * (x0 - 3);

/** (x − 3)² as a problem with one coordinate. */
export const parabola: Solved = {
  loss: ([x = NaN]) => (x - 3) ** 2,
  gradient: ([x = NaN]) => [2 * (x - 3)],
  at: ([x = NaN], rate, t) => [onParabola(x, rate, t)],
  lossAt: ([x = NaN], rate, t) => (onParabola(x, rate, t) - 3) ** 2,
  lengthAt: ([x = NaN], rate, t) => Math.abs(2 * (onParabola(x, rate, t) - 3)),
};

/** What is left of the error after t steps along the bowl's two axes, (1, −1) with curvature 1 and (1, 1) with 3. */
const alongAxes = (
  [x = NaN, y = NaN]: Vector,
  rate: number,
  t: number,
): readonly [gentle: number, steep: number] => [
  ((x - 1 - (y + 2)) / 2) * (1 - rate) ** t,
  ((x - 1 + (y + 2)) / 2) * (1 - 3 * rate) ** t,
];

/**
 * A tilted bowl with its lowest point, of height 5, at (1, −2). Its closed form comes from the eigenvectors of its
 * matrix, a road that no descent takes.
 *
 * $$J(x) = 5 + u^2 + uv + v^2,\quad u = x_1 - 1,\ v = x_2 + 2$$
 */
export const bowl: Solved = {
  loss: ([x = NaN, y = NaN]) => 5 + (x - 1) ** 2 + (x - 1) * (y + 2) + (y + 2) ** 2,
  gradient: ([x = NaN, y = NaN]) => [2 * (x - 1) + (y + 2), x - 1 + 2 * (y + 2)],
  at(x0, rate, t) {
    const [gentle, steep] = alongAxes(x0, rate, t);
    return [1 + gentle + steep, -2 - gentle + steep];
  },
  lossAt(x0, rate, t) {
    const [gentle, steep] = alongAxes(x0, rate, t);
    return 5 + gentle ** 2 + 3 * steep ** 2;
  },
  lengthAt(x0, rate, t) {
    const [gentle, steep] = alongAxes(x0, rate, t);
    return Math.SQRT2 * Math.hypot(gentle, 3 * steep);
  },
};

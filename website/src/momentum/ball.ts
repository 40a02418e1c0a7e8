import { descend } from "../descent.ts";

/** The curvatures of the figure's bowl: across the valley and along it. */
export const curvatures = { steep: 25, flat: 1 } as const;

/** Where the ball starts, at rest: both directions have the same loss there. */
export const start = [1, 5] as const;

/** Settings of the heavy ball: the learning rate times the steep curvature, and the momentum. */
export interface Setting {
  readonly stiffness: number;
  readonly momentum: number;
}

/** How the error behaves in one direction. */
export type Regime = "creeps" | "alternates" | "oscillates" | "diverges";

/** The best settings for curvatures L and μ: η = 4/(√L + √μ)², √β = (√κ − 1)/(√κ + 1). */
export const best: Setting = { stiffness: 100 / 36, momentum: 4 / 9 };

/** The best settings without momentum: η = 2/(L + μ). */
export const bestDescent: Setting = { stiffness: 50 / 26, momentum: 0 };

/** The larger root, in absolute value, of r² − (1 + β − ηλ)r + β = 0: the factor of the error per step in the long run. */
export function factor(stiffness: number, momentum: number): number {
  const sum = 1 + momentum - stiffness;
  const discriminant = sum * sum - 4 * momentum;
  return discriminant < 0 ? Math.sqrt(momentum) : (Math.abs(sum) + Math.sqrt(discriminant)) / 2;
}

/** What the roots are like: too large, complex, or real with the sign of their sum. */
export function regime(stiffness: number, momentum: number): Regime {
  if (factor(stiffness, momentum) >= 1) return "diverges";
  const sum = 1 + momentum - stiffness;
  if (sum * sum < 4 * momentum) return "oscillates";
  return sum < 0 ? "alternates" : "creeps";
}

/** ηλ in the flat direction. */
export const flatStiffness = (stiffness: number): number => (stiffness * curvatures.flat) / curvatures.steep;

const loss = ([x = 0, y = 0]: readonly number[]): number =>
  (curvatures.steep * x * x + curvatures.flat * y * y) / 2;

/** The ball's places, by the course's own rule; it stops where it has left the picture by far. */
export function roll({ stiffness, momentum }: Setting, steps: number): readonly (readonly number[])[] {
  const path = descend(
    "momentum",
    stiffness / curvatures.steep,
    ([x = 0, y = 0]) => [curvatures.steep * x, curvatures.flat * y],
    start,
    steps,
    { momentum },
  );
  const out = path.findIndex((point) => !(loss(point) < 1e6));
  return out < 0 ? path : path.slice(0, out);
}

/** The steps after which the loss stays below a millionth of the first; undefined if not within `most`. */
export function stepsToRest(setting: Setting, most = 2000): number | undefined {
  const path = roll(setting, most);
  const after = path.findLastIndex((point) => !(loss(point) < 1e-6 * loss(start))) + 1;
  return path.length > most && after <= most ? after : undefined;
}

/** Two slopes. */
export type Slopes = readonly [first: number, second: number];

/** Each slope by itself, cut to the limit: it stays in the square. */
export const byValue = (g: Slopes, limit: number): Slopes => {
  const cut = (slope: number): number => Math.max(-limit, Math.min(slope, limit));
  return [cut(g[0]), cut(g[1])];
};

/** Both by one factor, so that the length is at most the limit: they stay in the circle. */
export const byNorm = (g: Slopes, limit: number): Slopes => {
  const factor = Math.min(1, limit / Math.hypot(...g));
  return Math.hypot(...g) === 0 ? g : [factor * g[0], factor * g[1]];
};

/** The angle between two directions, in degrees; 0 if one of them has none. */
export function angle(a: Slopes, b: Slopes): number {
  const [cross, dot] = [a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]];
  return (Math.abs(Math.atan2(cross, dot)) * 180) / Math.PI;
}

/** The landscape of the landing page: a shallow bowl with two basins and a ridge between them. */
export const terrain = { left: -4, right: 4, bottom: -2, top: 2 } as const;

interface Bump {
  readonly height: number;
  readonly at: readonly [x: number, y: number];
  readonly width: readonly [x: number, y: number];
}

const bumps: readonly Bump[] = [
  { height: -1.7, at: [2.1, -0.75], width: [1.25, 0.62] },
  { height: -1.05, at: [-1.75, -0.9], width: [0.95, 0.55] },
  { height: 1.15, at: [-0.6, 0.95], width: [1.0, 0.6] },
  { height: 0.55, at: [0.3, -1.05], width: [0.55, 0.5] },
  { height: 0.45, at: [3.2, 0.9], width: [0.7, 0.5] },
];

/** Height of the land at a point. */
export function height([x, y]: readonly [number, number]): number {
  let sum = 0.035 * x * x + 0.16 * y * y + 0.22 * y;
  for (const bump of bumps) sum += bump.height * bell(bump, x, y);
  return sum;
}

/** The slope of the land at a point, derived by hand from {@link height}. */
export function slope([x, y]: readonly [number, number]): readonly [number, number] {
  let dx = 0.07 * x;
  let dy = 0.32 * y + 0.22;
  for (const bump of bumps) {
    const value = bump.height * bell(bump, x, y);
    dx -= (value * (x - bump.at[0])) / bump.width[0] ** 2;
    dy -= (value * (y - bump.at[1])) / bump.width[1] ** 2;
  }
  return [dx, dy];
}

function bell({ at, width }: Bump, x: number, y: number): number {
  return Math.exp(-0.5 * (((x - at[0]) / width[0]) ** 2 + ((y - at[1]) / width[1]) ** 2));
}

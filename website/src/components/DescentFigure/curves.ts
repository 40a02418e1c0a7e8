/** A curve to walk down: its height, its slope, and where it is lowest. */
export interface Curve {
  readonly formula: string;
  readonly minimum: number;
  loss(x: number): number;
  slope(x: number): number;
}

export const curveNames = ["oneValley", "twoValleys"] as const;
export type CurveName = (typeof curveNames)[number];

/** The bowl of lab 02, and a curve with a second, shallower valley. */
export const curves: Readonly<Record<CurveName, Curve>> = {
  oneValley: {
    formula: "J(x) = (x − 3)²",
    minimum: 3,
    loss: (x) => (x - 3) ** 2,
    slope: (x) => 2 * (x - 3),
  },
  twoValleys: {
    formula: "J(x) = (x − 1)² ((x − 5)² + 0.6) / 20",
    minimum: 1,
    loss: (x) => ((x - 1) ** 2 * ((x - 5) ** 2 + 0.6)) / 20,
    slope: (x) => ((x - 1) * ((x - 5) ** 2 + 0.6) + (x - 1) ** 2 * (x - 5)) / 10,
  },
};

import { flatStiffness, type Setting } from "../../momentum/ball.ts";

/** The plane: ηL from 0 to 4 to the right, β from 0 to 1 upwards. */
export const plane = {
  width: 420,
  height: 320,
  left: 44,
  right: 404,
  top: 14,
  bottom: 274,
  most: 4,
} as const;

export const across = (stiffness: number): number =>
  plane.left + (stiffness / plane.most) * (plane.right - plane.left);
export const up = (momentum: number): number => plane.bottom - momentum * (plane.bottom - plane.top);

/** The setting at a place of the plane, rounded to the sliders' steps. */
export function settingAt(x: number, y: number): Setting {
  const inside = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  const stiffness = ((x - plane.left) / (plane.right - plane.left)) * plane.most;
  const momentum = (plane.bottom - y) / (plane.bottom - plane.top);
  return {
    stiffness: inside(Math.round(stiffness * 50) / 50, plane.most),
    momentum: inside(Math.round(momentum * 100) / 100, 0.99),
  };
}

const points = (list: readonly (readonly [number, number])[]): string =>
  list.map(([stiffness, momentum]) => `${across(stiffness).toFixed(1)},${up(momentum).toFixed(1)}`).join(" ");
const along = (from: number, to: number): readonly number[] =>
  Array.from({ length: 41 }, (_, i) => from + ((to - from) * i) / 40);

/** β on the line of critical damping. */
const critical = (stiffness: number): number => (1 - Math.sqrt(stiffness)) ** 2;

/** The regions where the two directions have the same regimes, over the one where only the flat one creeps. */
export const regions = {
  /** Neither direction swings. */
  creeps: points([[0, 0], ...along(0, 1).map((x) => [x, critical(x)] as const)]),
  /** The steep direction changes its side at every step. */
  alternates: points([
    ...along(1, 4).map((x) => [x, critical(x)] as const),
    ...along(1, 0).map((b) => [2 * (1 + b), b] as const),
  ]),
  /** Both swing: the factor is √β in both. */
  oscillates: points([
    ...along(4, 25 / 9).map((x) => [x, critical(x)] as const),
    ...along(25 / 9, 0).map((x) => [x, critical(flatStiffness(x))] as const),
  ]),
  /** Beyond ηL = 2(1 + β). */
  diverges: points([
    [4, 0],
    [2, 0],
    [4, 1],
  ]),
};

/** The bowl: the flat direction to the right, the steep one upwards, both to the same scale. */
export const bowl = { width: 420, height: 320, scale: 29, x: 210, y: 160 } as const;
export const inBowl = ([x = 0, y = 0]: readonly number[]): string =>
  `${(bowl.x + y * bowl.scale).toFixed(1)},${(bowl.y - x * bowl.scale).toFixed(1)}`;

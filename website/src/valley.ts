import { descend, type Point, type RuleName } from "./descent.ts";
import { height, slope, terrain } from "./terrain.ts";

/** A place on the land. */
export type Place = readonly [x: number, y: number];

/** An update rule and its learning rate. */
export interface Runner {
  readonly rule: RuleName;
  readonly rate: number;
}

/** What one rule does from all starts. */
export interface Walks extends Runner {
  /** Steps until it arrives, on average. */
  readonly steps: number;
  /** From how many starts it ends in the deeper basin. */
  readonly deeper: number;
}

/** The rules that the figure compares, each at the rate that brings it to a floor soonest; all of it is measured in a test. */
export const runners: readonly Walks[] = [
  { rule: "gradientDescent", rate: 0.4, steps: 8, deeper: 95 },
  { rule: "momentum", rate: 0.1, steps: 48, deeper: 96 },
  { rule: "adam", rate: 0.32, steps: 40, deeper: 99 },
];

/** The number of steps that each rule may take. */
export const steps = 160;

/** Where a rule walks from one place. */
export function walk({ rule, rate }: Runner, start: Place): Place[] {
  return descend(rule, rate, ([x = 0, y = 0]: Point) => slope([x, y]), start, steps) as Place[];
}

/** The lowest place of each basin, the deeper one first. */
const floors: readonly Place[] = (
  [
    [2, -0.75],
    [-1.6, -0.9],
  ] as const
).map((near) => walk({ rule: "gradientDescent", rate: 0.1 }, near).at(-1) ?? near);

const near = ([x, y]: Place, [u, v]: Place): boolean => Math.hypot(x - u, y - v) < 0.5;

/** A path has arrived where it stays within 0.01 of a floor's height. */
const low = (place: Place): boolean =>
  floors.some((floor) => near(place, floor) && height(place) < height(floor) + 0.01);

/** The step after which a path stays at the floor of a basin; one more than there are if it never does. */
export const arrival = (path: readonly Place[]): number => path.findLastIndex((place) => !low(place)) + 1;

/** Whether a path ends in the deeper basin. */
export const endsDeeper = (path: readonly Place[]): boolean => near(path.at(-1)!, floors[0]!);

/** A grid of 20 × 9 starts over the land. */
export const starts: readonly Place[] = Array.from({ length: 180 }, (_, i) => [
  0.95 * (terrain.left + ((terrain.right - terrain.left) * (i % 20)) / 19),
  0.9 * (terrain.bottom + ((terrain.top - terrain.bottom) * Math.floor(i / 20)) / 8),
]);

/** One rule from all starts; `late` counts the starts from which it does not arrive in time. */
export function walks({ rule, rate }: Runner): Walks & { readonly late: number } {
  const paths = starts.map((start) => walk({ rule, rate }, start));
  const arrivals = paths.map(arrival);
  return {
    rule,
    rate,
    steps: arrivals.reduce((sum, each) => sum + each, 0) / starts.length,
    deeper: paths.filter(endsDeeper).length,
    late: arrivals.filter((each) => each > steps).length,
  };
}

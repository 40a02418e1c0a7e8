import { asked, type Draw, short } from "@downhill/grader/questions";
import { type Case, inTurns, made, type Module, rates, tiny } from "./cases.ts";

/** The first steps, the middle, and what is around the last step T and far beyond. */
const around = (steps: number): readonly number[] => [
  ...new Set([0, 1, Math.floor(steps / 3), Math.floor(steps / 2), steps - 1, steps]),
];
const beyond = (steps: number): readonly number[] => [
  steps - 1,
  steps,
  steps + 1,
  2 * steps,
  2 * steps + 1,
  1_000_000,
];

const both = (
  [rate, steps, final]: readonly [number, number, number],
  powers: readonly number[],
  at: readonly number[],
): readonly Case[] => [
  ...powers.map((power) => made("polynomial", [rate, steps, final, power], at)),
  made("cosine", [rate, steps, final], at),
];

const drawn = (draw: Draw): readonly [number, number, number] => [
  short(draw, 0.2, 2),
  draw.integer(8, 60),
  short(draw, 0.01, 0.15),
];
const powers = [1, 2, 0.5, 3, 1.7];

export const horizon = asked<Module>(
  rates({ en: "down to 0", zh: "降到 0" }, (draw) => [
    ...both([0.1, 100, 0], powers, [0, 1, 25, 50, 75, 99, 100]),
    ...both([short(draw, 0.2, 2), 30, 0], [short(draw, 0.3, 4)], around(30)),
  ]),
  rates({ en: "down, or up, to another final rate", zh: "降到或升到另一个最终学习率" }, (draw) => [
    ...both([0.1, 10, 0.02], powers, around(10)),
    ...both([0.02, 10, 0.1], [1, 2, 0.5], [0, 1, 5, 9, 10, 11]),
    ...draw
      .list(2, () => drawn(draw))
      .flatMap((each) => both(each, [1, 2, short(draw, 0.3, 4)], around(each[1]))),
  ]),
  rates({ en: "after the last step", zh: "最后一步之后" }, (draw) => [
    ...both([0.1, 10, 0], powers, beyond(10)),
    ...both([0.1, 10, 0.01], powers, beyond(10)),
    ...both(drawn(draw), [1, 2, 3], [60, 61, 77, 121, 5000]),
  ]),
  rates(
    {
      en: "one step, two steps, millions of steps; tiny rates; a final rate equal to the first",
      zh: "总共一步、两步、上百万步；极小的学习率；最终的学习率等于最初的",
    },
    () => [
      ...both([0.3, 1, 0.1], [1, 2, 0.5], [0, 1, 2]),
      ...both([0.3, 2, 0], [1, 2, 0.5], [0, 1]),
      ...both([3e-4, 3_000_000, 1e-5], [1, 2], [0, 1, 1_500_000, 2_999_999, 3_000_000]),
      ...both([1e-8, 9, 1e-10], [1, 2, 0.5], around(9)),
      ...both([0.2, 9, 0.2], [1, 2], around(9)),
    ],
    tiny,
  ),
  inTurns(
    { en: "several schedules in turns, steps in any order", zh: "几个学习率调度轮流问，步数不按顺序" },
    (draw) =>
      draw
        .list(2, () => drawn(draw))
        .flatMap((each) => both(each, [1, short(draw, 1.5, 3)], [0, 3, 7, 40, 90])),
  ),
);

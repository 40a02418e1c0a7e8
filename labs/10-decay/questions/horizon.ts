import { asked, type Draw, type Question, short, type Text } from "@downhill/grader/questions";
import { type Case, inTurns, made, type Module, rates, tiny } from "./cases.ts";

/** The first steps, the middle, and steps around the last one, T, and far beyond it. */
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

/** A fall from a rate to a final one in some steps: the powers to make it with, and the steps to ask for. */
interface Fall {
  readonly numbers: readonly [rate: number, steps: number, final: number];
  readonly powers: readonly number[];
  readonly at: readonly number[];
}
const fall = (numbers: Fall["numbers"], powers: readonly number[], at: readonly number[]): Fall => ({
  numbers,
  powers,
  at,
});

const polynomials = ({ numbers, powers, at }: Fall): readonly Case[] =>
  powers.map((power) => made("polynomial", [...numbers, power], at));
const cosines = ({ numbers, at }: Fall): readonly Case[] => [made("cosine", numbers, at)];

/** A question about each of the two functions, so that one is judged while the other is still to be written. */
const ofEach = (
  { en, zh }: Text,
  falls: (draw: Draw) => readonly Fall[],
  more: Partial<Question<Module>> = {},
): readonly Question<Module>[] => [
  rates(
    { en: `polynomial, ${en}`, zh: `polynomial，${zh}` },
    (draw) => falls(draw).flatMap(polynomials),
    more,
  ),
  rates({ en: `cosine, ${en}`, zh: `cosine，${zh}` }, (draw) => falls(draw).flatMap(cosines), more),
];

const drawn = (draw: Draw): readonly [number, number, number] => [
  short(draw, 0.2, 2),
  draw.integer(8, 60),
  short(draw, 0.01, 0.15),
];
const powers = [1, 2, 0.5, 3, 1.7];

export const horizon = asked<Module>(
  ...ofEach({ en: "down to 0", zh: "降到 0" }, (draw) => [
    fall([0.1, 100, 0], powers, [0, 1, 25, 50, 75, 99, 100]),
    fall([short(draw, 0.2, 2), 30, 0], [short(draw, 0.3, 4)], around(30)),
  ]),
  ...ofEach({ en: "down, or up, to another final rate", zh: "降到或升到另一个最终学习率" }, (draw) => [
    fall([0.1, 10, 0.02], powers, around(10)),
    fall([0.02, 10, 0.1], [1, 2, 0.5], [0, 1, 5, 9, 10, 11]),
    ...draw
      .list(2, () => drawn(draw))
      .map((each) => fall(each, [1, 2, short(draw, 0.3, 4)], around(each[1]))),
  ]),
  ...ofEach({ en: "after the last step", zh: "最后一步之后" }, (draw) => [
    fall([0.1, 10, 0], powers, beyond(10)),
    fall([0.1, 10, 0.01], powers, beyond(10)),
    fall(drawn(draw), [1, 2, 3], [60, 61, 77, 121, 5000]),
  ]),
  ...ofEach(
    {
      en: "one step, two steps, millions of steps; tiny rates; a final rate equal to the first",
      zh: "总共一步、两步、上百万步；极小的学习率；最终的学习率等于最初的",
    },
    () => [
      fall([0.3, 1, 0.1], [1, 2, 0.5], [0, 1, 2]),
      fall([0.3, 2, 0], [1, 2, 0.5], [0, 1]),
      fall([3e-4, 3_000_000, 1e-5], [1, 2], [0, 1, 1_500_000, 2_999_999, 3_000_000]),
      fall([1e-8, 9, 1e-10], [1, 2, 0.5], around(9)),
      fall([0.2, 9, 0.2], [1, 2], around(9)),
    ],
    tiny,
  ),
  inTurns(
    { en: "several schedules in turns, steps in any order", zh: "几个学习率调度轮流问，步数不按顺序" },
    (draw) =>
      draw
        .list(2, () => drawn(draw))
        .map((each) => fall(each, [1, short(draw, 1.5, 3)], [0, 3, 7, 40, 90]))
        .flatMap((each) => [...polynomials(each), ...cosines(each)]),
  ),
);

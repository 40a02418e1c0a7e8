import { asked, type Draw, short, shorts, stepAxis, typed } from "@downhill/grader/questions";
import type { Bowl } from "../key/solution.ts";
import { drawnBowl } from "./noise.ts";
import { type Case, inTurns, made, type Module, rateAt, rates, tiny } from "./cases.ts";

/** The best rates of a bowl. The bowl is overwritten once the schedule is made. */
const best = (bowl: Bowl, steps: readonly number[]): Case => ({
  call: `bestRates(${typed(bowl)})`,
  make({ bestRates }) {
    const given = { ...bowl };
    const schedule: unknown = bestRates(given);
    Object.assign(given, { curvature: 97, noise: 98, start: 99 });
    return schedule;
  },
  steps,
});

export const timeBased = asked<Module>(
  rates({ en: "timeBased", zh: "timeBased" }, (draw) => [
    made("timeBased", [0.3, 100], [0, 1, 50, 100, 200, 900]),
    made("timeBased", [short(draw, 0.05, 2), draw.integer(3, 40)], [0, 1, 2, 7, 41, 1000]),
  ]),
  rates(
    { en: "timeBased, any T, also below 1 and not whole", zh: "timeBased，各种 T，包括小于 1 的和非整数的" },
    (draw) => [
      made("timeBased", [0.1, 1], [0, 1, 2, 9]),
      made("timeBased", [short(draw, 0.1, 1), short(draw, 0.1, 0.9)], [0, 1, 5]),
      made("timeBased", [2, 2.5], [0, 1, 5]),
      made("timeBased", [1e-6, 1e6], [0, 1, 1e6, 3e6]),
    ],
    tiny,
  ),
  rates({ en: "bestRates", zh: "bestRates" }, (draw) => [
    best({ curvature: 2, noise: 8, start: 1 }, [0, 1, 2, 9, 100]),
    best({ curvature: 0.5, noise: 3, start: 4 }, [0, 1, 2, 9, 100]),
    ...draw.list(3, () => best(drawnBowl(draw), [0, 1, 3, 50])),
  ]),
  rates(
    {
      en: "bestRates, no noise, little and much of it, starts near and far",
      zh: "bestRates：没有噪声、噪声很小和很大、起点很近和很远",
    },
    () => [
      best({ curvature: 4, noise: 0, start: 3 }, [0]),
      best({ curvature: 0.01, noise: 0, start: 3 }, [0]),
      best({ curvature: 1, noise: 1e-9, start: 1 }, [0, 1, 10]),
      best({ curvature: 1, noise: 1e9, start: 1 }, [0, 1, 10]),
      best({ curvature: 0.5, noise: 2, start: 1e12 }, [0, 1, 10]),
      best({ curvature: 1e3, noise: 5, start: 1e-9 }, [0, 1, 1e6]),
    ],
    tiny,
  ),
  {
    what: {
      en: "the errors that the learner's best rates lead to, one step after another",
      zh: "用你的 bestRates 一步步走下去的误差",
    },
    ask({ bestRates }, draw) {
      // Without noise the first step leads to the bottom, and after it all rates are equally good.
      const bowls = [drawnBowl(draw), { curvature: 0.25, noise: 0, start: 3 }];
      return Object.fromEntries(
        bowls.map((bowl) => {
          const { curvature, noise, start } = bowl;
          const schedule: unknown = bestRates({ ...bowl });
          let error = start;
          const errors = draw.list(8, (t) => {
            const rate = Number(rateAt(schedule, t));
            return (error = (1 - rate * curvature) ** 2 * error + rate ** 2 * noise);
          });
          return [typed(bowl), errors];
        }),
      );
    },
    axes: [stepAxis],
  },
  inTurns(
    { en: "several schedules in turns, steps in any order", zh: "几个学习率调度轮流问，步数不按顺序" },
    (draw) => [
      made("timeBased", [short(draw, 0.1, 1), 10], [0, 3, 10, 77]),
      best(drawnBowl(draw), [0, 3, 10, 77]),
      made("timeBased", [short(draw, 0.1, 1), 4], [0, 3, 10, 77]),
      best(drawnBowl(draw), [0, 3, 10, 77]),
    ],
  ),
);

const drawn = (draw: Draw, staircase: boolean): Case => {
  const [length, rate] = [draw.integer(5, 30), short(draw, 0.1, 2)];
  const steps = [0, 1, 0.5, 0.9, 1.5, 2, 3.4, 6].map((times) => Math.round(times * length));
  return made("exponential", [rate, length, short(draw, 0.3, 0.95), staircase], [...new Set(steps)]);
};

export const exponential = asked<Module>(
  rates({ en: "exponential, smooth", zh: "exponential，平滑" }, (draw) => [
    made("exponential", [0.1, 10, 0.25, false], [0, 1, 5, 10, 15, 20]),
    made("exponential", [0.1, 10, 0.25], [0, 1, 5, 10, 15, 20]),
    drawn(draw, false),
  ]),
  rates({ en: "exponential, a staircase", zh: "exponential，阶梯" }, (draw) => [
    made("exponential", [0.1, 10, 0.25, true], [0, 1, 4, 5, 6, 9, 10, 11, 15, 19, 20, 29, 30]),
    made("exponential", [0.5, 7, 0.1, true], [0, 3, 4, 6, 7, 13, 14, 20, 21]),
    // 49 · (1/49) is a little less than 1 in float64; 49/49 is 1.
    made("exponential", [0.5, 49, 0.1, true], [48, 49, 50, 97, 98]),
    drawn(draw, true),
    drawn(draw, true),
  ]),
  rates({ en: "the chapter's settings", zh: "原文的设置" }, () =>
    [true, false].map((staircase) =>
      made("exponential", [0.1, 1000, 0.96, staircase], [0, 1, 500, 999, 1000, 1001, 1999, 2000, 187_499]),
    ),
  ),
  rates(
    {
      en: "a decay at every step, none at all, rates near 0, millions of steps",
      zh: "每一步都衰减、完全不衰减、极小的学习率、上百万步",
    },
    (draw) =>
      [true, false].flatMap((staircase) => [
        made("exponential", [short(draw, 0.1, 1), 1, 0.9, staircase], [0, 1, 2, 30]),
        made("exponential", [short(draw, 0.1, 1), 8, 1, staircase], [0, 1, 8, 100]),
        made("exponential", [0.2, 1, 0.9995, staircase], [900, 1100, 20_000]),
        made("exponential", [1e-7, 50, 0.001, staircase], [0, 49, 50, 99, 100]),
        made("exponential", [0.3, 2_000_000, 0.5, staircase], [0, 1_999_999, 2_000_000, 9_876_543]),
      ]),
    tiny,
  ),
  inTurns(
    { en: "several schedules in turns, steps in any order", zh: "几个学习率调度轮流问，步数不按顺序" },
    (draw) =>
      [true, false, true].map((staircase) => {
        const [rate, share] = shorts(draw, 2, 0.2, 0.9) as [number, number];
        return made("exponential", [rate, draw.integer(4, 9), share, staircase], [0, 3, 5, 16, 40]);
      }),
  ),
);

import { asked, rounding, short } from "@downhill/grader/questions";
import type { ResetSettings, ResetState } from "../key/solution.ts";
import {
  answered,
  drawnLosses,
  drawnSettings,
  inTurns,
  type Module,
  overwritten,
  owned,
  readingAxis,
  same,
  walks,
} from "./asking.ts";

const from = (learningRate: number): ResetState => ({
  learningRate,
  best: Infinity,
  bad: 0,
  cooldown: 0,
  first: learningRate,
  resets: 0,
});
const plain = (changed: Partial<ResetSettings>): ResetSettings => ({
  factor: 0.25,
  patience: 0,
  minDelta: 0.125,
  cooldown: 0,
  minRate: 0,
  below: 0.125,
  shrink: 1,
  ...changed,
});
const drawnRules = (draw: Parameters<typeof drawnSettings>[0]): ResetSettings => ({
  ...drawnSettings(draw),
  below: short(draw, 0.05, 0.1),
  shrink: short(draw, 0.6, 1),
});

export const reset = asked<Module>(
  {
    what: { en: "a loss that stays the same, over several resets", zh: "损失不变，经过几次重置" },
    ask: (module) =>
      walks(module, "reset", [
        [from(1), same(2, 12), plain({})],
        [from(1), same(2, 14), plain({ shrink: 0.5 })],
        [from(1), same(2, 14), plain({ patience: 1, cooldown: 2 })],
        // The last cut ends at the minimum, which is below the bound.
        [from(1), same(2, 10), plain({ minRate: 0.1, shrink: 0.75 })],
        [from(0.5), same(2, 12), plain({ factor: 0.1, below: 0.1, shrink: 0.75 })],
      ]),
    axes: [readingAxis],
    holds: ["infinity"],
  },
  {
    what: { en: "a loss that rises after the reset, and falls again", zh: "重置之后损失升高，再降下来" },
    ask: (module) =>
      walks(module, "reset", [
        [from(1), [2, 2, 2, 5, 4, 3, 3, 3, 3, 6, 5], plain({})],
        [from(1), [2, 2, 2, 2, 2, 5, 4.5, 4.5, 4.5, 4.5], plain({ patience: 1, cooldown: 1 })],
      ]),
    axes: [readingAxis],
    holds: ["infinity"],
  },
  {
    what: {
      en: "no more resets once the next one would begin below the bound",
      zh: "下一次重置的起点若低于界限，就不再重置",
    },
    ask: (module) =>
      walks(module, "reset", [
        [from(1), same(2, 16), plain({ shrink: 0.25 })],
        [from(1), same(2, 12), plain({ shrink: 0.25, below: 0.2, minRate: 0.01 })],
        [from(0.5), same(2, 12), plain({ shrink: 0.5, below: 0.25 })],
      ]),
    axes: [readingAxis],
    holds: ["infinity"],
  },
  {
    what: {
      en: "a rate that is exactly at the bound, and just below",
      zh: "学习率恰好等于界限，以及略低于它",
    },
    ask: (module) =>
      answered(
        module,
        "reset",
        [0.124, 0.125, 0.126, 0.25, 0.24, 0.26].flatMap((below) =>
          [0.5, 1].map(
            (learningRate) =>
              [
                { ...from(learningRate), best: 2, resets: 2 },
                2,
                plain({ below, shrink: 0.5, factor: 0.25 }),
              ] as const,
          ),
        ),
      ),
  },
  {
    what: { en: "random losses under random settings", zh: "随机的损失，随机的设置" },
    ask: (module, draw) =>
      walks(
        module,
        "reset",
        draw.list(6, () => [from(short(draw, 0.3, 0.9)), drawnLosses(draw, 40), drawnRules(draw)] as const),
      ),
    axes: [readingAxis],
    holds: ["infinity"],
  },
  {
    what: { en: "one reading, from states with resets behind them", zh: "从已经重置过的状态出发，一个读数" },
    ask: (module, draw) =>
      answered(
        module,
        "reset",
        [0, 1, 3].flatMap((resets) =>
          [0, 2].flatMap((cooldown) =>
            [1, 3].map((reading) => {
              const [learningRate, first] = [short(draw, 0.13, 0.4), short(draw, 0.8, 1.5)];
              const state = { learningRate, best: 2, bad: 1, cooldown, first, resets };
              return [state, reading, plain({ patience: 1, cooldown: 4, shrink: 0.7 })] as const;
            }),
          ),
        ),
      ),
    holds: ["infinity"],
  },
  {
    what: {
      en: "a rate that is below the bound already, with a better and a worse reading",
      zh: "学习率早已低于界限，读数更好或更差",
    },
    ask: (module) =>
      answered(
        module,
        "reset",
        [1, 3].flatMap((reading) =>
          [0, 2].map((cooldown) => {
            const state = { ...from(1), learningRate: 0.0625, best: 2, cooldown };
            return [state, reading, plain({ patience: 3, shrink: 0.5 })] as const;
          }),
        ),
      ),
    holds: ["infinity"],
  },
  {
    what: { en: "readings that are NaN or ∞", zh: "NaN 或 ∞ 的读数" },
    ask: (module) =>
      walks(module, "reset", [
        [from(1), [2, NaN, NaN, NaN, 3, Infinity, 3], plain({})],
        [from(1), [NaN, NaN, 2, 2, NaN, 1], plain({ shrink: 0.5 })],
      ]),
    axes: [readingAxis],
    holds: ["infinity"],
  },
  {
    what: { en: "rates of any size", zh: "大小悬殊的学习率" },
    ask: (module) =>
      walks(module, "reset", [
        [from(3e-9), same(2, 8), plain({ below: 1e-9, factor: 0.5, shrink: 0.9 })],
        [from(4e8), same(2, 8), plain({ below: 1e3, factor: 0.01, shrink: 0.1 })],
      ]),
    axes: [readingAxis],
    within: { ...rounding, absolute: 0 },
    holds: ["infinity"],
  },
  {
    what: {
      en: "the state and the settings afterwards, and the answer once they were overwritten",
      zh: "事后的状态和设置，以及改写它们之后的返回值",
    },
    ask: (module) =>
      Object.fromEntries(
        [1, 3].flatMap((reading) =>
          [0.25, 0.75].flatMap((learningRate) =>
            [0, 1].map((resets) =>
              owned(
                module,
                "reset",
                { ...from(1), learningRate, best: 2, resets } as ResetState,
                reading,
                plain({ cooldown: 2, shrink: 0.5 }),
              ),
            ),
          ),
        ),
      ),
    names: overwritten,
    holds: ["infinity"],
  },
  {
    what: {
      en: "two runs in turns, each answer looked at again at the end",
      zh: "两次训练轮流进行，每次的返回值到最后再看一遍",
    },
    ask: (module, draw) =>
      inTurns(module, "reset", [
        [from(short(draw, 0.3, 0.9)), drawnLosses(draw, 10), drawnRules(draw)],
        [from(1), [4, 4, 4, 4, 5, 5, 5, 5, 5, 5], plain({ shrink: 0.5 })],
      ]),
    holds: ["infinity"],
  },
);

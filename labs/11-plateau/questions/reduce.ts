import { asked, rounding, short } from "@downhill/grader/questions";
import type { Settings, State } from "../key/solution.ts";
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
  walk,
  walks,
} from "./asking.ts";
import { batchLosses } from "./batch-losses.ts";

const from = (learningRate: number): State => ({ learningRate, best: Infinity, bad: 0, cooldown: 0 });
const plain = (changed: Partial<Settings>): Settings => ({
  factor: 0.5,
  patience: 1,
  minDelta: 0.125,
  cooldown: 0,
  minRate: 0,
  ...changed,
});

export const reduce = asked<Module>(
  {
    what: { en: "a loss that stays the same, with several patiences", zh: "损失不变，耐心各不相同" },
    ask: (module) =>
      walks(
        module,
        "reduce",
        [0, 1, 2, 5].map((patience) => [from(0.5), same(2, 13), plain({ patience })] as const),
      ),
    axes: [readingAxis],
  },
  {
    what: { en: "a loss that stays the same, with several cooldowns", zh: "损失不变，冷却期各不相同" },
    ask: (module) =>
      walks(
        module,
        "reduce",
        [1, 2, 4].flatMap((cooldown) =>
          [0, 2].map((patience) => [from(0.5), same(2, 14), plain({ patience, cooldown })] as const),
        ),
      ),
    axes: [readingAxis],
  },
  {
    what: {
      en: "better readings during a cooldown, and soon after it",
      zh: "冷却期之内和刚过冷却期时的更好读数",
    },
    ask: (module) =>
      walks(module, "reduce", [
        [from(0.5), [2, 2, 2, 1, 1.5, 1.5, 1.5, 1.5, 1.5], plain({ cooldown: 3 })],
        [from(0.5), [2, 3, 3, 4, 4, 1, 1, 1, 1, 1], plain({ cooldown: 2 })],
        [from(0.5), [2, 2, 2, 2, 1.9375, 1.9, 1.5, 1.5, 1.5, 1.5], plain({ cooldown: 1 })],
        [from(0.5), [2, 3, 1, 3, 0.5, 3, 3, 3, 0.25, 3], plain({ patience: 2, cooldown: 2 })],
      ]),
    axes: [readingAxis],
  },
  {
    what: { en: "down to the minimum rate, at it and below it", zh: "降到最小学习率，以及已经等于、低于它" },
    ask: (module) =>
      walks(module, "reduce", [
        [from(0.5), same(2, 10), plain({ patience: 0, minRate: 0.1 })],
        [from(0.5), same(2, 9), plain({ patience: 1, minRate: 0.0625, cooldown: 2 })],
        [from(0.25), same(2, 6), plain({ patience: 0, minRate: 0.25 })],
        [from(0.01), same(2, 6), plain({ patience: 0, minRate: 0.25 })],
        [from(0.01), same(2, 7), plain({ patience: 1, minRate: 0.25, cooldown: 1 })],
        [from(0), same(2, 4), plain({ patience: 0, minRate: 0.25 })],
      ]),
    axes: [readingAxis],
  },
  {
    what: { en: "random losses under random settings", zh: "随机的损失，随机的设置" },
    ask: (module, draw) =>
      walks(
        module,
        "reduce",
        draw.list(
          6,
          () => [from(short(draw, 0.05, 0.9)), drawnLosses(draw, 30), drawnSettings(draw)] as const,
        ),
      ),
    axes: [readingAxis],
  },
  {
    what: { en: "one reading, from states of every kind", zh: "从各种状态出发，一个读数" },
    ask: (module, draw) => {
      const [learningRate, best] = [short(draw, 0.1, 0.9), short(draw, 1, 2)];
      return answered(
        module,
        "reduce",
        [0, 1, 2, 3].flatMap((bad) =>
          [0, 1, 3].flatMap((cooldown) =>
            [best - 0.5, best, best + 0.5].map(
              (reading) =>
                [
                  { learningRate, best, bad, cooldown },
                  Number(reading.toFixed(3)),
                  plain({ patience: 2, cooldown: 5, factor: 0.3, minRate: 0.01 }),
                ] as const,
            ),
          ),
        ),
      );
    },
  },
  {
    what: { en: "readings that are NaN or ∞", zh: "NaN 或 ∞ 的读数" },
    ask: (module) =>
      walks(module, "reduce", [
        [from(0.5), [2, NaN, NaN, 2, 1, NaN, Infinity, 1], plain({})],
        [from(0.5), [NaN, NaN, NaN, 3, 2], plain({ cooldown: 1 })],
        [from(0.5), [2, NaN, 1.5, NaN, NaN, 1], plain({ cooldown: 2, minRate: 0.3 })],
      ]),
    axes: [readingAxis],
    holds: ["infinity"],
  },
  {
    what: { en: "rates and factors of any size", zh: "大小悬殊的学习率和系数" },
    ask: (module) =>
      walks(module, "reduce", [
        [from(3e8), same(2, 5), plain({ factor: 0.001, patience: 0 })],
        [from(1e-9), same(2, 5), plain({ factor: 0.9, patience: 0 })],
        [from(1e-9), same(2, 5), plain({ factor: 0.1, patience: 0, minRate: 3e-12 })],
        [from(1e-200), same(2, 4), plain({ factor: 0.1, patience: 0 })],
      ]),
    axes: [readingAxis],
    within: { ...rounding, absolute: 0 },
  },
  {
    what: {
      en: "the state and the settings afterwards, and the answer once they were overwritten",
      zh: "事后的状态和设置，以及改写它们之后的返回值",
    },
    ask: (module) =>
      Object.fromEntries(
        [1, 2, 3].flatMap((reading) =>
          [0, 1].flatMap((bad) =>
            [0, 2].map((cooldown) =>
              owned(
                module,
                "reduce",
                { learningRate: 0.5, best: 2, bad, cooldown },
                reading,
                plain({ cooldown: 3 }),
              ),
            ),
          ),
        ),
      ),
    names: overwritten,
  },
  {
    what: {
      en: "two runs in turns, each answer looked at again at the end",
      zh: "两次训练轮流进行，每次的返回值到最后再看一遍",
    },
    ask: (module, draw) =>
      inTurns(module, "reduce", [
        [from(short(draw, 0.1, 0.9)), drawnLosses(draw, 9), drawnSettings(draw)],
        [from(short(draw, 0.1, 0.9)), [4, 4, 4, 4, 3, 3, 3, 3, 3], plain({ cooldown: 1 })],
      ]),
  },
  {
    what: {
      en: "a training on Fashion-MNIST: its batch losses, one by one and in means of 20",
      zh: "在 Fashion-MNIST 上的训练：各批次的损失，逐个读入，以及每 20 个取平均",
    },
    async ask(module) {
      const losses = await batchLosses(400);
      const means = Array.from({ length: 20 }, (_, i) =>
        losses.slice(20 * i, 20 * i + 20).reduce((sum, loss) => sum + loss / 20, 0),
      );
      const settings = plain({ factor: 0.1, patience: 3, minDelta: 0.01, cooldown: 2, minRate: 1e-6 });
      const rates = (readings: readonly number[]): unknown =>
        walk(module, "reduce", from(0.2), readings, settings);
      return { "each loss": rates(losses.slice(0, 60)), "means of 20": rates(means) };
    },
    names: {
      "each loss": { en: "each of the first 60 losses", zh: "前 60 个损失，逐个读入" },
      "means of 20": { en: "means of 20 losses", zh: "每 20 个损失的平均" },
    },
    axes: [readingAxis],
    costly: true,
  },
);

import { asked, type Draw, fieldsOf, kept, outcome, shorts, typed } from "@downhill/grader/questions";
import type { Patience, Training } from "../key/solution.ts";
import { clothes } from "../provided/clothes.ts";
import { startOf, trainingOf } from "../provided/network.ts";
import type { Module } from "./asking.ts";

/** A training with these validation losses, the first before any epoch; each epoch writes into all of its weights. */
function along(losses: readonly number[], throwsAt = Infinity) {
  const weights = [
    Float64Array.of(1, 2, 3),
    Float64Array.of(-4),
    Float64Array.of(7, 8, 9, 6),
    Float64Array.of(5, 0.5),
  ];
  let epochs = 0;
  const measured: number[] = [];
  const training: Training = {
    weights,
    epoch() {
      epochs++;
      for (const [l, list] of weights.entries()) list.set(list.map((each, i) => each + 10 * epochs + l - i));
    },
    validationLoss() {
      if (epochs >= throwsAt) throw new RangeError("the validation set cannot be read");
      measured.push(epochs);
      return losses[epochs] ?? losses.at(-1)! + epochs;
    },
  };
  return { training, measured, epochs: () => epochs };
}

const parts = (answer: unknown): unknown => fieldsOf(answer, "best", "losses", "weights");
/** What is to be seen of early stopping: its answer after the training has run for two more epochs, and the training itself. */
function seen({ earlyStopping }: Module, losses: readonly number[], settings: Patience, throwsAt?: number) {
  const { training, measured, epochs } = along(losses, throwsAt);
  const answer = outcome(() => earlyStopping({ ...training }, { ...settings }));
  const found = {
    epochs: epochs(),
    measured: [...measured],
    "weights of the training": training.weights.map((list) => [...list]),
  };
  training.epoch();
  training.epoch();
  return { answer: parts(answer), ...found };
}
const all = (module: Module, cases: readonly (readonly [readonly number[], Patience])[]) =>
  Object.fromEntries(
    cases.map(([losses, settings]) => [
      `losses ${typed(losses)}, ${typed(settings)}`,
      seen(module, losses, settings),
    ]),
  );
const names = {
  answer: { en: "the answer, after two more epochs", zh: "再训练两轮之后的返回值" },
  best: { en: "best", zh: "best" },
  losses: { en: "losses", zh: "losses" },
  weights: { en: "weights", zh: "weights" },
  epochs: { en: "epochs that were trained", zh: "训练了几轮" },
  measured: { en: "after how many epochs it measured", zh: "在第几轮之后测量" },
  "weights of the training": { en: "the weights of the training at the end", zh: "训练结束时自己的权重" },
};
const axes = [
  { en: "list", zh: "个列表" },
  { en: "place", zh: "个位置" },
];
/** Losses that fall, waver and rise. */
const drawn = (draw: Draw): readonly [readonly number[], Patience] => {
  const noise = shorts(draw, 14, 0, 0.6);
  const losses = noise.map((each, epoch) =>
    Number((2.5 - 0.4 * epoch + 0.03 * epoch ** 2 + each).toFixed(3)),
  );
  return [losses, { patience: draw.integer(1, 4), most: draw.integer(6, 13) }];
};

const pictures = Promise.all([clothes("train", 0, 96), clothes("validation", 200, 64)]);
pictures.catch(() => undefined);

export const earlyStopping = asked<Module>(
  {
    what: { en: "losses that fall and then rise", zh: "先降后升的损失" },
    ask: (module) =>
      all(module, [
        [[3, 2, 1, 2, 3, 4, 5], { patience: 2, most: 6 }],
        [[3, 2, 1, 2, 3, 4, 5], { patience: 1, most: 6 }],
        [[3, 2, 2.5, 1.5, 1.8, 1.9, 2, 1], { patience: 3, most: 20 }],
        [[3, 2, 2.5, 2.4, 1, 2, 3, 4, 5], { patience: 3, most: 20 }],
      ]),
    axes,
    names,
  },
  {
    what: { en: "random losses and settings", zh: "随机的损失和设置" },
    ask: (module, draw) => all(module, [drawn(draw), drawn(draw), drawn(draw), drawn(draw)]),
    axes,
    names,
  },
  {
    what: {
      en: "a lower loss in the last epoch that patience allows, and one too late",
      zh: "耐心用尽前的最后一轮才降低，以及晚了一轮",
    },
    ask: (module) =>
      all(module, [
        [[5, 4, 6, 6, 3, 6, 6, 6, 6], { patience: 3, most: 30 }],
        [[5, 4, 6, 6, 6, 3, 6, 6, 6], { patience: 3, most: 30 }],
        [[5, 6, 4, 6, 3, 6, 2, 6, 6], { patience: 2, most: 30 }],
        [[5, 2, 4, 3, 2.5, 1, 6, 6, 6], { patience: 3, most: 30 }],
      ]),
    axes,
    names,
  },
  {
    what: { en: "equal losses, and losses hardly lower", zh: "相等的损失，以及只低一点点的损失" },
    ask: (module) =>
      all(module, [
        [[3, 2, 2, 2, 2], { patience: 2, most: 9 }],
        [[1, 1, 1], { patience: 1, most: 9 }],
        [[2, 1, 1, 0.5, 0.5, 0.5], { patience: 2, most: 9 }],
        [[1, 1 - 1e-12, 1 - 2e-12, 1 - 3e-12, 2, 2], { patience: 2, most: 9 }],
        [[0, -1, -2, -1, -1], { patience: 2, most: 9 }],
      ]),
    axes,
    names,
  },
  {
    what: {
      en: "losses that only rise, and losses that fall to the last epoch",
      zh: "只升的损失，以及一直降到最后一轮的损失",
    },
    ask: (module) =>
      all(module, [
        [[1, 2, 3, 4, 5], { patience: 3, most: 9 }],
        [[5, 4, 3, 2, 1], { patience: 2, most: 4 }],
        [[5, 4, 3, 3.5, 4], { patience: 2, most: 4 }],
        [[5, 4, 3, 2], { patience: 100, most: 2 }],
      ]),
    axes,
    names,
  },
  {
    what: { en: "no epoch allowed, and one", zh: "不许训练，以及只许一轮" },
    ask: (module) =>
      all(module, [
        [[2, 1], { patience: 3, most: 0 }],
        [[2, 1], { patience: 3, most: 1 }],
        [[2, 3, 1], { patience: 1, most: 1 }],
        [[NaN, 1], { patience: 1, most: 0 }],
      ]),
    axes,
    names,
    holds: ["NaN"],
  },
  {
    what: { en: "losses that are NaN or infinite", zh: "损失为 NaN 或无穷大" },
    ask: (module) =>
      all(module, [
        [[3, 2, NaN, 1, NaN, NaN, NaN], { patience: 2, most: 9 }],
        [[NaN, 2, 3, 4], { patience: 2, most: 9 }],
        [[Infinity, 1e300, Infinity, Infinity], { patience: 2, most: 9 }],
        [[NaN, NaN, NaN, NaN], { patience: 2, most: 9 }],
      ]),
    axes,
    names,
    holds: ["NaN", "infinity"],
  },
  {
    what: { en: "a validation loss that throws", zh: "测量验证损失时抛出错误" },
    ask: (module) => seen(module, [3, 2, 1], { patience: 2, most: 9 }, 2),
    axes,
    names,
    holds: ["error"],
  },
  {
    what: { en: "2,000 epochs", zh: "2,000 轮" },
    ask({ earlyStopping }, draw) {
      const turn = draw.integer(800, 1400);
      const { training, epochs } = along(
        Array.from({ length: 2200 }, (_, epoch) => 1 + Math.abs(epoch - turn) / 1000),
      );
      const answer = earlyStopping(training, { patience: 500, most: 5000 }) as
        { best?: unknown; weights?: unknown } | undefined;
      return { best: answer?.best, weights: answer?.weights, epochs: epochs() };
    },
    axes,
    names,
  },
  {
    what: {
      en: "two trainings in turns, the first answer looked at again, and the settings afterwards",
      zh: "轮流两个训练，再看第一次的返回值，以及事后的设置",
    },
    ask({ earlyStopping }, draw) {
      const [one, other, settings] = [drawn(draw)[0], drawn(draw)[0], { patience: 2, most: 8 }];
      const run = (losses: readonly number[]) => parts(earlyStopping(along(losses).training, settings));
      return { first: kept(run(one)), second: kept(run(other)), again: run(one), settings };
    },
    axes,
    names: {
      ...names,
      first: { en: "the first", zh: "第一个" },
      second: { en: "the second", zh: "第二个" },
      again: { en: "the first one again", zh: "再来一次第一个" },
      settings: { en: "settings", zh: "设置" },
    },
  },
  {
    what: { en: "a network on real pictures", zh: "真实图片上的网络" },
    async ask({ earlyStopping }, draw) {
      const [train, validation] = await pictures;
      const seed = draw.integer(0, 9);
      const training = trainingOf({ weights: await startOf(seed, 16), seed, train, validation });
      const answer = parts(earlyStopping(training, { patience: 3, most: 12 })) as {
        weights?: readonly ArrayLike<number>[];
      };
      const sums = Array.from(answer.weights ?? [], (list) =>
        Array.from(list).reduce((sum, each) => sum + each, 0),
      );
      return { ...answer, weights: sums };
    },
    within: {
      relative: 1e-6,
      absolute: 1e-9,
      why: { en: "training magnifies rounding errors", zh: "训练会放大舍入误差" },
    },
    names: { ...names, weights: { en: "the sums of the weights", zh: "各组权重之和" } },
    costly: true,
  },
);

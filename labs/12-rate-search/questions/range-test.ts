import { asked, kept, outcome, sampled } from "@downhill/grader/questions";
import { along, bowl, broken, clothes, drawnBowl, type Module, names, parts, seenOf } from "./trainings.ts";

const axes = [{ en: "step", zh: "步" }];
const usual = { low: 0.01, high: 100, beta: 0.5, growth: 4 };

export const rangeTestAsked = asked<Module>(
  {
    what: { en: "a range test on ½x² + ¼y²", zh: "在 ½x² + ¼y² 上做学习率范围测试" },
    ask: (module) => seenOf(module, bowl([1, 0.5], [3, 2]), { ...usual, steps: 9, beta: 0.3 }),
    axes,
    names,
  },
  {
    what: {
      en: "range tests on random noisy bowls, with momentum",
      zh: "在随机的、带噪声的碗上用动量做范围测试",
    },
    ask: (module, draw) => [2, 3, 4].map((size) => seenOf(module, ...drawnBowl(draw, size))),
    axes,
    names,
  },
  {
    what: { en: "range tests on given losses: which point is the last", zh: "给定的损失：哪一点是最后一点" },
    ask: (module) => ({
      "one bad batch": seenOf(module, along([2, 1, 6, 1, 1, 1]), { ...usual, steps: 6, beta: 0.9 }),
      "stops early": seenOf(module, along([2, 1, 1, 20, 3, 2, 1]), { ...usual, steps: 7 }),
      "never stops": seenOf(module, along([4, 3, 3, 2, 2, 5]), { ...usual, steps: 6 }),
      "in the last step": seenOf(module, along([2, 1, 1, 99]), { ...usual, steps: 4 }),
      "a slow rise": seenOf(module, along(Array.from({ length: 30 }, (_, t) => 1.05 ** t)), {
        ...usual,
        steps: 30,
        beta: 0,
        growth: 3,
      }),
      "a strict bound": seenOf(module, along([2, 1, 2, 3]), { ...usual, steps: 4, growth: 1.1, beta: 0 }),
    }),
    axes,
    names: {
      ...names,
      "one bad batch": { en: "one bad batch", zh: "一个坏批次" },
      "stops early": { en: "it stops early", zh: "提前停下" },
      "never stops": { en: "it never stops early", zh: "没有提前停下" },
      "in the last step": { en: "it stops in the last step", zh: "在最后一步停下" },
      "a slow rise": { en: "losses that rise by 5 % each", zh: "损失每步上升 5%" },
      "a strict bound": { en: "growth 1.1", zh: "growth 为 1.1" },
    },
  },
  {
    what: { en: "a range test of one step", zh: "只有一步的范围测试" },
    ask: (module) => seenOf(module, along([3, 1]), { ...usual, steps: 1 }),
    axes,
    names,
  },
  {
    what: { en: "range tests whose loss is NaN or infinite", zh: "损失为 NaN 或无穷大的范围测试" },
    ask: (module) => [
      seenOf(module, along([3, 2, NaN, 1, 1]), { ...usual, steps: 5 }),
      seenOf(module, along([3, 2, Infinity, 1, 1]), { ...usual, steps: 5 }),
      seenOf(module, along([NaN, 1]), { ...usual, steps: 2 }),
      seenOf(module, along([3, 2, NaN]), { ...usual, steps: 3 }),
      seenOf(module, along([3, 2, Infinity]), { ...usual, steps: 3 }),
    ],
    axes,
    names,
    holds: ["NaN", "infinity"],
  },
  {
    what: { en: "a range test whose third step throws", zh: "第三步抛出错误的范围测试" },
    ask({ rangeTest }) {
      const training = broken([3, 2]);
      const { state, step } = training;
      const settings = { ...usual, steps: 6 };
      const thrown = outcome(() => parts(rangeTest({ state, step: (rate) => step(rate) }, settings)));
      return { thrown, "rates of the steps": training.asked.length, "state at the end": training.now() };
    },
    holds: ["error"],
    names: {
      ...names,
      thrown: { en: "the end of the test", zh: "测试的结局" },
      "rates of the steps": { en: "steps taken", zh: "走了几步" },
    },
  },
  {
    what: {
      en: "two trainings in turns, and the first curve afterwards",
      zh: "两个训练轮流测试，以及事后的第一条曲线",
    },
    ask({ rangeTest }) {
      const settings = { ...usual, steps: 7 };
      const [one, other] = [bowl([1, 0.3], [3, 2], 0.1), bowl([0.5, 0.2, 1], [4, 1, 2], 0, 0.5)];
      const first = kept(parts(rangeTest(one, settings)));
      const second = parts(rangeTest(other, { ...settings, steps: 5, growth: 2 }));
      return { first, second, "the first one again": parts(rangeTest(one, settings)), settings };
    },
    axes,
    names: {
      ...names,
      first: { en: "the first", zh: "第一个" },
      second: { en: "the second", zh: "第二个" },
      "the first one again": { en: "the first one again", zh: "再测一次第一个" },
      settings: { en: "settings", zh: "设置" },
    },
  },
  {
    what: { en: "a range test of 400 steps", zh: "400 步的范围测试" },
    ask({ rangeTest }, draw) {
      const [training] = drawnBowl(draw, 3);
      const curve = rangeTest(training, { low: 1e-4, high: 0.3, steps: 400, beta: 0.9, growth: 4 });
      const { means } = Object(curve) as { means?: unknown };
      return { means: sampled(means, 40), "state at the end": training.now() };
    },
    names,
  },
  {
    what: { en: "a range test on Fashion-MNIST", zh: "在 Fashion-MNIST 上做范围测试" },
    async ask({ rangeTest }, draw) {
      const training = await clothes(draw.integer(0, 9));
      const before = training.state.map((list) => list.slice());
      const curve = rangeTest(training, { low: 1e-3, high: 0.5, steps: 30, beta: 0.9, growth: 4 });
      const moved = training.state.map((list, l) => list.filter((each, i) => each !== before[l]![i]).length);
      return { curve: parts(curve), moved };
    },
    within: {
      relative: 1e-6,
      absolute: 1e-9,
      why: { en: "training magnifies rounding errors", zh: "训练会放大舍入误差" },
    },
    axes,
    names: {
      ...names,
      moved: { en: "how many numbers of the state have changed", zh: "状态中变了的数的个数" },
    },
    costly: true,
  },
);

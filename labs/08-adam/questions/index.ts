import { type Draw, questions, same, short, type Tolerance } from "@downhill/grader/questions";
import { numbers } from "@downhill/optimizers";
import { called, type Module, relative, uses, walks } from "./rules.ts";
import { bowl, clothes, falling, own, seenOfStep, train } from "./training.ts";

const betas = [
  { beta1: 0.9, beta2: 0.999 },
  { beta1: 0.5, beta2: 0.25 },
  { beta1: 0, beta2: 0.9 },
  { beta1: 0.9995, beta2: 0.9999 },
];

/** What `corrected` returns at some steps, each under what it was given, as a learner could type it. */
const atSteps = ({ corrected }: Module, draw: Draw, given: (typeof betas)[number]) =>
  Object.fromEntries(
    [1, 2, 3, 10, 100, 1000, 2000, 5001, 20_000, 1e5, 1e6].map((t) => {
      const at = { t, m: short(draw, -3, 3), v: short(draw, 0, 9), ...given };
      return [called(at), corrected({ ...numbers }, at)];
    }),
  );

const float64: Tolerance = {
  relative: 1e-8,
  absolute: 1e-12,
  why: { en: "a few float64 steps round by far less than this", zh: "几步 float64 运算的舍入误差远小于此" },
};
const float32: Tolerance = {
  relative: 1e-3,
  why: {
    en: "float32 keeps 7 digits, and 20 training steps magnify the rounding",
    zh: "float32 只有约 7 位有效数字，20 步训练还会把舍入误差放大",
  },
};

export default questions<Module>({
  moments: [...walks("moments", ["beta1", "beta2"]), ...uses("moments", ["m", "v"])],

  "bias-correction": [
    ...betas.map((each) => ({
      what: same(`corrected, beta1 ${each.beta1}, beta2 ${each.beta2}`),
      ask: (module: Module, draw: Draw) => atSteps(module, draw, each),
      within: relative,
    })),
    {
      what: { en: "corrected, m and v zero, huge, tiny, NaN", zh: "corrected，m 和 v 为零、极大、极小、NaN" },
      ask: ({ corrected }) =>
        [0, 1e200, 1e-200, NaN].map((value) =>
          corrected({ ...numbers }, { m: -value, v: value, t: 2, beta1: 0.9, beta2: 0.999 }),
        ),
      within: relative,
      holds: ["NaN"],
    },
    ...uses("corrected", ["mHat", "vHat"]),
  ],

  step: [
    ...walks("adam", ["learningRate", "beta1", "beta2", "epsilon"]),
    ...uses("adam", ["update", "m", "v"]),
  ],

  adamw: [
    ...walks("adamw", ["learningRate", "weightDecay", "epsilon"]),
    ...uses("adamw", ["update", "m", "v"]),
  ],

  train: [
    {
      what: {
        en: "trainStep on a small problem, momentum with a falling rate",
        zh: "小问题上的 trainStep，用动量法，学习率逐步下降",
      },
      ask: (module, draw) =>
        train(module, "float64", [{ ...bowl(draw), optimizer: falling() }], { steps: 5 }),
      within: float64,
      names: seenOfStep,
    },
    {
      what: { en: "trainStep on a small problem, your adam", zh: "小问题上的 trainStep，用你的 adam" },
      ask: (module, draw) =>
        train(module, "float64", [{ ...bowl(draw), optimizer: own(module, 0.5) }], { steps: 5 }),
      within: float64,
      names: seenOfStep,
    },
    {
      what: {
        en: "trainStep on two alternating trainings, one resumed at step 7",
        zh: "trainStep 轮流用于两个训练，其中一个从第 7 步继续",
      },
      ask: (module, draw) =>
        train(
          module,
          "float64",
          [0, 7].map((first) => ({ ...bowl(draw), optimizer: falling(), first })),
          { steps: 3 },
        ),
      within: float64,
      names: seenOfStep,
    },
    {
      what: { en: "trainStep on Fashion-MNIST, your adam", zh: "Fashion-MNIST 上的 trainStep，用你的 adam" },
      ask: async (module) =>
        train(module, "wasm", [{ ...(await clothes()), optimizer: own(module, 0.003) }], {
          steps: 20,
          large: true,
        }),
      within: float32,
      names: seenOfStep,
    },
  ],
});

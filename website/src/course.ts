import type { Language } from "./language.ts";

/** One stop of the course, whether its lab exists yet or not. */
export interface Stop {
  /** The two digits its lab begins with. */
  readonly number: string;
  readonly title: Readonly<Record<Language, string>>;
}

/** A named stage of the course. */
export interface Stage {
  readonly name: Readonly<Record<Language, string>>;
  readonly about: Readonly<Record<Language, string>>;
  readonly stops: readonly Stop[];
}

const stop = (number: string, en: string, zh: string): Stop => ({
  number,
  title: { en, "zh-Hans": zh },
});

/** The whole way down, in order. */
export const course: readonly Stage[] = [
  {
    name: { en: "Setting out", "zh-Hans": "起步" },
    about: {
      en: "One number, one slope. Then a machine that finds slopes for you.",
      "zh-Hans": "先是一个数、一道坡；再写一个替你求斜率的程序。",
    },
    stops: [
      stop("00", "Hello", "你好"),
      stop("01", "Loss functions", "损失函数"),
      stop("02", "Gradient descent", "梯度下降"),
      stop("03", "Learning rate", "学习率"),
      stop("04", "Autograd", "自动求导"),
    ],
  },
  {
    name: { en: "Gathering speed", "zh-Hans": "提速" },
    about: {
      en: "Batches, memory and scale, from a sample at a time to Adam on a GPU.",
      "zh-Hans": "小批量、动量与缩放：从一次一个样本，走到 GPU 上的 Adam。",
    },
    stops: [
      stop("05", "Mini-batch SGD", "小批量随机梯度下降"),
      stop("06", "Momentum", "动量"),
      stop("07", "RMSprop", "RMSprop"),
      stop("08", "Adam", "Adam"),
      stop("09", "Adam on a GPU", "GPU 上的 Adam"),
    ],
  },
  {
    name: { en: "Keeping your footing", "zh-Hans": "走稳" },
    about: {
      en: "When to slow down, when to start over, and what to do when a slope is too steep or too flat.",
      "zh-Hans": "何时放慢，何时重来；坡太陡、太平时又该怎么走。",
    },
    stops: [
      stop("10", "Decay and warm-up", "衰减与预热"),
      stop("11", "Plateaus and resets", "平台与重置"),
      stop("12", "Finding a rate", "搜索学习率"),
      stop("13", "Gradient clipping", "梯度裁剪"),
      stop("14", "Vanishing and exploding gradients", "梯度消失与爆炸"),
    ],
  },
  {
    name: { en: "Arriving in the right place", "zh-Hans": "走对地方" },
    about: {
      en: "A low loss on data you have seen is not the goal. These labs are about the data you have not.",
      "zh-Hans": "在见过的数据上损失低，还不算走到；这几个实验关心的是没见过的数据。",
    },
    stops: [
      stop("15", "Data pipeline", "数据流水线"),
      stop("16", "L1 and L2", "L1 与 L2"),
      stop("17", "Generalization", "泛化"),
      stop("18", "Hyper-parameter search", "超参数搜索"),
    ],
  },
];

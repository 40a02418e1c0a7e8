import type { Language } from "../../language.ts";
import type { Regime, Setting } from "../../momentum/ball.ts";

/** The regions of the plane, in the order of the legend. */
export const regionNames = ["creeps", "mixed", "oscillates", "alternates", "diverges"] as const;
export type Region = (typeof regionNames)[number];

interface Texts {
  readonly title: string;
  readonly plane: string;
  readonly bowl: string;
  readonly rate: string;
  readonly momentum: string;
  readonly best: string;
  readonly none: string;
  readonly direction: string;
  readonly steep: string;
  readonly flat: string;
  readonly error: string;
  readonly factor: string;
  readonly regions: Readonly<Record<Region, string>>;
  readonly regimes: Readonly<Record<Regime, string>>;
  readonly summary: (setting: Setting, steps: number | undefined, diverges: boolean) => string;
  readonly caption: string;
}

/** A factor to three decimals; from ten on, none says more. */
export const shown = (value: number): string => value.toFixed(value < 10 ? 3 : 0);

export const texts: Readonly<Record<Language, Texts>> = {
  en: {
    title: "Learning rate and momentum, as a plane",
    plane: "The settings. To the right ηL, upwards β. Drag the point, or use the sliders.",
    bowl: "The ball's path in a bowl 25 times as steep across as along.",
    rate: "Rate × steepness, ηL",
    momentum: "Momentum, β",
    best: "Best settings",
    none: "Best without momentum",
    direction: "direction",
    steep: "across (λ = 25)",
    flat: "along (λ = 1)",
    error: "the error",
    factor: "factor per step",
    regions: {
      creeps: "neither direction swings",
      mixed: "the steep one swings",
      oscillates: "both swing",
      alternates: "the steep one changes sides at every step",
      diverges: "the ball leaves the bowl",
    },
    regimes: {
      creeps: "shrinks from one side",
      alternates: "changes sides at every step",
      oscillates: "swings, and shrinks",
      diverges: "grows",
    },
    summary: ({ stiffness, momentum }, steps, diverges) =>
      `ηL = ${stiffness.toFixed(2)}, β = ${momentum.toFixed(2)}: ${
        diverges
          ? "the ball leaves the bowl."
          : steps === undefined
            ? "after 2,000 steps the loss is still above a millionth."
            : `the loss stays below a millionth after ${steps} steps.`
      }`,
    caption:
      "Move the point up from the bottom: momentum first speeds the ball up, then makes it swing. The best place is the tip where three regions meet, with 26 steps; without momentum the best rate takes 87. Beyond the straight line, ηL = 2(1 + β), the ball leaves the bowl.",
  },
  "zh-Hans": {
    title: "学习率与动量的平面",
    plane: "设置：向右是 ηL，向上是 β。拖动圆点，或使用滑块。",
    bowl: "小球在碗里的路径，碗的横向比纵向陡 25 倍。",
    rate: "学习率 × 陡度，ηL",
    momentum: "动量系数 β",
    best: "最佳设置",
    none: "不用动量时的最佳设置",
    direction: "方向",
    steep: "横向（λ = 25）",
    flat: "纵向（λ = 1）",
    error: "误差",
    factor: "每步的倍数",
    regions: {
      creeps: "两个方向都不摆动",
      mixed: "陡的方向摆动",
      oscillates: "两个方向都摆动",
      alternates: "陡的方向每一步都换侧",
      diverges: "小球冲出碗外",
    },
    regimes: {
      creeps: "从一侧缩小",
      alternates: "每一步都换到另一侧",
      oscillates: "来回摆动，逐渐缩小",
      diverges: "越来越大",
    },
    summary: ({ stiffness, momentum }, steps, diverges) =>
      `ηL = ${stiffness.toFixed(2)}，β = ${momentum.toFixed(2)}：${
        diverges
          ? "小球冲出碗外。"
          : steps === undefined
            ? "2,000 步后损失仍高于最初的百万分之一。"
            : `${steps} 步后，损失一直低于最初的百万分之一。`
      }`,
    caption:
      "从底边把圆点往上移：动量先让小球变快，再让它来回摆。最好的位置是三个区域相接的那个尖角，26 步就到；不用动量，最好的学习率要 87 步。越过直线 ηL = 2(1 + β)，小球就冲出碗外。",
  },
};

import type { Walks } from "../../valley.ts";
import type { Language } from "../../language.ts";

/** A number with a true minus sign. */
export function signed(value: number, digits = 2): string {
  return value.toFixed(digits).replace("-", "−");
}

interface Texts {
  readonly figure: string;
  readonly handle: string;
  readonly at: (x: string, y: string) => string;
  readonly names: Readonly<Record<Walks["rule"], string>>;
  readonly rate: string;
  readonly step: string;
  readonly height: string;
  readonly scale: (low: string, high: string, interval: string) => string;
  readonly question: string;
  readonly answer: (walks: readonly Walks[], starts: number) => string;
  /** What the balls did, for those who cannot see it. */
  readonly result: (name: string, steps: number, height: string) => string;
  readonly late: (name: string, height: string) => string;
}

export const texts: Readonly<Record<Language, Texts>> = {
  en: {
    figure: "A landscape seen from above; three update rules descend from the same start",
    handle: "Start",
    at: (x, y) => `east ${x}, north ${y}`,
    names: { gradientDescent: "Gradient descent", momentum: "Momentum", adam: "Adam" },
    rate: "rate",
    step: "step",
    height: "height",
    scale: (low, high, interval) => `Height from ${low} (dark) to ${high} (light); lines every ${interval}`,
    question:
      "Three update rules start from one point. Each sees only the slope where it is, and each has the learning rate that suits it best here. Drag the start, press the arrow keys or click elsewhere.",
    answer: ([descent, momentum, adam], starts) =>
      `On land as smooth as this, plain gradient descent is the fastest: over ${starts} starts it arrives after ${descent!.steps} steps on average, momentum after ${momentum!.steps} and Adam after ${adam!.steps}. Which basin a rule ends in depends on the start far more than on the rule: ${descent!.deeper}, ${momentum!.deeper} and ${adam!.deeper} of the ${starts} end in the deeper one. So why does everyone train with Adam? That is what the course is about.`,
    result: (name, steps, height) => `${name} arrives at height ${height} after ${steps} steps.`,
    late: (name, height) => `${name} is at height ${height} and has not arrived.`,
  },
  "zh-Hans": {
    figure: "俯视的一片山地：三种更新规则从同一点出发往下走",
    handle: "起点",
    at: (x, y) => `东 ${x}，北 ${y}`,
    names: { gradientDescent: "梯度下降", momentum: "动量", adam: "Adam" },
    rate: "学习率",
    step: "步数",
    height: "高度",
    scale: (low, high, interval) => `高度从 ${low}（深）到 ${high}（浅），每 ${interval} 一条等高线`,
    question:
      "三种更新规则从同一点出发，都只看得见脚下的坡，用的也都是各自在这片地上最合适的学习率。拖动起点、按方向键，或者点一下别处。",
    answer: ([descent, momentum, adam], starts) =>
      `在这样平缓的地形上，最快的是普通的梯度下降：从 ${starts} 个起点出发，它平均 ${descent!.steps} 步走到谷底，动量要 ${momentum!.steps} 步，Adam 要 ${adam!.steps} 步。最后落进哪个谷，主要看起点而不是看规则：${starts} 次里进了较深那个谷的，分别是 ${descent!.deeper}、${momentum!.deeper} 和 ${adam!.deeper} 次。那为什么大家训练都用 Adam？这正是这门课要讲的。`,
    result: (name, steps, height) => `${name} 走了 ${steps} 步，停在高度 ${height}。`,
    late: (name, height) => `${name} 还没有走到谷底，高度 ${height}。`,
  },
};

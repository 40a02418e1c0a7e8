import type { Regime } from "./regime.ts";

const en = {
  title: "Gradient descent on a curve",
  curve: "Curve",
  curves: { oneValley: "One valley", twoValleys: "Two valleys" },
  start: "Start",
  rate: "Learning rate η",
  reset: "Back to η = 0.1",
  steps: "The steps",
  losses: "Loss after each step",
  step: "step",
  lossAxis: "loss J, each line a hundred times the one below",
  at: (x: string, loss: string) => `x = ${x}, loss ${loss}`,
  caption:
    "Drag the ring, or focus it and press the arrow keys; then move the rate. Watch the loss: on the single valley a good rate draws a straight line down, because every step shrinks the distance by the same factor. Which rates make that line turn upwards?",
  regime(regime: Regime): string {
    switch (regime.kind) {
      case "diverges":
        return `Diverges: each step lands farther away, and by step ${regime.step} it has left the picture.`;
      case "arrives":
        if (regime.step === 0) return "Already at the minimum: the slope is zero, so nothing moves.";
        return regime.swings
          ? `Arrives after ${regime.step} steps, swinging from side to side.`
          : `Arrives after ${regime.step} ${regime.step === 1 ? "step" : "steps"}.`;
      case "stuck":
        return `Settles at x = ${regime.at.toFixed(2)}, where the slope is zero but the loss is not lowest.`;
      case "cycles":
        return "Jumps between two points forever: every step overshoots by as much as it was off.";
      case "grows":
        return `Diverges, slowly: after 40 steps the loss has grown from ${format(regime.from)} to ${format(regime.to)}.`;
      case "crawls":
        return `Still moving after 40 steps, loss ${format(regime.loss)}.`;
    }
  },
};

const zh: typeof en = {
  title: "曲线上的梯度下降",
  curve: "曲线",
  curves: { oneValley: "一个谷", twoValleys: "两个谷" },
  start: "起点",
  rate: "学习率 η",
  reset: "恢复 η = 0.1",
  steps: "每一步",
  losses: "每步之后的损失",
  step: "步",
  lossAxis: "损失 J，每条横线是下面一条的一百倍",
  at: (x, loss) => `x = ${x}，损失 ${loss}`,
  caption:
    "拖动圆环，或选中它按方向键；再调学习率。请看损失那张图：在只有一个谷的曲线上，合适的学习率会画出一条直直向下的线，因为每一步都把距离缩小同样的倍数。学习率取多大，这条线会掉头向上？",
  regime(regime) {
    switch (regime.kind) {
      case "diverges":
        return `发散：一步比一步远，到第 ${regime.step} 步已经跑出图外。`;
      case "arrives":
        if (regime.step === 0) return "起点就是最低点：斜率为零，不会再动。";
        return regime.swings ? `左右摆动，走了 ${regime.step} 步到达。` : `走了 ${regime.step} 步到达。`;
      case "stuck":
        return `停在 x = ${regime.at.toFixed(2)}：这里斜率为零，损失却不是最低。`;
      case "cycles":
        return "在两点之间永远来回跳：每一步都恰好冲过头同样的距离。";
      case "grows":
        return `慢慢发散：走了 40 步，损失反而从 ${format(regime.from)} 涨到 ${format(regime.to)}。`;
      case "crawls":
        return `走了 40 步还在路上，损失 ${format(regime.loss)}。`;
    }
  },
};

export const texts = { en, "zh-Hans": zh };

/** A loss in few characters: plain where that is short, otherwise a power of ten. */
export function format(value: number): string {
  if (!Number.isFinite(value)) return "∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 0.001 && size < 1000) return minus(value.toPrecision(3).replace(/\.0+$|(\.\d*[1-9])0+$/, "$1"));
  const [digits = "", power = ""] = value.toExponential(1).split("e");
  return `${minus(digits)}×10${Array.from(power.replace("+", ""), (c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)] ?? "⁻").join("")}`;
}

function minus(digits: string): string {
  return digits.replace("-", "−");
}

import type { Language } from "../../language.ts";
import type { Penalty } from "../../penalised.ts";

interface Texts {
  readonly title: string;
  readonly plane: string;
  readonly path: string;
  readonly choice: string;
  readonly penalties: Readonly<Record<Penalty, string>>;
  readonly lambda: string;
  readonly places: readonly [string, string];
  readonly reset: string;
  readonly head: readonly [string, string, string, string, string];
  readonly without: string;
  readonly with: (penalty: string) => string;
  readonly weights: readonly [string, string];
  readonly summary: (penalty: string, zeros: readonly string[]) => string;
  readonly caption: string;
}

export const texts: Readonly<Record<Language, Texts>> = {
  en: {
    title: "Why L1 makes zeros and L2 does not",
    plane:
      "Two weights as a plane. Ellipses of equal loss around the ring, the shape of equal penalty around 0, and the path of the minimum between them. Drag the ring, or use the sliders.",
    path: "Both weights at the minimum, for every strength of the penalty.",
    choice: "Penalty",
    penalties: { l1: "L1", l2: "L2" },
    lambda: "Strength, λ",
    places: ["Lowest loss at w₁", "at w₂"],
    reset: "Back to the example",
    head: ["minimum", "w₁", "w₂", "loss", "penalty"],
    without: "without penalty",
    with: (penalty) => `with ${penalty}`,
    weights: ["w₁", "w₂"],
    summary: (penalty, zeros) =>
      zeros.length === 0
        ? `${penalty}: both weights are smaller, and neither is 0.`
        : `${penalty}: ${zeros.join(" and ")} ${zeros.length === 1 ? "is" : "are"} exactly 0.`,
    caption:
      "At the ring the loss is lowest. A penalty draws the minimum along the coloured path towards 0, to where an ellipse of equal loss touches the shape of equal penalty. The diamond of L1 has corners on the axes, and an ellipse that comes near an axis touches it there: from λ = 1.2 on, w₂ is exactly 0 in the example. The disc of L2 has no corners: at λ = 1.25 w₂ is still 0.59, and no strength makes it 0. Drag the ring close to the diagonal: when does L1 keep both weights?",
  },
  "zh-Hans": {
    title: "为什么 L1 会得到零而 L2 不会",
    plane:
      "两个权重构成平面。围绕圆环的是损失相等的椭圆，围绕原点的是惩罚相等的图形，中间是最小点走过的路径。拖动圆环，或使用滑块。",
    path: "惩罚强度取各个值时，最小点的两个权重。",
    choice: "惩罚",
    penalties: { l1: "L1", l2: "L2" },
    lambda: "强度 λ",
    places: ["损失最低处的 w₁", "w₂"],
    reset: "恢复例子",
    head: ["最小点", "w₁", "w₂", "损失", "惩罚"],
    without: "不加惩罚",
    with: (penalty) => `加 ${penalty}`,
    weights: ["w₁", "w₂"],
    summary: (penalty, zeros) =>
      zeros.length === 0
        ? `${penalty}：两个权重都变小，但都不为 0。`
        : `${penalty}：${zeros.join("和")} 恰好为 0。`,
    caption:
      "圆环处损失最低。惩罚把最小点沿着彩色路径拉向原点，停在损失相等的椭圆与惩罚相等的图形相切的地方。L1 的菱形在坐标轴上有尖角，椭圆靠近坐标轴时就碰到尖角：在例子里，从 λ = 1.2 起 w₂ 恰好为 0。L2 的圆没有尖角：λ = 1.25 时 w₂ 还有 0.59，强度再大也不会变成 0。把圆环拖到对角线附近：什么时候 L1 会把两个权重都留下？",
  },
};

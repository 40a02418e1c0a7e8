import type { Verdict } from "./verdicts.ts";

/** Why the result of an operation differs from PyTorch's. */
export interface Reason {
  readonly ops: readonly string[];
  readonly specials: readonly string[];
  readonly en: string;
  readonly zh: string;
}

/** All differences, with their reasons. */
export const reasons: readonly Reason[] = [
  {
    ops: ["abs", "relu", "sign"],
    specials: ["nan"],
    en: "The sign of NaN is NaN, as are the slopes of `abs` and `relu` there. PyTorch gives 0, 0 and 1, and the NaN is lost.",
    zh: "NaN 的符号仍是 NaN，`abs` 与 `relu` 在该处的斜率也是 NaN。PyTorch 分别给出 0、0 和 1，NaN 就此消失。",
  },
  {
    ops: ["log1p"],
    specials: ["subnormal"],
    en: "$\\ln(1 + x)$ is $x$ there; PyTorch gives 0.",
    zh: "此处 $\\ln(1 + x)$ 等于 $x$；PyTorch 给出 0。",
  },
  {
    ops: ["logSumExp"],
    specials: ["1e30", "-1e30"],
    en: "The gradient is the softmax, whose parts sum to 1. PyTorch computes $e^{x - y}$, and the digits of $\\ln n$ are lost next to 1e30: $n$ equal numbers have a part of 1 each.",
    zh: "梯度就是 softmax，各分量之和为 1。PyTorch 计算 $e^{x - y}$，在 1e30 旁边 $\\ln n$ 的各位都被舍去，于是 $n$ 个相等的数各得 1。",
  },
  {
    ops: ["prod"],
    specials: ["inf", "-inf", "nan", "subnormal"],
    en: "The gradient is the product of the other factors. PyTorch divides the whole product by the factor, which is $\\infty/\\infty$, or 0 after an underflow.",
    zh: "梯度是其余因子之积。PyTorch 用总乘积除以该因子，得到 $\\infty/\\infty$，或在下溢之后得到 0。",
  },
  {
    ops: ["maxPool"],
    specials: ["inf", "-inf", "nan", "+0", "-0", "1e30", "-1e30", "1e-30", "subnormal"],
    en: "Equal maxima share the gradient, as in `max`; PyTorch gives all of it to the first. In a window with NaN the largest is unknown, so the gradient is NaN.",
    zh: "并列的最大值平分梯度，与 `max` 相同；PyTorch 全部给第一个。窗口中有 NaN 时无从判断谁最大，梯度为 NaN。",
  },
  {
    ops: ["norm"],
    specials: ["1e30", "-1e30", "1e-30", "subnormal"],
    en: "In float32 (and for subnormal numbers in float64) PyTorch's squares overflow or vanish. `norm` scales first, so its value is the exact one, rounded.",
    zh: "在 float32 中（以及 float64 的次正规数），PyTorch 的平方会上溢或下溢。`norm` 先缩放再求平方，得到的是真值的舍入。",
  },
  {
    ops: ["conv2d", "conv2dInput", "depthwiseConv2d"],
    specials: ["inf", "-inf", "nan"],
    en: "The gradient of the image is itself a convolution, over cotangents with zeros around and between them, and $0 \\cdot \\infty$ is NaN. This happens only with a weight that is not finite, so the value is not finite either.",
    zh: "图像的梯度本身是一次卷积，余切向量的四周和间隔处补了零，而 $0 \\cdot \\infty$ 是 NaN。只有权重不是有限数时才会如此，此时输出也已经不是有限数。",
  },
  {
    ops: ["cast"],
    specials: ["inf", "-inf", "nan", "1e30", "-1e30"],
    en: "No such integer exists. C++, and therefore PyTorch, leaves the result undefined.",
    zh: "没有这样的整数。C++ 未定义此结果，PyTorch 也因此不确定。",
  },
  {
    ops: ["sin", "cos"],
    specials: ["1e30", "-1e30"],
    en: "On wasm: the kernel subtracts multiples of a rounded $2\\pi$. In float32, neighbours of 1e30 are 1e23 apart.",
    zh: "仅限 wasm：内核减去的是舍入后的 $2\\pi$ 的倍数。在 float32 中，1e30 与相邻数相距 1e23。",
  },
  {
    ops: ["variance", "std"],
    specials: ["empty"],
    en: "Refused, because an empty tensor has no mean. PyTorch warns and gives NaN.",
    zh: "拒绝计算：没有元素就没有均值，也谈不上偏差。PyTorch 发出警告并给出 NaN。",
  },
  {
    ops: ["patchesAdd"],
    specials: ["empty"],
    en: "An empty batch gives an empty batch; PyTorch's `fold` refuses it.",
    zh: "没有图像，和也就没有图像；PyTorch 的 `fold` 不接受空批次。",
  },
];

/** The index of the reason that applies to a verdict. */
export const reasonOf = ({ op, special }: Pick<Verdict, "op" | "special">): number =>
  reasons.findIndex((reason) => reason.ops.includes(op) && reason.specials.includes(special));

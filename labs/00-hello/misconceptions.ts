import type { Mistake } from "@downhill/grader/lab";

/** The wrong settings in `mistakes/`, and what a learner reads when theirs answer alike. */
export const mistakes: readonly Mistake[] = [
  {
    id: "learning-rate-zero",
    task: "settings",
    name: { en: "a learning rate of zero", zh: "学习率为零" },
    explanation: {
      en: "Each step is the learning rate times a direction. With 0 every step has length 0, and the network stays as it was drawn.",
      zh: "每一步都是学习率乘以一个方向。学习率为 0，每一步的长度也就是 0，网络永远停在刚生成时的样子。",
    },
  },
  {
    id: "learning-rate-too-large",
    task: "learns",
    name: { en: "a learning rate far too large", zh: "学习率大得离谱" },
    explanation: {
      en: "A larger rate does not simply learn faster. Beyond some length, each step jumps over the valley and lands higher on the other side, and the loss grows. Lab 03 finds that length.",
      zh: "学习率越大并不等于学得越快。步长超过某个界限，每一步都会跨过谷底，落到对面更高的地方，损失反而上升。实验 03 会找出这个界限。",
    },
  },
  {
    id: "learning-rate-too-small",
    task: "learns",
    name: { en: "a learning rate far too small", zh: "学习率小得离谱" },
    explanation: {
      en: "The direction is right, but at this rate the walk down would take thousands of times as many steps. If the curve is flat, try ten times as much.",
      zh: "方向没错，但照这个步长走下去，要多花成千上万倍的步数。曲线若是平的，就把学习率放大十倍试试。",
    },
  },
  {
    id: "zero-weights",
    task: "learns",
    name: { en: "all weights begin at zero", zh: "权重全部从零开始" },
    explanation: {
      en: "Zero looks neutral, but then all units compute the same and receive the same gradient (here even none at all), so they never become different. Weights must begin at random.",
      zh: "从零开始看似不偏不倚，可是这样一来，所有单元算的都一样，得到的梯度也一样（这里干脆全是零），永远分不出彼此。权重必须随机初始化。",
    },
  },
];

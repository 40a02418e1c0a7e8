import type { Mistake } from "@downhill/grader/lab";

/** The wrong implementations in `mistakes/`, and what a learner reads when the numbers match one of them. */
export const mistakes: readonly Mistake[] = [
  {
    id: "betas-swapped",
    task: "moments",
    name: { en: "beta1 and beta2 swapped", zh: "beta1 和 beta2 用反了" },
    explanation: {
      en: "beta1 belongs to m, the mean of the gradient; beta2 to v, the mean of its square. With the usual 0.9 and 0.999, yours steers by gradients from a thousand steps ago and judges their size by the last ten.",
      zh: "beta1 用于 m（梯度的平均），beta2 用于 v（梯度平方的平均）。按惯用的 0.9 和 0.999，你的写法是用近千步的旧梯度来定方向，却只凭最近十来步估计梯度的大小。",
    },
  },
  {
    id: "weights-swapped",
    task: "moments",
    name: { en: "β and 1 − β swapped", zh: "β 和 1 − β 用反了" },
    explanation: {
      en: "β is the weight of the old mean, 1 − β that of the new gradient. Yours keeps a tenth of the past and takes in nine tenths of the newest gradient, so it hardly averages.",
      zh: "β 是旧平均值的权重，1 − β 才是新梯度的权重。你的写法只留下一成过去、九成都是最新的梯度，几乎起不到平均的作用。",
    },
  },
  {
    id: "sum-for-mean",
    task: "moments",
    name: { en: "the factor 1 − β is missing", zh: "漏了系数 1 − β" },
    explanation: {
      en: "Without 1 − β this is a running sum, momentum's convention (lab 06): it grows to 1/(1 − β) times the mean. Adam's bias correction is derived for means.",
      zh: "没有 1 − β，得到的就是累加和，也就是动量法的记法（实验 06），会涨到平均值的 1/(1 − β) 倍。Adam 的偏差修正是针对平均值推导出来的。",
    },
  },
  {
    id: "v-uncorrected",
    task: "bias-correction",
    name: { en: "v is not corrected", zh: "v 没有做偏差修正" },
    explanation: {
      en: "v begins at zero as m does, and it is far slower to grow: after the first step it holds a thousandth of g² (beta2 = 0.999). Divided by the root of that, the first step is about 32 times too long. Divide v by 1 − β₂ᵗ.",
      zh: "v 和 m 一样从零开始，而且涨得慢得多：第一步之后它只有 g² 的千分之一（beta2 = 0.999）。除以它的平方根，第一步就会长出约 32 倍。v 应当除以 1 − β₂ᵗ。",
    },
  },
  {
    id: "root-on-correction",
    task: "bias-correction",
    name: { en: "a root on the correction of m", zh: "给 m 的修正多套了一层根号" },
    explanation: {
      en: "You divide m by √(1 − β₁ᵗ). The root belongs to v, when the step is made; m is a mean of g itself, and its missing share is exactly 1 − β₁ᵗ. The first step comes out at 0.32 of its length, and by step 40 the difference is below 1 %, so training converges and the loss curve looks healthy.",
      zh: "你用 m 除以了 √(1 − β₁ᵗ)。根号是迈步时给 v 用的；m 是 g 本身的平均，缺的那一份正好是 1 − β₁ᵗ。这样第一步只有应有长度的 0.32 倍，到第 40 步差别已不足 1%，于是训练照样收敛，损失曲线上什么也看不出来。",
    },
  },
  {
    id: "t-from-zero",
    task: "bias-correction",
    name: { en: "t counted from 0", zh: "t 从 0 数起" },
    explanation: {
      en: "You correct with β^(t − 1). In Adam's equations the first step has t = 1, and that is the t you are given; with 0 in its place 1 − β⁰ = 0, and the first step divides by zero.",
      zh: "你用的是 β^(t − 1)。在 Adam 的公式里第一步是 t = 1，传给你的 t 也是这样数的；换成 0，则 1 − β⁰ = 0，第一步就除以零了。",
    },
  },
  {
    id: "t-one-ahead",
    task: "bias-correction",
    name: { en: "t counted one ahead", zh: "t 多数了一步" },
    explanation: {
      en: "You correct with β^(t + 1). The optimizer's steps count from 0, but the t that a rule is given already has the 1 added.",
      zh: "你用的是 β^(t + 1)。优化器的步数确实从 0 数起，但传给更新规则的 t 已经加过 1 了。",
    },
  },
  {
    id: "exponent-missing",
    task: "bias-correction",
    name: { en: "the correction never fades", zh: "修正量不随步数衰减" },
    explanation: {
      en: "You divide by 1 − β at every step. That is right for the first step only; after t steps the share that has come in is 1 − βᵗ, so the divisor must grow towards 1.",
      zh: "你每一步都除以 1 − β，这只在第一步正确。t 步之后进来的份额是 1 − βᵗ，除数应当逐渐趋近 1。",
    },
  },
  {
    id: "epsilon-inside-root",
    task: "step",
    name: { en: "ε inside the root", zh: "ε 放进了根号里" },
    explanation: {
      en: "You divide by √(v̂ + ε). Adam divides by √v̂ + ε, as PyTorch does. Inside, ε counts as its root: 1e-8 becomes as large as 1e-4, and where gradients are small the steps shrink.",
      zh: "你除以的是 √(v̂ + ε)。Adam（PyTorch 也一样）除以的是 √v̂ + ε。放进根号，ε 就以它的平方根起作用：1e-8 相当于 1e-4，梯度小的地方步子会明显变短。",
    },
  },
  {
    id: "no-correction",
    task: "step",
    name: { en: "the bias correction is missing", zh: "没有做偏差修正" },
    explanation: {
      en: "The step uses m and v as they are. Both begin at zero and are too small at first, v more so, and the first step is about 3.2 times too long with beta1 = 0.9, beta2 = 0.999. Use m̂ and v̂ from `corrected`.",
      zh: "这一步直接用了 m 和 v。两者都从零开始，起初都偏小，v 偏得更厉害；beta1 = 0.9、beta2 = 0.999 时，第一步约长出 3.2 倍。请改用 `corrected` 给出的 m̂ 和 v̂。",
    },
  },
  {
    id: "step-v-uncorrected",
    task: "step",
    name: { en: "the step divides by v without its correction", zh: "迈步时用了未修正的 v" },
    explanation: {
      en: "m is corrected, but the root is taken of v and not of v̂. With beta2 = 0.999 the first step is then about 32 times too long.",
      zh: "m 修正过了，根号里用的却是 v 而不是 v̂。beta2 = 0.999 时，第一步会因此长出约 32 倍。",
    },
  },
  {
    id: "step-root-on-correction",
    task: "step",
    name: { en: "a root on the correction of m", zh: "给 m 的修正多套了一层根号" },
    explanation: {
      en: "The step behaves as if m were divided by √(1 − β₁ᵗ). It must be 1 − β₁ᵗ without a root: m is a mean of g itself. The error fades within some forty steps, so training converges, and only a comparison of trajectories shows it.",
      zh: "这一步的结果相当于用 m 除以了 √(1 − β₁ᵗ)。应当是不带根号的 1 − β₁ᵗ，因为 m 是 g 本身的平均。这个误差四十来步就消退了，训练照样收敛，只有逐步对照轨迹才看得出来。",
    },
  },
  {
    id: "root-missing",
    task: "step",
    name: { en: "the root of v̂ is missing", zh: "漏了 v̂ 的平方根" },
    explanation: {
      en: "v̂ is a mean of squares; only its root has the gradient's unit. Without the root, tiny gradients give huge steps and large ones hardly any.",
      zh: "v̂ 是平方的平均，开了平方才与梯度同单位。不开方的话，梯度很小时步子极大，梯度大时反而几乎不动。",
    },
  },
  {
    id: "corrected-moments-kept",
    task: "step",
    name: { en: "the corrected moments are kept", zh: "把修正后的 m̂、v̂ 存了下来" },
    explanation: {
      en: "The first step is right, but m̂ and v̂ are returned as the new moments, so the next step corrects them once more. Return m and v; the correction is made afresh from them at every step.",
      zh: "第一步没错，但你把 m̂ 和 v̂ 当成新的矩返回了，下一步又会再修正一遍。应当返回 m 和 v，修正每一步都由它们重新算。",
    },
  },
  {
    id: "epsilon-before-correction",
    task: "step",
    name: { en: "ε added before the correction", zh: "在偏差修正之前就加了 ε" },
    explanation: {
      en: "You fold both corrections into the learning rate and divide by √v + ε. This faster form stands in the paper too (end of its section 2), and in TensorFlow, but its ε is another one: measured against v̂ it is ε/√(1 − β₂ᵗ). This course, like PyTorch, adds ε to √v̂.",
      zh: "你把两个修正并进了学习率，再除以 √v + ε。论文第 2 节末尾和 TensorFlow 都有这种省算的写法，但那里的 ε 是另一个量：对 v̂ 而言，它相当于 ε/√(1 − β₂ᵗ)。本课程与 PyTorch 一致，把 ε 加在 √v̂ 上。",
    },
  },
  {
    id: "climbs",
    task: "step",
    name: { en: "climbing instead of descending", zh: "下山走成了上山" },
    explanation: {
      en: "The update is added to the parameter, so the minus sign belongs into it. Yours climbs.",
      zh: "更新量是加到参数上的，所以负号要写在更新量里。你的写法是在上山。",
    },
  },
  {
    id: "l2-for-decay",
    task: "adamw",
    name: { en: "L2 in place of decoupled decay", zh: "用 L2 惩罚代替了解耦的权重衰减" },
    explanation: {
      en: "You add λθ to the gradient, as the gradient of an L2 penalty would. It then passes through m and v and is divided by √v̂: parameters with large gradients decay too little, those with small ones too much. AdamW leaves the gradient alone and shrinks the parameter directly.",
      zh: "你把 λθ 加进了梯度，这是 L2 惩罚的做法。它随后会经过 m 和 v，再除以 √v̂，于是梯度大的参数衰减太少，梯度小的又衰减太多。AdamW 不动梯度，而是直接缩小参数。",
    },
  },
  {
    id: "decay-without-rate",
    task: "adamw",
    name: { en: "the decay is not scaled by the learning rate", zh: "衰减没有乘学习率" },
    explanation: {
      en: "You take off λθ; it must be ηλθ. Without the learning rate, a decay of 0.1 removes a tenth of every weight at every step, and a schedule that lowers η does not lower the decay.",
      zh: "你减去的是 λθ，应当是 ηλθ。不乘学习率，0.1 的衰减每步就会削掉每个权重的十分之一，而且学习率计划降低 η 时，衰减也不会随之减弱。",
    },
  },
  {
    id: "decay-after-step",
    task: "adamw",
    name: { en: "decays the parameter that has already moved", zh: "对已经走了一步的参数做衰减" },
    explanation: {
      en: "The decay is ηλ times the parameter before the step. Yours takes it of the parameter after Adam's step, a small difference that adds up.",
      zh: "衰减量是 ηλ 乘以迈步之前的参数。你用的是 Adam 走完一步之后的参数，差别虽小，却会逐步累积。",
    },
  },
  {
    id: "state-not-kept",
    task: "train",
    name: { en: "the optimizer's state is not kept", zh: "没有保留优化器的状态" },
    explanation: {
      en: "The state that came in is returned, and the new one is thrown away, so every step sees m = v = 0 with a growing t. Return the second value of `optimizer.update`.",
      zh: "你返回的是传进来的旧状态，新状态被丢掉了，于是每一步看到的都是 m = v = 0，而 t 却在增长。应当返回 `optimizer.update` 的第二个值。",
    },
  },
  {
    id: "tensors-left",
    task: "train",
    name: { en: "tensors are left behind", zh: "有张量没有释放" },
    explanation: {
      en: "The numbers are right, but gradients, updates and what was computed in between stay in the device's memory, step after step; JavaScript's garbage collector does not see them. Put the body into `tidy`.",
      zh: "数值都对，但梯度、更新量和中间结果一步步地留在了设备内存里，JavaScript 的垃圾回收看不到它们。请把函数体放进 `tidy`。",
    },
  },
  {
    id: "step-from-one",
    task: "train",
    name: { en: "the step is counted twice", zh: "步数多加了一次 1" },
    explanation: {
      en: "`optimizer.update` counts steps from 0 and adds the 1 for the bias correction itself. Yours begins at t = 2, so the first step is too short.",
      zh: "`optimizer.update` 的步数从 0 数起，偏差修正要用的 1 由它自己加。你的写法从 t = 2 开始，第一步因此偏短。",
    },
  },
];

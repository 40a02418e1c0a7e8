import type { Mistake } from "@downhill/grader/lab";

/** Wrong ways to write Adam over tensors. */
export const tensors: readonly Mistake[] = [
  {
    id: "leak-per-step",
    task: "tensors",
    name: { en: "memory leaks in every step", zh: "每一步都泄漏内存" },
    explanation: {
      en: "The numbers are right, but eleven tensors for each parameter stay on the device in every step: a million parameters lose 44 MB a step. JavaScript's garbage collector does not see them. Put the body into `tidy`, which frees what is not returned.",
      zh: "数值都对，但每个参数每一步都有十一个张量留在设备上：一百万个参数，每步就漏掉 44 MB，而 JavaScript 的垃圾回收看不到它们。请把函数体放进 `tidy`，凡是没有返回的都会被它释放。",
    },
  },
  {
    id: "reads-back",
    task: "tensors",
    name: { en: "reads numbers back in each step", zh: "每一步都把数值读回来" },
    explanation: {
      en: "You wait for `data()` and compute in JavaScript. Each read makes the device finish everything, sends the numbers over the bus, and leaves it idle until you send them back. Say what is to be computed, with tensors, and read nothing.",
      zh: "你等待 `data()`，然后在 JavaScript 里计算。每读一次，设备都得先把手头的活全部做完，再把数经总线送过来，然后闲等你把结果送回去。应当用张量说明要算什么，什么都不读。",
    },
  },
  {
    id: "tensors-climbs",
    task: "tensors",
    name: { en: "climbing instead of descending", zh: "下山走成了上山" },
    explanation: {
      en: "You add the step to the parameters. The gradient points uphill, and so do its mean and the step made of it: subtract.",
      zh: "你把这一步加到了参数上。梯度指向上坡，它的平均和由此得到的步子也一样，应当减去。",
    },
  },
  {
    id: "tensors-epsilon-inside-root",
    task: "tensors",
    name: { en: "ε inside the root", zh: "ε 放进了根号里" },
    explanation: {
      en: "You divide by √(v̂ + ε); Adam divides by √v̂ + ε. Inside, ε counts as its root: 1e-8 becomes as large as 1e-4, and where gradients are small the steps shrink.",
      zh: "你除以的是 √(v̂ + ε)，Adam 除以的是 √v̂ + ε。放进根号，ε 就以它的平方根起作用：1e-8 相当于 1e-4，梯度小的地方步子会明显变短。",
    },
  },
  {
    id: "tensors-root-missing",
    task: "tensors",
    name: { en: "the root of v̂ is missing", zh: "漏了 v̂ 的平方根" },
    explanation: {
      en: "v̂ is a mean of squares; only its root has the gradient's unit. Without the root, small gradients give huge steps and large ones hardly any: divide by add(sqrt(vHat), epsilon).",
      zh: "v̂ 是平方的平均，开了平方才与梯度同单位。不开方的话，梯度小时步子极大，梯度大时反而几乎不动。应当除以 add(sqrt(vHat), epsilon)。",
    },
  },
  {
    id: "tensors-no-correction",
    task: "tensors",
    name: { en: "the bias correction is missing", zh: "没有做偏差修正" },
    explanation: {
      en: "The step uses m and v as they are. Both begin at zero and are too small at first, v more so, and the first step is about 3.2 times too long with beta1 = 0.9, beta2 = 0.999. Divide m by 1 − beta1ᵗ and v by 1 − beta2ᵗ.",
      zh: "这一步直接用了 m 和 v。两者都从零开始，起初都偏小，v 偏得更厉害；beta1 = 0.9、beta2 = 0.999 时，第一步约长出 3.2 倍。m 应当除以 1 − beta1ᵗ，v 应当除以 1 − beta2ᵗ。",
    },
  },
  {
    id: "tensors-t-from-zero",
    task: "tensors",
    name: { en: "t counted from 0", zh: "t 从 0 数起" },
    explanation: {
      en: "You correct with the step itself, which counts from 0. Adam's t counts from 1: with t = 0, 1 − beta1ᵗ is 0, and the first step divides by zero. t is step + 1.",
      zh: "你直接用 step 来修正，而 step 从 0 数起。Adam 的 t 从 1 数起：t = 0 时 1 − beta1ᵗ 等于 0，第一步就除以零了。t 应当是 step + 1。",
    },
  },
  {
    id: "tensors-square-missing",
    task: "tensors",
    name: { en: "v takes in the gradient, not its square", zh: "v 里放的是梯度，没有平方" },
    explanation: {
      en: "v is a running mean of g², yours of g, so it can be negative, and the root of that is NaN. Put `square(gradients[i]!)` into it.",
      zh: "v 是 g² 的滑动平均，你算的却是 g 的平均，它可能为负，开方就得到 NaN。请改用 `square(gradients[i]!)`。",
    },
  },
  {
    id: "tensors-corrected-kept",
    task: "tensors",
    name: { en: "the corrected moments are kept", zh: "把修正后的矩存了下来" },
    explanation: {
      en: "The step is right the first time, but m̂ and v̂ are returned as the new m and v, and the next step corrects them once more. Return m and v as they are before the correction.",
      zh: "第一步是对的，但你把 m̂ 和 v̂ 当成新的 m、v 返回了，下一步又会再修正一遍。应当返回修正之前的 m 和 v。",
    },
  },
];

import { defineLab } from "@downhill/grader/lab";
import type { AdamModule } from "./adam-module.ts";
import { checkAdamw, checkCorrected, checkMoments, checkStep } from "./checks.ts";
import { mistakes } from "./misconceptions.ts";
import { draw } from "./picture.ts";

export default defineLab<AdamModule>({
  id: "08-adam",
  title: { en: "Adam", zh: "Adam" },
  summary: {
    en: "Write Adam and AdamW once, check them against PyTorch number by number, and train a network on real images with them.",
    zh: "亲手写出 Adam 和 AdamW，与 PyTorch 逐个数对照，再用它在真实图片上训练一个网络。",
  },
  minutes: 60,
  prerequisites: ["02-gradient-descent", "04-autograd"],
  rows: ["Adam"],
  file: "adam.ts",
  tasks: [
    {
      id: "moments",
      title: { en: "Two running means", zh: "两个滑动平均" },
      points: 15,
      anchor: "moments",
      hints: [
        {
          en: "How much of the old mean stays, and how much of the new gradient comes in? The two shares add up to 1.",
          zh: "旧的平均值留下多少，新的梯度进来多少？两个份额之和是 1。",
        },
        {
          en: "m keeps beta1 of itself and takes 1 − beta1 of g; v does the same with beta2 and g². Each operation is a function of the algebra: `add(a, b)`, `mul(a, b)`, `sub(1, beta1)`, `square(g)`.",
          zh: "m 保留自身的 beta1 份，再加入 g 的 1 − beta1 份；v 同理，用的是 beta2 和 g²。每个运算都是代数里的一个函数：`add(a, b)`、`mul(a, b)`、`sub(1, beta1)`、`square(g)`。",
        },
        {
          en: "`m: add(mul(beta1, m), mul(sub(1, beta1), g))`, and v likewise",
          zh: "`m: add(mul(beta1, m), mul(sub(1, beta1), g))`，v 照此写",
        },
      ],
      check: checkMoments,
    },
    {
      id: "bias-correction",
      title: { en: "Correcting for the zero start", zh: "修正从零开始的偏差" },
      points: 20,
      anchor: "bias-correction",
      hints: [
        {
          en: "Suppose every gradient is 1. What is m after one step, and what should it be?",
          zh: "假设每个梯度都是 1。一步之后 m 是多少？它本该是多少？",
        },
        {
          en: "After t steps the weights of all gradients seen add up to 1 − βᵗ, not to 1. Divide by what they add up to. t counts from 1 already.",
          zh: "t 步之后，所有梯度的权重加起来是 1 − βᵗ 而不是 1，除以这个和即可。t 已经是从 1 数起的。",
        },
        {
          en: "`mHat: div(m, sub(1, pow(beta1, t)))`, and vHat likewise",
          zh: "`mHat: div(m, sub(1, pow(beta1, t)))`，vHat 照此写",
        },
      ],
      check: checkCorrected,
    },
    {
      id: "step",
      title: { en: "The step", zh: "迈出一步" },
      points: 25,
      anchor: "step",
      hints: [
        {
          en: "Three things happen in order: the means take in the gradient, they are corrected, the update is made. Which of them is returned for next time?",
          zh: "依次做三件事：把梯度并入平均值、做修正、算更新量。留给下一步的是其中哪些？",
        },
        {
          en: "Call `moments`, then `corrected` with the new m and v. The update is −η·m̂ divided by (√v̂ + ε), with ε outside the root. Return the update with m and v, not with m̂ and v̂.",
          zh: "先调用 `moments`，再用新的 m 和 v 调用 `corrected`。更新量是 −η·m̂ 除以 (√v̂ + ε)，ε 在根号外面。返回更新量以及 m 和 v，不是 m̂ 和 v̂。",
        },
        {
          en: "`const { mHat, vHat } = corrected(algebra, { ...at, m, v });` and `update: neg(div(mul(learningRate, mHat), add(sqrt(vHat), epsilon)))`",
          zh: "`const { mHat, vHat } = corrected(algebra, { ...at, m, v });`，以及 `update: neg(div(mul(learningRate, mHat), add(sqrt(vHat), epsilon)))`",
        },
      ],
      check: checkStep,
    },
    {
      id: "adamw",
      title: { en: "Weight decay, decoupled", zh: "解耦的权重衰减" },
      points: 20,
      anchor: "adamw",
      hints: [
        {
          en: "Which of g, m, v and the update should know about the decay?",
          zh: "g、m、v 和更新量当中，哪些应当知道有衰减这回事？",
        },
        {
          en: "Take Adam's update as it is and subtract learningRate × weightDecay × p from it.",
          zh: "Adam 的更新量原样拿来，从中减去 learningRate × weightDecay × p。",
        },
        {
          en: "`update: sub(update, mul(mul(at.learningRate, at.weightDecay), at.p))`",
          zh: "`update: sub(update, mul(mul(at.learningRate, at.weightDecay), at.p))`",
        },
      ],
      check: checkAdamw,
    },
    {
      id: "train",
      title: { en: "Training on real images", zh: "在真实图片上训练" },
      points: 20,
      anchor: "train",
      hints: [
        {
          en: "A step needs a loss with its gradient, an update, and new parameters. Which of the tensors made on the way does nobody need afterwards?",
          zh: "一步训练需要：损失和梯度、更新量、新的参数。中途产生的张量，哪些之后再也没有人用？",
        },
        {
          en: 'Inside `tidy("trainStep", () => …)` call `lossAndGradient(params)`, then `optimizer.update(gradient, state, params, step)`, and return an object with the loss, `apply(params, updates)` and the new state: tidy frees the rest.',
          zh: '在 `tidy("trainStep", () => …)` 里先调用 `lossAndGradient(params)`，再调用 `optimizer.update(gradient, state, params, step)`，返回一个对象：损失、`apply(params, updates)` 和新状态。其余的由 tidy 释放。',
        },
        {
          en: "`const [updates, next] = optimizer.update(gradient, state, params, step); return { loss, params: apply(params, updates), state: next };`",
          zh: "`const [updates, next] = optimizer.update(gradient, state, params, step); return { loss, params: apply(params, updates), state: next };`",
        },
      ],
      check: async (module, probe) => (await import("./training.ts")).checkTraining(module, probe),
    },
  ],
  mistakes,
  prepare: async () => (await import("./training.ts")).prepare(),
  picture: { title: { en: "Adam in a narrow bowl", zh: "狭长碗中的 Adam" }, draw },
});

import type { Mistake } from "@downhill/grader/lab";

/** The wrong implementations in `mistakes/`, and what a learner reads when the numbers match one of them. */
export const mistakes: readonly Mistake[] = [
  {
    id: "lost-factor-two",
    task: "gradient",
    name: { en: "the factor 2 is lost", zh: "丢了系数 2" },
    explanation: {
      en: "The derivative of (x − 3)² is 2(x − 3), not x − 3. The direction is right, so descent still works, but each step is half as long as the formula says. (The factor is gone only if the loss has a ½ in front.)",
      zh: "(x − 3)² 的导数是 2(x − 3)，不是 x − 3。方向没有错，所以照样能下降，但每一步只有公式的一半长。（只有损失前面带 ½ 时，这个 2 才会消掉。）",
    },
  },
  {
    id: "ascends",
    task: "step",
    name: { en: "climbing instead of descending", zh: "下山走成了上山" },
    explanation: {
      en: "You add the gradient. It points to where the loss grows fastest, so adding it climbs; subtract it to descend.",
      zh: "你加上了梯度。梯度指向损失上升最快的方向，加上它就是上山；要下山，得减去它。",
    },
  },
  {
    id: "one-step-short",
    task: "walk",
    name: { en: "one step too few", zh: "少走了一步" },
    explanation: {
      en: "The start counts as a point but not as a step: n steps make n + 1 points. Your loop runs n − 1 times.",
      zh: "起点算一个点，但不算一步：走 n 步会经过 n + 1 个点。你的循环只跑了 n − 1 次。",
    },
  },
  {
    id: "start-left-out",
    task: "walk",
    name: { en: "the start is left out", zh: "漏掉了起点" },
    explanation: {
      en: "All the steps are there, but the path begins where the walk begins: x0 is its first entry.",
      zh: "每一步都走了，但路径应当从出发的地方记起：第一项是 x0。",
    },
  },
  {
    id: "gradient-computed-once",
    task: "walk",
    name: { en: "the slope is measured only once", zh: "斜率只算了一次" },
    explanation: {
      en: "Every step here uses the slope at x0, so all steps are equally long and run past the bottom. The slope changes on the way; take it anew where you stand.",
      zh: "这里每一步用的都是 x0 处的斜率，所以步步一样长，会直接冲过谷底。斜率一路都在变，走到哪里就要在哪里重新算。",
    },
  },
  {
    id: "one-after-another",
    task: "vector-step",
    name: { en: "coordinates updated one after another", zh: "坐标一个接一个地更新" },
    explanation: {
      en: "The second coordinate's slope was taken after the first had already moved. One step of gradient descent uses the gradient at a single point, the old one. (Moving one coordinate at a time is another method, coordinate descent.)",
      zh: "算第二个坐标的斜率时，第一个坐标已经挪过了。梯度下降的一步只用同一个点（原来那个点）的梯度。（逐个坐标地走是另一种方法，叫坐标下降。）",
    },
  },
  {
    id: "mutates-x0",
    task: "vector-step",
    name: { en: "the caller's point is moved", zh: "改动了调用者的点" },
    explanation: {
      en: "The numbers are right, but they were written into the list that was passed in. Whoever still holds that list, such as the start of a path, now sees it changed. Return a new list.",
      zh: "数值都对，但它们被写回了传进来的列表。别处如果还拿着这个列表（比如路径的起点），就会发现它变了。请返回一个新列表。",
    },
  },
  {
    id: "stops-before-first-step",
    task: "descend",
    name: { en: "stops before the first step", zh: "还没迈步就停了" },
    explanation: {
      en: "The loop's condition tests a gradient length that starts at 0 and has not been computed yet, so the loop never begins. Compute the gradient first, then test it.",
      zh: "循环条件检查的梯度长度初值是 0，还没有真正算过，于是循环一次也没执行。要先算梯度，再做检查。",
    },
  },
  {
    id: "steps-before-looking",
    task: "descend",
    name: { en: "steps first and looks afterwards", zh: "先迈步，后检查" },
    explanation: {
      en: "A step was taken although the start was already a place to stop, or although no step was allowed. Test before you step, at the start too.",
      zh: "起点已经满足停止条件，或者根本不许走，却还是走了一步。每次迈步之前都要先检查，起点也不例外。",
    },
  },
  {
    id: "gradient-against-loss-threshold",
    task: "descend",
    name: { en: "gradient tested against the loss threshold", zh: "拿梯度去比损失的阈值" },
    explanation: {
      en: "lossThreshold is a height, the gradient's length is a steepness; they have different units. Compare problem.loss(x) with lossThreshold.",
      zh: "lossThreshold 是高度，梯度的长度是陡峭程度，两者单位不同。应当用 problem.loss(x) 和 lossThreshold 比较。",
    },
  },
  {
    id: "sum-for-length",
    task: "descend",
    name: { en: "the sum of the slopes for their length", zh: "把斜率之和当成了梯度的长度" },
    explanation: {
      en: "Slopes of opposite signs cancel in a sum, which can be 0 on a steep slope. The gradient's length is the root of the sum of squares: Math.hypot(...slopes).",
      zh: "相加时，一正一负的斜率会抵消，坡很陡时和也可能是 0。梯度的长度是平方和的平方根：Math.hypot(...slopes)。",
    },
  },
  {
    id: "path-of-one-list",
    task: "descend",
    name: { en: "one list, noted many times", zh: "路径里全是同一个列表" },
    explanation: {
      en: "The path holds the same list again and again, so every entry shows where it ended. Push a new list after each step (stepVector gives you one).",
      zh: "路径里反复放的是同一个列表，所以每一项显示的都是终点。每走一步都要放入一个新列表（stepVector 返回的正是新列表）。",
    },
  },
  {
    id: "lets-nan-pass",
    task: "descend",
    name: { en: "NaN and Infinity pass as learning rates", zh: "NaN 和 Infinity 混过了学习率检查" },
    explanation: {
      en: "Every comparison with NaN is false, so `learningRate <= 0` does not catch it, nor does it catch Infinity. Ask for what is good, and refuse the rest: `!(learningRate > 0 && learningRate < Infinity)`.",
      zh: "NaN 和任何数比较都得 false，所以 `learningRate <= 0` 拦不住它，也拦不住 Infinity。应当写出“合格”的条件，其余一律拒绝：`!(learningRate > 0 && learningRate < Infinity)`。",
    },
  },
];

import { defineLab } from "@downhill/grader/lab";
import { checkGradient, checkStep, checkVectorStep, checkWalk } from "./checks.ts";
import { checkDescend } from "./descend-check.ts";
import type { DescentModule } from "./descent-module.ts";
import { mistakes } from "./misconceptions.ts";
import { draw } from "./picture.ts";

export default defineLab<DescentModule>({
  id: "02-gradient-descent",
  title: { en: "Gradient descent", zh: "梯度下降" },
  summary: {
    en: "Walk down (x − 3)² one step at a time, then down any surface, and know when to stop.",
    zh: "先沿着 (x − 3)² 一步一步走下去，再走下任意曲面，并且知道什么时候该停。",
  },
  minutes: 45,
  prerequisites: [],
  rows: ["gradient descent, (x−3)² example", "stop conditions (iterations, loss threshold)"],
  file: "descent.ts",
  tasks: [
    {
      id: "gradient",
      title: { en: "The loss and its slope", zh: "损失与它的斜率" },
      points: 10,
      anchor: "gradient",
      hints: [
        {
          en: "At x = 3 the loss is lowest. What must the slope be there, and which sign has it to the left of 3?",
          zh: "x = 3 处损失最低。那里的斜率应当是多少？3 的左边，斜率是正还是负？",
        },
        {
          en: "The derivative of u² is 2u times the derivative of u; here u = x − 3, whose derivative is 1.",
          zh: "u² 的导数是 2u 再乘以 u 的导数；这里 u = x − 3，它的导数是 1。",
        },
        { en: "`return 2 * (x - 3);` for the gradient", zh: "梯度写成 `return 2 * (x - 3);`" },
      ],
      check: checkGradient,
    },
    {
      id: "step",
      title: { en: "One step", zh: "走一步" },
      points: 15,
      anchor: "step",
      hints: [
        {
          en: "Stand at x = 0, where the slope is −6. Must x grow or shrink to come nearer to 3?",
          zh: "站在 x = 0 处，斜率是 −6。要靠近 3，x 应当变大还是变小？",
        },
        {
          en: "The gradient points uphill; go the other way, and only the fraction `rate` of its length.",
          zh: "梯度指向上坡，要朝反方向走，步子是它的 `rate` 倍。",
        },
        { en: "`return x - rate * gradient(x);`", zh: "`return x - rate * gradient(x);`" },
      ],
      check: checkStep,
    },
    {
      id: "walk",
      title: { en: "A path of n steps", zh: "走 n 步的路径" },
      points: 20,
      anchor: "walk",
      hints: [
        {
          en: "How many points does a path of three steps pass, its start included?",
          zh: "走三步的路径，连起点在内一共经过几个点？",
        },
        {
          en: "Begin with a list that holds x0. Then, `steps` times: replace x by the step from it, and note it.",
          zh: "列表里先放 x0，然后重复 `steps` 次：从当前的 x 走一步得到新的 x，再把它记下来。",
        },
        {
          en: "`for (let t = 0; t < steps; t++) { x = step(x, rate); path.push(x); }`",
          zh: "`for (let t = 0; t < steps; t++) { x = step(x, rate); path.push(x); }`",
        },
      ],
      check: checkWalk,
    },
    {
      id: "vector-step",
      title: { en: "A step in many directions at once", zh: "在多个方向上同时走一步" },
      points: 20,
      anchor: "vector-step",
      hints: [
        {
          en: "Which point is the gradient taken at: the old one, or one that has already been half moved?",
          zh: "梯度该在哪一点上算：是原来的点，还是已经挪动了一半的点？",
        },
        {
          en: "Call `gradient(x)` once, before anything moves; then build a new list from the two.",
          zh: "先调用一次 `gradient(x)`，这时什么都还没动；再由这两个列表生成一个新列表。",
        },
        {
          en: "`const slopes = gradient(x); return x.map((value, i) => value - rate * slopes[i]!);`",
          zh: "`const slopes = gradient(x); return x.map((value, i) => value - rate * slopes[i]!);`",
        },
      ],
      check: checkVectorStep,
    },
    {
      id: "descend",
      title: { en: "Knowing when to stop", zh: "知道何时停下" },
      points: 35,
      anchor: "descend",
      hints: [
        {
          en: "If the start is already good enough, how many steps should be taken?",
          zh: "如果起点已经够好，该走几步？",
        },
        {
          en: "An endless loop that begins with three tests, each of which may return; only after them comes the step. The length of a list of slopes is `Math.hypot(...slopes)`. Refuse a bad rate before the loop: NaN is not greater than 0 either.",
          zh: "写一个无限循环，开头依次做三项检查，每一项都可能直接返回；都没返回，才走一步。一组斜率的长度是 `Math.hypot(...slopes)`。不合理的学习率要在循环之前就拒绝，别忘了 NaN 也不大于 0。",
        },
        {
          en: '`if (Math.hypot(...slopes) <= gradientTolerance) return { x, path, iterations, reason: "gradient" };` and its two sisters, then `x = stepVector(x, learningRate, () => slopes); path.push(x);`',
          zh: '`if (Math.hypot(...slopes) <= gradientTolerance) return { x, path, iterations, reason: "gradient" };`，另外两项照此写，然后是 `x = stepVector(x, learningRate, () => slopes); path.push(x);`',
        },
      ],
      check: checkDescend,
    },
  ],
  mistakes,
  picture: { title: { en: "Two walks down (x − 3)²", zh: "沿 (x − 3)² 下行的两条路径" }, draw },
});

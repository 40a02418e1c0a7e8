import { questions } from "@downhill/grader/questions";
import { asked, type Autograd } from "./asking.ts";
import { checkGrads, gradient } from "./gradient.ts";
import { record } from "./record.ts";
import { regression } from "./regression.ts";
import { reverse } from "./reverse.ts";
import { matmul, rules } from "./rules.ts";

/** The dimensions of a matrix. */
const entry = [
  { en: "row", zh: "行" },
  { en: "column", zh: "列" },
];
const step = [{ en: "step", zh: "步" }];
const call = [{ en: "call", zh: "次调用" }];

export default questions<Autograd>({
  record: asked([], record, {
    one: { en: "one operation, s = x w", zh: "一个运算 s = x w" },
    five: { en: "five operations, Σ tanh(x w + b) b", zh: "五个运算：Σ tanh(x w + b) b" },
    twice: { en: "a node used twice, an operation twice", zh: "一个节点用两次，一个运算做两次" },
    turns: { en: "two tapes, alternating", zh: "两条记录带轮流使用" },
    vjp: { en: "a node's vjp for each rule, called twice", zh: "每条规则的节点，vjp 各调用两次" },
    many: { en: "a tape of 20,000 operations", zh: "一条有 20,000 个运算的记录带", costly: true },
    fails: { en: "the tape after failed operations", zh: "运算出错之后的记录带", holds: ["error"] },
  }),
  rules: asked([{ en: "operand", zh: "个操作数" }, ...entry], rules, {
    sumTo: { en: "sumTo(g, x), for each shape of x", zh: "sumTo(g, x)，x 取各种形状" },
    add: { en: "cotangents of add(a, b), with broadcasting", zh: "add(a, b) 的余切向量，包括广播" },
    mul: { en: "cotangents of mul(a, b), with broadcasting", zh: "mul(a, b) 的余切向量，包括广播" },
    tanh: { en: "cotangent of tanh(x)", zh: "tanh(x) 的余切向量" },
    sum: { en: "cotangent of sum(x)", zh: "sum(x) 的余切向量" },
    same: { en: "one matrix as both operands", zh: "两个操作数是同一个矩阵" },
    turns: { en: "two uses, alternating; the inputs afterwards", zh: "两次使用轮流求 vjp，以及输入" },
    range: { en: "infinity, NaN, huge numbers; no columns", zh: "无穷、NaN、极大的数；没有列的矩阵", holds: ["NaN", "infinity", "empty"] }, // prettier-ignore
    large: { en: "12,000 rows; a row of 130,000 numbers", zh: "12,000 行；一行 130,000 个数", costly: true },
  }),
  matmul: asked([{ en: "factor", zh: "个因子" }, ...entry], matmul, {
    worked: { en: "[[1,2],[3,4]] × [[5,6],[7,8]]", zh: "[[1,2],[3,4]] × [[5,6],[7,8]]" },
    square: { en: "square matrices", zh: "方阵" },
    oblong: { en: "rectangular matrices, rows and columns", zh: "长方形矩阵、行和列" },
    turns: { en: "two products, alternating, and their factors", zh: "两个乘积轮流求 vjp，以及之后的因子" },
    range: { en: "a a, and zeros, huge numbers, infinity and NaN", zh: "a a，以及零、极大的数、无穷和 NaN", holds: ["NaN", "infinity"] }, // prettier-ignore
    large: { en: "12,000 rows", zh: "12,000 行", costly: true },
  }),
  reverse: asked(entry, reverse, {
    chain: { en: "a chain, y = x w u", zh: "一条链，y = x w u" },
    twice: { en: "a node used twice: x·x, x + x, x x", zh: "用了两次的节点：x·x、x + x、x x" },
    paths: { en: "s + s³ with s = 2x, and the calls to each vjp", zh: "s + s³，s = 2x，以及 vjp 的各次调用", holds: ["empty"] }, // prettier-ignore
    drawn: { en: "random graphs of 14 operations", zh: "随机生成的图，各 14 个运算", holds: ["empty"] },
    middle: { en: "an output in the middle of the tape", zh: "输出在记录带的中间" },
    leaf: { en: "an output that is a leaf", zh: "输出是一片叶子" },
    shapes: { en: "matrices of several shapes, y = Σ (x w) u · v", zh: "形状不同的矩阵，y = Σ (x w) u · v" },
    range: { en: "g with zeros, huge numbers, infinity, NaN", zh: "g 里有零、极大的数、无穷、NaN", holds: ["NaN", "infinity"] }, // prettier-ignore
    zeros: { en: "a cotangent of zeros on the way to x and w", zh: "通往 x 和 w 的途中，余切向量为零" },
    doublings: { en: "40 doublings, x + x, and the vjp calls", zh: "x + x 连做 40 次，vjp 的调用次数" },
    long: { en: "20,000 operations that all use x", zh: "20,000 个都用到 x 的运算", costly: true },
    large: { en: "a row of 130,000 numbers", zh: "一行 130,000 个数", costly: true },
    turns: { en: "two tapes, alternating; the first answer again", zh: "两条记录带轮流；再看第一个结果" },
    afterwards: { en: "g, values and shares after the call", zh: "调用之后的 g、各个值和各份份额" },
  }),
  gradient: [
    ...asked([{ en: "argument", zh: "个参数" }, ...entry], gradient, {
      points: { en: "Σ x²w, at several points", zh: "Σ x²w，取几个点", holds: ["empty"] },
      network: { en: "a network and its four parameters", zh: "一个网络和它的四个参数" },
      branches: { en: "one branch per argument, the last one first", zh: "每个参数各走一支，最后一个先算" },
      unused: { en: "arguments that the loss does not use", zh: "损失没有用到的参数", holds: ["empty"] },
      early: { en: "a loss that is not the last operation", zh: "损失不是最后一个运算" },
      cut: { en: "a node whose vjp is not its slope", zh: "有一个节点，它的 vjp 不是真正的斜率" },
      turns: { en: "two losses, alternating, and their runs", zh: "两个损失轮流，以及运行次数" },
      within: { en: "a loss within a loss, and after an error", zh: "损失里面又求另一个损失的梯度，以及出错之后再求", holds: ["error"] }, // prettier-ignore
      long: { en: "a loss of 12,000 operations", zh: "有 12,000 个运算的损失", costly: true },
      large: { en: "a row of 130,000 numbers, 12,000 rows", zh: "一行 130,000 个数；12,000 行", costly: true, axes: [] }, // prettier-ignore
      refused: { en: "losses that are a row, a column, a square matrix", zh: "损失是一行、一列、一个方阵", holds: ["error"], axes: [] }, // prettier-ignore
      tapes: { en: "a fresh tape for each call", zh: "每次调用都用新的记录带", axes: call },
    }),
    ...asked([], checkGrads, {
      cube: { en: "checkGrads of z³, h = 0.5", zh: "z³ 的 checkGrads，h = 0.5" },
      network: { en: "checkGrads of a network, twice", zh: "网络的 checkGrads，求两次" },
      entries: { en: "checkGrads along one entry at a time", zh: "每次只沿一个元素的 checkGrads" },
      steps: { en: "checkGrads with other h, and along zero", zh: "checkGrads，换用别的 h，沿零方向" },
      cut: { en: "checkGrads of a loss whose tape is wrong", zh: "记录带有错的损失，它的 checkGrads" },
      point: { en: "checkGrads: x and v, during and after", zh: "checkGrads：运行时和之后的 x 与 v" },
    }),
  ],
  regression: asked(entry, regression, {
    losses: { en: "the losses of five steps on the chapter's line", zh: "在原文的直线上走五步，各步的损失", axes: step }, // prettier-ignore
    theta: { en: "theta after 1, 5 and 100 steps", zh: "1 步、5 步、100 步之后的 theta" },
    tables: { en: "tables of one to four columns, one to 900 rows", zh: "一至四列、一至九百行的表", axes: [] }, // prettier-ignore
    ends: { en: "no steps; a start at the answer", zh: "一步也不走；从答案出发", holds: ["empty"], axes: [] }, // prettier-ignore
    whose: { en: "theta when every vjp returns zeros: it must not move, if the gradient comes from your tape", zh: "每条规则的 vjp 都给出零：梯度若来自你的记录带，theta 就不动" }, // prettier-ignore
    rates: { en: "rates that are far too small and far too large", zh: "过小和过大的学习率", axes: [] }, // prettier-ignore
    afterwards: { en: "the inputs, afterwards; a second call", zh: "之后的输入；再次调用" },
    large: { en: "8,000 steps; a table of 12,000 rows", zh: "8,000 步；12,000 行的表", costly: true, axes: [] }, // prettier-ignore
  }),
});

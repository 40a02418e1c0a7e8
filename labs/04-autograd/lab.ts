import { defineLab } from "@downhill/grader/lab";
import type { Autograd } from "./autograd.ts";
import { checkGradient } from "./checks/gradient.ts";
import { checkMatmul } from "./checks/matmul.ts";
import { checkRecord } from "./checks/record.ts";
import { checkRegression } from "./checks/regression.ts";
import { checkReverse } from "./checks/reverse.ts";
import { checkRules } from "./checks/rules.ts";
import { mistakes } from "./mistakes.ts";
import { drawTape } from "./picture.ts";

export default defineLab<Autograd>({
  id: "04-autograd",
  title: { en: "Autograd: a tape and one pass backwards", zh: "自动求导：一条记录带，一次反向传播" },
  summary: {
    en: "Record what was computed, then walk back once and have every gradient; check it; train with it.",
    zh: "把算过的运算记下来，倒着走一遍，就得到全部梯度；然后检验它，用它来训练。",
  },
  minutes: 75,
  prerequisites: ["02-gradient-descent"],
  rows: ["automatic gradients (GradientTape)"],
  file: "autograd.ts",
  tasks: [
    {
      id: "record",
      title: { en: "Write operations down on a tape", zh: "把运算记到带上" },
      points: 10,
      anchor: "record",
      hints: [
        {
          en: "Three things happen: the operation is computed, a node is made, the node goes on the tape.",
          zh: "要做三件事：算出结果，造一个节点，把节点放到记录带上。",
        },
        {
          en: "rules[op] is a function of the inputs' values. It answers { value, vjp }, and the node keeps both.",
          zh: "rules[op] 是一个函数，参数是各输入的值，返回 { value, vjp }，节点两样都要留下。",
        },
        {
          en: "const node: Node = { tape, op, inputs, ...rules[op](...inputs.map((input) => input.value)) }; then tape.push(node) and return node.",
          zh: "const node: Node = { tape, op, inputs, ...rules[op](...inputs.map((input) => input.value)) }; 然后 tape.push(node)，再返回 node。",
        },
      ],
      check: checkRecord,
    },
    {
      id: "rules",
      title: { en: "The rules of add, mul, tanh and sum", zh: "add、mul、tanh、sum 的规则" },
      points: 25,
      anchor: "rules",
      hints: [
        {
          en: "Ask of each input: if this entry moves a little, by how much does ⟨g, y⟩ move? And every cotangent has its input's shape.",
          zh: "对每个输入问一句：这个元素动一点，⟨g, y⟩ 会动多少？另外，余切的形状总与对应的输入相同。",
        },
        {
          en: "add passes g to both; mul passes g times the other factor; tanh multiplies by 1 − y²; sum copies g to every entry. Where an input was stretched, add up over the copies.",
          zh: "add 把 g 传给两边；mul 传 g 乘以另一个因子；tanh 乘上 1 − y²；sum 把 g 抄给每个元素。输入被拉伸过的地方，要把各份副本加起来。",
        },
        {
          en: "mul: vjp: (g) => [sumTo(m.mul(g, b), a), sumTo(m.mul(g, a), b)]. In sumTo: if x has one row and g has more, take m.sumDown(g); then the same with columns and m.sumAcross.",
          zh: "mul：vjp: (g) => [sumTo(m.mul(g, b), a), sumTo(m.mul(g, a), b)]。sumTo 里：x 只有一行而 g 有多行时取 m.sumDown(g)，列也一样，用 m.sumAcross。",
        },
      ],
      check: checkRules,
    },
    {
      id: "matmul",
      title: { en: "The rule of matmul", zh: "matmul 的规则" },
      points: 15,
      anchor: "matmul",
      hints: [
        {
          en: "Write y with indices, y_ij = Σ_k a_ik b_kj, and differentiate Σ g_ij y_ij with respect to one a_ik.",
          zh: "用指标写出 y_ij = Σ_k a_ik b_kj，再把 Σ g_ij y_ij 对某一个 a_ik 求导。",
        },
        {
          en: "The cotangent of a_ik is Σ_j g_ij b_kj. Which matrix product runs over the second index of both?",
          zh: "a_ik 的余切是 Σ_j g_ij b_kj。两个矩阵都对第二个指标求和，这是哪种矩阵乘积？",
        },
        {
          en: "vjp: (g) => [m.matmul(g, m.transpose(b)), …], and for b the transposed a on the left of g.",
          zh: "vjp: (g) => [m.matmul(g, m.transpose(b)), …]，b 的那一项则是 a 的转置左乘 g。",
        },
      ],
      check: checkMatmul,
    },
    {
      id: "reverse",
      title: { en: "The reverse pass", zh: "反向传播" },
      points: 25,
      anchor: "reverse",
      hints: [
        {
          en: "Only one cotangent is known at first: the output's. Who can be computed from it?",
          zh: "一开始只知道一个余切，就是输出的余切。由它能先算出谁的？",
        },
        {
          en: "Walk the tape from its end. A node without a cotangent does not matter to the output: skip it. Any other calls its vjp, and each share is added to what its input has gathered so far.",
          zh: "从记录带末尾往前走。没有余切的节点与输出无关，跳过；其余的调用自己的 vjp，把每一份加到对应输入已经收到的余切上。",
        },
        {
          en: "const sofar = cotangents.get(input); cotangents.set(input, sofar === undefined ? share : m.add(sofar, share)); where cotangents is a new Map([[output, g]]) in each call.",
          zh: "const sofar = cotangents.get(input); cotangents.set(input, sofar === undefined ? share : m.add(sofar, share)); 其中 cotangents 每次调用都新建：new Map([[output, g]])。",
        },
      ],
      check: checkReverse,
    },
    {
      id: "gradient",
      title: { en: "grad, and the check that it is right", zh: "grad，以及怎样检验它" },
      points: 15,
      anchor: "gradient",
      hints: [
        {
          en: "One call is one life: a fresh tape, leaves for the arguments, f, backward, done.",
          zh: "一次调用就是一个完整的过程：新的记录带，参数变成叶子，运行 f，反向传播，结束。",
        },
        {
          en: "An argument that f did not use has no entry in the map: its gradient is zeros of its shape. A loss that is not [1,1] is an error. In checkGrads the point moves as x + t·v, with t = h and t = −h.",
          zh: "f 没用到的参数在 Map 里没有条目，它的梯度是同形状的零。损失不是 [1,1] 时应当报错。checkGrads 里，点按 x + t·v 移动，t 取 h 和 −h。",
        },
        {
          en: "The gradients: inputs.map((input) => cotangents.get(input) ?? m.zerosLike(input.value)). numeric: (at(h) − at(−h)) / (2 * h), where at(t) is f's value at every m.add(x, m.scale(v, t)).",
          zh: "梯度：inputs.map((input) => cotangents.get(input) ?? m.zerosLike(input.value))。numeric: (at(h) - at(-h)) / (2 * h)，其中 at(t) 是 f 在各个 m.add(x, m.scale(v, t)) 处的值。",
        },
      ],
      check: checkGradient,
    },
    {
      id: "regression",
      title: { en: "Linear regression with your own gradient", zh: "用自己的梯度做线性回归" },
      points: 10,
      anchor: "regression",
      hints: [
        {
          en: "Write the loss as a function of one node, theta; x and y are constants. The rest is lab 02.",
          zh: "把损失写成一个节点 theta 的函数，x 和 y 是常数。其余部分就是实验 02。",
        },
        {
          en: "The error is add(matmul(x, th), m.scale(y, -1)); its mean square is a sum times 1 / y.length. Note the loss before each step.",
          zh: "误差是 add(matmul(x, th), m.scale(y, -1))，均方误差是平方和乘以 1 / y.length。每一步之前先记下损失。",
        },
        {
          en: "const loss = valueAndGrad((th) => …); in each step const [value, grads] = loss(theta), then theta = m.add(theta, m.scale(grads[0]!, -learningRate)).",
          zh: "const loss = valueAndGrad((th) => …); 每一步 const [value, grads] = loss(theta)，然后 theta = m.add(theta, m.scale(grads[0]!, -learningRate))。",
        },
      ],
      check: checkRegression,
    },
  ],
  mistakes,
  picture: {
    title: { en: "The tape of a small network, with values and gradients", zh: "小网络的记录带：值与梯度" },
    draw: drawTape,
  },
});

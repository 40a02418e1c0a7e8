import type { Mistake } from "@downhill/grader/lab";

/** Wrong programs that people really write here; each stands in `mistakes/<id>.ts`. */
export const mistakes: readonly Mistake[] = [
  {
    id: "inputs-as-a-set",
    task: "record",
    name: { en: "the inputs kept as a set", zh: "把输入存成了集合" },
    explanation: {
      en: "In s · s the same node is the first input and the second. A set keeps it once, and the second cotangent that the rule answers finds no owner. Keep the inputs as a list, repeats included.",
      zh: "在 s · s 里，同一个节点既是第一个输入，也是第二个输入。集合只会留下一份，规则给出的第二个余切就无处可去。请用列表保存输入，重复的也要留着。",
    },
  },
  {
    id: "broadcast-kept",
    task: "rules",
    name: { en: "broadcasting not undone", zh: "没有撤销广播" },
    explanation: {
      en: "A bias row is copied to every row of the batch, so it acts through all of them, and its cotangent is the sum over all copies. A cotangent always has the shape of its input: finish with sumTo(…, a) and sumTo(…, b).",
      zh: "偏置那一行被复制到批次的每一行，它通过所有副本起作用，因此余切是各副本余切之和。余切的形状总与输入相同，最后要用 sumTo(…, a) 和 sumTo(…, b) 收回来。",
    },
  },
  {
    id: "tanh-of-input",
    task: "rules",
    name: { en: "1 − x² for 1 − tanh²x", zh: "把 1 − tanh²x 写成了 1 − x²" },
    explanation: {
      en: "tanh′(x) = 1 − tanh(x)²: what is squared is the answer y, not the input x.",
      zh: "tanh′(x) = 1 − tanh(x)²，平方的是函数值 y，不是输入 x。",
    },
  },
  {
    id: "sum-not-spread",
    task: "rules",
    name: { en: "the sum's cotangent handed back as it came", zh: "求和的余切原样传了回去" },
    explanation: {
      en: "Each entry of x moves the sum by as much as it moves itself, so each gets the whole cotangent g: the answer has the shape of x, with g at every entry.",
      zh: "x 的每个元素变多少，和就变多少，所以每个元素都分到完整的 g：结果的形状与 x 相同，处处是 g。",
    },
  },
  {
    id: "transpose-missing",
    task: "matmul",
    name: { en: "the transposes missing", zh: "漏了转置" },
    explanation: {
      en: "The cotangent of a at (i, k) is Σⱼ gᵢⱼ bₖⱼ. The summed index j is the second of both, so b stands transposed: g bᵀ; likewise aᵀ g. On square matrices the shapes do not warn you.",
      zh: "a 在 (i, k) 处的余切是 Σⱼ gᵢⱼ bₖⱼ，求和指标 j 在两者中都排第二，所以 b 要转置：g bᵀ；同理另一个是 aᵀ g。方阵的形状总能对上，不会给你任何提醒。",
    },
  },
  {
    id: "factors-swapped",
    task: "matmul",
    name: { en: "the factors in the wrong order", zh: "因子的顺序反了" },
    explanation: {
      en: "Matrix products do not commute. a stood on the left, so g takes b's place on its right: g bᵀ. b stood on the right: aᵀ g.",
      zh: "矩阵乘法不能交换。a 原本在左，所以是 g bᵀ；b 原本在右，所以是 aᵀ g。",
    },
  },
  {
    id: "overwrites",
    task: "reverse",
    name: { en: "overwriting instead of accumulating", zh: "覆盖而没有累加" },
    explanation: {
      en: "A node that is used twice influences the loss along two ways, and its cotangent is the sum of what comes back along both. For x·x at 3 one way gives 3; the derivative is 6.",
      zh: "用了两次的节点沿两条路影响损失，它的余切是两条路传回的份额之和。x·x 在 3 处，只算一条路得 3，而导数是 6。",
    },
  },
  {
    id: "breadth-first",
    task: "reverse",
    name: { en: "wrong order: a queue from the output", zh: "顺序不对：从输出开始排队" },
    explanation: {
      en: "A queue reaches s by the short way and passes its cotangent on before the long way's share has come in. A node may pass on only when all who used it have spoken: the tape from its end guarantees that.",
      zh: "队列会先沿短路到达 s，长路的份额还没到，就把余切传了下去。一个节点要等所有用过它的节点都传回来之后，才能往下传；从记录带末尾倒着走，正好保证这一点。",
    },
  },
  {
    id: "tape-forwards",
    task: "reverse",
    name: { en: "wrong order: the tape forwards", zh: "顺序不对：正着读记录带" },
    explanation: {
      en: "At the start of the tape nobody knows a cotangent yet: only the output's is known. Read from the end.",
      zh: "记录带开头的节点还没有余切，一开始只有输出的余切是已知的。要从末尾读起。",
    },
  },
  {
    id: "path-by-path",
    task: "reverse",
    name: { en: "one walk per path", zh: "每条路径走一遍" },
    explanation: {
      en: "The numbers are right, but s is visited once per path that leads to it, and paths multiply: 30 doublings x + x make a thousand million. Gather first, then pass on once.",
      zh: "数是对的，但有多少条路径通到 s，s 就被访问多少次，而路径数成倍增长：x + x 连做 30 次，就有十亿多条。先收齐，再往下传一次。",
    },
  },
  {
    id: "second-backward-adds",
    task: "reverse",
    name: { en: "a second backward pass adds to the first", zh: "第二次反向传播叠加到了第一次上" },
    explanation: {
      en: "The cotangents outlive the call, so the next pass starts from the last one's answer. Make the map inside backward; then the same question always gets the same answer.",
      zh: "余切的存活时间超过了这次调用，下一次便从上一次的结果接着加。把 Map 建在 backward 里面，同样的问题才总有同样的答案。",
    },
  },
  {
    id: "gradient-mutated",
    task: "reverse",
    name: { en: "adding in place into a shared array", zh: "在共享的数组上原地累加" },
    explanation: {
      en: "add's rule hands the same array to both inputs, and the first share may be the very g that was passed in. Adding into it changes every owner. Put a new matrix into the map: m.add(sofar, share).",
      zh: "add 的规则把同一个数组交给两个输入，第一份甚至可能就是传进来的 g。在它上面原地相加，所有持有者的数都会变。请放一个新矩阵进去：m.add(sofar, share)。",
    },
  },
  {
    id: "one-sided",
    task: "gradient",
    name: { en: "a one-sided difference", zh: "用了单侧差分" },
    explanation: {
      en: "(f(x + hv) − f(x)) / h errs by about h; the two sides of a central difference cancel that term and leave h².",
      zh: "(f(x + hv) − f(x)) / h 的误差与 h 同阶；中心差分的两侧把这一项抵消掉，只剩 h² 阶。",
    },
  },
  {
    id: "half-the-step",
    task: "gradient",
    name: { en: "divided by h, not by 2h", zh: "除以了 h，而不是 2h" },
    explanation: {
      en: "From −h to +h the point moves by 2h; divided by h the slope comes out twice as large.",
      zh: "从 −h 到 +h，一共移动了 2h；只除以 h，斜率就大了一倍。",
    },
  },
  {
    id: "not-watched",
    task: "regression",
    name: { en: "theta not watched (E05)", zh: "theta 没有被记录（E05）" },
    explanation: {
      en: "The loss was computed from the matrix theta, not from the node that valueAndGrad passes to your function. No operation on the tape has that node as its input, so its gradient is zero and theta stays where it was. Use the function's argument. The chapter's program fails in the same way.",
      zh: "损失是用矩阵 theta 算出来的，而不是用 valueAndGrad 传给你的那个节点。记录带上没有任何运算以该节点为输入，于是梯度为零，theta 原地不动。请使用函数的参数。原文的程序犯的正是同样的错误。",
    },
  },
];

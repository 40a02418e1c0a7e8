import { outcome, type Question, question } from "@downhill/grader/questions";
import type { Loss, Node } from "../key/solution.ts";
import { type Matrix, scale } from "../provided/matrix.ts";
import { type Autograd, drawn, entry } from "./drawn.ts";

/** The mean squared error of $\tanh(xW_1 + b_1)W_2 + b_2$, as a function of the four parameters. */
export const networkLoss =
  ({ add, mul, matmul, tanh, sum }: Autograd, x: Matrix, y: Matrix): Loss =>
  (w1, b1, w2, b2) => {
    const hidden = tanh(add(matmul(x, w1!), b1!));
    const error = add(add(matmul(hidden, w2!), b2!), scale(y, -1));
    return mul(sum(mul(error, error)), 1 / y.length);
  };

/** The loss and its gradients, by name. */
const told = ([loss, gradients]: readonly [number, Matrix[]]): object => ({ loss, gradients });

/** A node whose value is x cut to whole numbers and whose vjp says 3: only this tape can know that. */
export function cut(x: Node): Node {
  const value = x.value.map((row) => row.map(Math.floor));
  const node: Node = { tape: x.tape, op: "tanh", inputs: [x], value, vjp: (g) => [scale(g, 3)] };
  x.tape.push(node);
  return node;
}

const argument = { en: "argument", zh: "个参数" };
const axes = [argument, ...entry];

const values: readonly Question<Autograd>[] = [
  {
    what: { en: "Σ x²w", zh: "Σ x²w" },
    ask: ({ valueAndGrad, mul, sum }, draw) => {
      const at = valueAndGrad((x, w) => sum(mul(mul(x!, x!), w!)));
      return told(at(drawn(draw, 2, 3), drawn(draw, 2, 3)));
    },
    axes,
  },
  {
    what: {
      en: "a network's loss and the gradients of its four parameters",
      zh: "一个网络的损失，以及对四个参数的梯度",
    },
    ask: (module, draw) => {
      const loss = networkLoss(module, drawn(draw, 3, 2), drawn(draw, 3, 1));
      const parameters = ([[2, 3], [1, 3], [3, 1], [1, 1]] as const).map(([rows, columns]) =>
        drawn(draw, rows, columns),
      ); // prettier-ignore
      return told(module.valueAndGrad(loss)(...parameters));
    },
    axes,
  },
  {
    what: { en: "a branch for each argument, the last one first", zh: "每个参数各走一支，最后一个先算" },
    ask: ({ valueAndGrad, grad, add, mul, sum }, draw) => {
      const loss: Loss = (x, w, u) => {
        const third = sum(mul(u!, u!));
        return add(add(third, sum(mul(x!, x!))), sum(mul(w!, mul(w!, w!))));
      };
      const at = [drawn(draw, 1, 2), drawn(draw, 3, 1), drawn(draw, 2, 2)];
      return { ...told(valueAndGrad(loss)(...at)), grad: grad(loss)(...at) };
    },
    axes,
  },
  {
    what: { en: "arguments that the loss does not use", zh: "损失没有用到的参数" },
    ask: ({ valueAndGrad, sum, mul }, draw) => {
      const [a, b, c] = [drawn(draw, 2, 1), drawn(draw, 1, 3), drawn(draw, 2, 2)];
      return {
        "Σ w²": told(valueAndGrad((_x, w) => sum(mul(w!, w!)))(a, b, c)),
        "a constant": told(valueAndGrad(() => sum(mul(a, 2)))(a, b)),
        "()": valueAndGrad(() => sum(mul(c, c)))(),
      };
    },
    axes,
    holds: ["empty"],
  },
  {
    what: { en: "one matrix as both arguments", zh: "两个参数是同一个矩阵" },
    ask: ({ valueAndGrad, mul, sum }, draw) => {
      const x = drawn(draw, 2, 2);
      return told(valueAndGrad((a, b) => sum(mul(mul(a!, a!), b!)))(x, x));
    },
    axes,
  },
  {
    what: {
      en: "a loss that is an argument, and one that is not the last operation",
      zh: "损失就是参数本身；损失不是最后一个运算",
    },
    ask: ({ valueAndGrad, add, mul, sum }, draw) => {
      const early: Loss = (x) => {
        const loss = sum(mul(x!, x!));
        add(mul(loss, 5), x!);
        return loss;
      };
      return [
        told(valueAndGrad((x) => x!)(drawn(draw, 1, 1))),
        told(valueAndGrad(early)(drawn(draw, 1, 3))),
        told(valueAndGrad(early)(drawn(draw, 1, 1))),
      ];
    },
    axes,
  },
  {
    what: { en: "losses that are a row, a column, a square", zh: "损失是一行、一列、一个方阵" },
    ask: ({ valueAndGrad, add, tanh }) => {
      const shapes = { row: [[1, 2]], column: [[1], [2]], square: [[1, 2], [3, 4]] }; // prettier-ignore
      return Object.entries(shapes).map(([name, x]) => ({
        name,
        itself: outcome(() => valueAndGrad((a) => a!)(x)),
        computed: outcome(() => valueAndGrad((a) => add(tanh(a!), 1))(x)),
      }));
    },
    holds: ["error"],
  },
];

const ownTape: readonly Question<Autograd>[] = [
  {
    what: {
      en: "a loss with a node whose vjp is not its slope",
      zh: "损失里有一个节点，它的 vjp 不是真正的斜率",
    },
    ask: ({ valueAndGrad, mul, sum }, draw) =>
      told(valueAndGrad((x) => sum(mul(cut(x!), x!)))(drawn(draw, 2, 2, 1, 9))),
    axes,
  },
  {
    what: {
      en: "two functions in turns, and how often each was run",
      zh: "两个函数轮流求梯度，以及各运行了几次",
    },
    ask: ({ valueAndGrad, mul, sum, tanh }, draw) => {
      const runs = { cube: 0, tanh: 0 };
      const counted = (which: keyof typeof runs, f: (x: Node) => Node): ReturnType<typeof valueAndGrad> =>
        valueAndGrad((x) => {
          runs[which] += 1;
          return sum(f(x!));
        });
      const both = [counted("cube", (x) => mul(x, mul(x, x))), counted("tanh", tanh)];
      const x = drawn(draw, 1, 3);
      const answers = [0, 1, 0, 0].map((i) => told(both[i]!(x)));
      return { answers, runs };
    },
    axes,
  },
  {
    what: {
      en: "a gradient asked for while another loss runs",
      zh: "一个损失运行到一半，又去求另一个的梯度",
    },
    ask: ({ valueAndGrad, add, mul, sum }, draw) => {
      const inner = valueAndGrad((z) => sum(mul(z!, mul(z!, z!))));
      const outer = valueAndGrad((x) => {
        const before = mul(x!, x!);
        const [value, [slope]] = inner(x!.value);
        return sum(add(mul(before, slope!), mul(x!, value)));
      });
      return told(outer(drawn(draw, 1, 3)));
    },
    axes,
  },
  question<Autograd, readonly number[]>({
    what: { en: "the tape's length after f, in four calls", zh: "四次调用中，f 运行之后记录带的长度" },
    ask: ({ valueAndGrad, mul, sum }, draw) => {
      const lengths: number[] = [];
      const at = valueAndGrad((x) => {
        const loss = sum(mul(x!, x!));
        lengths.push(x!.tape.length);
        return loss;
      });
      for (let i = 0; i < 4; i++) at(drawn(draw, 1, 2));
      return lengths;
    },
    judge: (lengths, right) =>
      lengths.length === right.length && lengths.every((length) => length === lengths[0])
        ? undefined
        : {
            en: `each call needs a fresh tape, and has one as long as in the first call; got ${lengths.join(", ")}`,
            zh: `每次调用都要用新的记录带，长度应与第一次相同，得到的却是 ${lengths.join("、")}`,
          },
  }),
  {
    what: { en: "after a loss that failed", zh: "某个损失抛出错误之后" },
    ask: ({ valueAndGrad, mul, sum }, draw) => {
      const fails = valueAndGrad((x) => {
        mul(x!, x!);
        throw new RangeError("no loss today");
      });
      const thrown = outcome(() => fails(drawn(draw, 1, 2)));
      return { thrown, ...told(valueAndGrad((x) => sum(mul(x!, 3)))(drawn(draw, 1, 2))) };
    },
    axes,
    holds: ["error"],
  },
  {
    what: {
      en: "arguments, and a second answer after the first was overwritten",
      zh: "调用之后的参数，以及改写第一次的结果之后再求一次",
    },
    ask: ({ valueAndGrad, mul, sum }, draw) => {
      const [x, w] = [drawn(draw, 1, 3), drawn(draw, 1, 3)];
      const at = valueAndGrad((a, b) => sum(mul(a!, b!)));
      for (const row of at(x, w)[1].flat()) row.fill(99);
      return { arguments: [x, w], ...told(at(x, w)) };
    },
    axes,
  },
  {
    what: { en: "a loss of 20,000 operations", zh: "有 20,000 个运算的损失" },
    ask: ({ valueAndGrad, add, sum }, draw) =>
      told(
        valueAndGrad((x) => {
          let y = x!;
          for (let i = 0; i < 20_000; i++) y = add(y, x!);
          return sum(y);
        })(drawn(draw, 1, 2)),
      ),
    axes,
  },
  {
    what: {
      en: "huge and tiny arguments, and one with no columns",
      zh: "极大、极小的参数，以及没有列的参数",
    },
    ask: ({ valueAndGrad, mul, sum }) => {
      const at = valueAndGrad((x) => sum(mul(x!, x!)));
      return [[1e-200, 1e150, 0, -3], []].map((row) => told(at([row]))); // prettier-ignore
    },
    axes,
    holds: ["empty"],
  },
];

export const gradient: readonly Question<Autograd>[] = [...values, ...ownTape];

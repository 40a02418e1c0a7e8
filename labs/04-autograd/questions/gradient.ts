import { outcome, question } from "@downhill/grader/questions";
import type { Loss, Node } from "../key/solution.ts";
import type { Matrix } from "../provided/matrix.ts";
import { along, type Asked, type Autograd, drawn, drawnAll, entry } from "./drawn.ts";
import { cut, network } from "./losses.ts";

/** The loss and its gradients, by name. */
const told = ([loss, gradients]: readonly [number, Matrix[]]): object => ({ loss, gradients });

/** What a call comes to; an error that says nothing is none. */
function refusal(call: () => unknown): unknown {
  const error = outcome(call);
  return error instanceof Error && error.message.trim() === "" ? "an error without a message" : error;
}

const values: Asked = [
  {
    what: { en: "Σ x²w, at three points", zh: "Σ x²w，在三个点" },
    ask: ({ valueAndGrad, mul, sum }, draw) => {
      const at = valueAndGrad((x, w) => sum(mul(mul(x!, x!), w!)));
      const [x, w] = drawnAll(draw, [[2, 3], [2, 3]]); // prettier-ignore
      return [
        told(at(x!, w!)),
        told(at(x!, x!)),
        told(at([[1e-200, 1e150, 0, -3]], [[1, 1, 2, 2]])),
        told(at([[]], [[]])),
      ];
    },
    holds: ["empty"],
  },
  {
    what: { en: "a network and its four parameters", zh: "一个网络和它的四个参数" },
    ask: (module, draw) => {
      const { loss, parameters } = network(module, draw);
      return told(module.valueAndGrad(loss)(...parameters()));
    },
  },
  {
    what: { en: "a branch for each argument, the last one first", zh: "每个参数各走一支，最后一个先算" },
    ask: ({ valueAndGrad, grad, add, mul, sum }, draw) => {
      const loss: Loss = (x, w, u) => {
        const third = sum(mul(u!, u!));
        return add(add(third, sum(mul(x!, x!))), sum(mul(w!, mul(w!, w!))));
      };
      const at = drawnAll(draw, [[1, 2], [3, 1], [2, 2]]); // prettier-ignore
      return { ...told(valueAndGrad(loss)(...at)), grad: grad(loss)(...at) };
    },
  },
  {
    what: { en: "arguments that the loss does not use", zh: "损失没有用到的参数" },
    ask: ({ valueAndGrad, sum, mul }, draw) => {
      const [a, b, c] = drawnAll(draw, [[2, 1], [1, 3], [2, 2]]); // prettier-ignore
      return {
        "Σ w²": told(valueAndGrad((_x, w) => sum(mul(w!, w!)))(a!, b!, c!)),
        constant: told(valueAndGrad(() => sum(mul(a!, 2)))(a!, b!)),
        "()": told(valueAndGrad(() => sum(mul(c!, c!)))()),
      };
    },
    holds: ["empty"],
  },
  {
    what: { en: "a loss that is not the last operation", zh: "损失不是最后一个运算" },
    ask: ({ valueAndGrad, add, mul, sum }, draw) => {
      const early: Loss = (x) => {
        const loss = sum(mul(x!, x!));
        add(mul(loss, 5), x!);
        return loss;
      };
      return [told(valueAndGrad((x) => x!)(drawn(draw, 1, 1))), told(valueAndGrad(early)(drawn(draw, 1, 3)))];
    },
  },
  {
    what: { en: "losses that are a row, a column, a square", zh: "损失是一行、一列、一个方阵" },
    ask: ({ valueAndGrad, add, tanh }) => {
      const points = { "[1,2]": [[1, 2]], "[2,1]": [[1], [2]], "[2,2]": [[1, 2], [3, 4]] }; // prettier-ignore
      return Object.entries(points).map(([shape, x]) => ({
        [shape]: refusal(() => valueAndGrad((a) => a!)(x)),
        [`tanh + 1, ${shape}`]: refusal(() => valueAndGrad((a) => add(tanh(a!), 1))(x)),
      }));
    },
    axes: [],
    holds: ["error"],
  },
];

const counts = (tapes: readonly string[]): string => tapes.map((ops) => ops.split(" ").length).join(", ");

const ownTape: Asked = [
  {
    what: { en: "a node whose vjp is not its slope", zh: "有一个节点，它的 vjp 不是真正的斜率" },
    ask: ({ valueAndGrad, mul, sum }, draw) =>
      told(valueAndGrad((x) => sum(mul(cut(x!), x!)))(drawn(draw, 2, 2, 1, 9))),
  },
  {
    what: { en: "two losses in turns, and their runs", zh: "两个损失轮流求梯度，以及运行次数" },
    ask: ({ valueAndGrad, mul, sum, tanh }, draw) => {
      const runs = { cube: 0, tanh: 0 };
      const counted = (which: keyof typeof runs, f: (x: Node) => Node): ReturnType<typeof valueAndGrad> =>
        valueAndGrad((x) => {
          runs[which] += 1;
          return sum(f(x!));
        });
      const [cube, other] = [counted("cube", (x) => mul(x, mul(x, x))), counted("tanh", tanh)];
      const x = drawn(draw, 1, 3);
      const answers = [cube, other, cube, cube].map((at) => {
        const answer = at(x);
        const seen = structuredClone(told(answer));
        for (const row of answer[1].flat()) if (!Object.isFrozen(row)) row.fill(99);
        return seen;
      });
      return { answers, runs, x };
    },
  },
  {
    what: { en: "a loss within a loss, and after an error", zh: "损失之中又求损失，以及出错之后再求" },
    ask: ({ valueAndGrad, add, mul, sum }, draw) => {
      const inner = valueAndGrad((z) => sum(mul(z!, mul(z!, z!))));
      const outer = valueAndGrad((x) => {
        const before = mul(x!, x!);
        const [value, [slope]] = inner(x!.value);
        return sum(add(mul(before, slope!), mul(x!, value)));
      });
      const fails = valueAndGrad((x) => {
        throw new RangeError(`no loss of ${mul(x!, x!).op} today`);
      });
      const x = drawn(draw, 1, 3);
      return { within: told(outer(x)), thrown: outcome(() => fails(x)), after: told(inner(x)) };
    },
    holds: ["error"],
  },
  question<Autograd, readonly string[]>({
    what: { en: "the tape after f, in three calls", zh: "三次调用中，f 运行之后的记录带" },
    ask: ({ valueAndGrad, mul, sum }, draw) => {
      const tapes: string[] = [];
      const at = valueAndGrad((x) => {
        const loss = sum(mul(x!, x!));
        tapes.push(x!.tape.map(({ op }) => op).join(" "));
        return loss;
      });
      for (let i = 0; i < 3; i++) at(drawn(draw, 1, 2));
      return tapes;
    },
    // Whoever puts the leaves on the tape too loses nothing.
    judge: (tapes, right) =>
      tapes.map((ops) => ops.replaceAll("leaf ", "")).join() === right.join()
        ? undefined
        : {
            en: `each call needs a fresh tape, with its own operations only; they held ${counts(tapes)}, not ${counts(right)}`,
            zh: `每次调用都要用新的记录带，上面只有这次的运算；三次的个数是 ${counts(tapes)}，应当是 ${counts(right)}`,
          },
  }),
  {
    what: { en: "a loss of 20,000 operations", zh: "有 20,000 个运算的损失" },
    ask: ({ valueAndGrad, add, sum }, draw) => {
      const long: Loss = (x) => {
        let y = x!;
        for (let i = 0; i < 20_000; i++) y = add(y, x!);
        return sum(y);
      };
      return told(valueAndGrad(long)(drawn(draw, 1, 2)));
    },
  },
];

export const gradient: Asked = along([{ en: "argument", zh: "个参数" }, ...entry], [...values, ...ownTape]);

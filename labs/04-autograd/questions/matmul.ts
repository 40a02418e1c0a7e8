import type { Question } from "@downhill/grader/questions";
import { type Autograd, type Draw, drawn, entry } from "./drawn.ts";

const axes = [{ en: "factor", zh: "个因子" }, ...entry];

type Sizes = readonly [rows: number, inner: number, columns: number];

/** The value of a b and the cotangents of both, for a drawn g. */
function product({ rules }: Autograd, draw: Draw, [rows, inner, columns]: Sizes): object {
  const { value, vjp } = rules.matmul(drawn(draw, rows, inner), drawn(draw, inner, columns));
  return { value, "vjp(g)": vjp(drawn(draw, rows, columns)) };
}

const name = ([rows, inner, columns]: Sizes): string => `[${rows},${inner}] × [${inner},${columns}]`;

/** The same question for several sizes. */
const sized = (what: Question<Autograd>["what"], sizes: readonly Sizes[]): Question<Autograd> => ({
  what,
  ask: (module, draw) => Object.fromEntries(sizes.map((each) => [name(each), product(module, draw, each)])),
  axes,
});

export const matmul: readonly Question<Autograd>[] = [
  {
    what: {
      en: "[[1,2],[3,4]] × [[5,6],[7,8]], g 1 in one corner",
      zh: "[[1,2],[3,4]] × [[5,6],[7,8]]，g 只有一角是 1",
    },
    ask: ({ rules }) => {
      const a = [[1, 2], [3, 4]]; // prettier-ignore
      const b = [[5, 6], [7, 8]]; // prettier-ignore
      return [[[1, 0], [0, 0]], [[0, 1], [0, 0]], [[0, 0], [1, 0]]].map((g) => rules.matmul(a, b).vjp(g)); // prettier-ignore
    },
    axes,
  },
  sized({ en: "square matrices", zh: "方阵" }, [
    [2, 2, 2],
    [3, 3, 3],
    [1, 1, 1],
  ]),
  sized({ en: "oblong matrices", zh: "长方形矩阵" }, [
    [2, 3, 4],
    [4, 2, 3],
    [3, 3, 2],
    [2, 3, 3],
    [3, 2, 3],
  ]),
  sized({ en: "rows and columns", zh: "行与列" }, [
    [1, 3, 1],
    [3, 1, 2],
    [1, 3, 2],
    [2, 3, 1],
    [1, 1, 4],
    [4, 1, 1],
  ]),
  sized({ en: "a layer of 30 for a batch of 40", zh: "40 行的批次，30 维的层" }, [[40, 30, 20]]),
  {
    what: { en: "one matrix on both sides", zh: "左右是同一个矩阵" },
    ask: ({ rules }, draw) => {
      const [a, g] = [drawn(draw, 3, 3), drawn(draw, 3, 3)];
      return rules.matmul(a, a).vjp(g);
    },
    axes,
  },
  {
    what: { en: "two products asked in turns, one of them twice", zh: "两个乘积轮流求 vjp，其中一个求两遍" },
    ask: ({ rules }, draw) => {
      const first = rules.matmul(drawn(draw, 2, 3), drawn(draw, 3, 2));
      const second = rules.matmul(drawn(draw, 2, 3), drawn(draw, 3, 2));
      const gs = draw.list(3, () => drawn(draw, 2, 2));
      return [first.vjp(gs[0]!), second.vjp(gs[1]!), first.vjp(gs[2]!), first.vjp(gs[0]!)];
    },
    axes,
  },
  {
    what: { en: "factors and g, afterwards", zh: "调用之后，两个因子和 g" },
    ask: ({ rules }, draw) => {
      const [a, b, g] = [drawn(draw, 2, 3), drawn(draw, 3, 2), drawn(draw, 2, 2)];
      const { value, vjp } = rules.matmul(a, b);
      vjp(g);
      vjp(g);
      return { a, b, g, value };
    },
    axes,
  },
  {
    what: { en: "zeros, huge and tiny numbers, infinity and NaN", zh: "零、极大、极小、无穷和 NaN" },
    ask: ({ rules }) => {
      const { vjp } = rules.matmul([[0, 1e150], [-1e-150, 2]], [[3, 0], [1e-150, -1e150]]); // prettier-ignore
      return [
        vjp([[0, 0], [0, 0]]), // prettier-ignore
        vjp([[1e150, -2], [0, 1e-150]]), // prettier-ignore
        vjp([[Infinity, 1], [NaN, 0]]), // prettier-ignore
      ];
    },
    axes,
    holds: ["NaN", "infinity"],
  },
];

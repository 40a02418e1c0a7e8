import { along, type Asked, drawn, drawnAll, entry } from "./drawn.ts";
import { applied, type Case } from "./rules.ts";

const sizes = (...all: readonly (readonly [rows: number, inner: number, columns: number])[]): readonly Case[] =>
  all.map(([rows, inner, columns]) => [[[rows, inner], [inner, columns]], [rows, columns]]); // prettier-ignore

const axes = [{ en: "factor", zh: "个因子" }, ...entry];

export const matmul: Asked = along(axes, [
  {
    what: { en: "[[1,2],[3,4]] × [[5,6],[7,8]]", zh: "[[1,2],[3,4]] × [[5,6],[7,8]]" },
    ask: ({ rules }) => {
      const [a, b] = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]; // prettier-ignore
      return [[[1, 0], [0, 0]], [[0, 1], [0, 0]], [[0, 0], [1, 0]]].map((g) => rules.matmul(a!, b!).vjp(g)); // prettier-ignore
    },
  },
  {
    what: { en: "square matrices", zh: "方阵" },
    ask: (module, draw) => applied(module, "matmul", draw, sizes([2, 2, 2], [3, 3, 3], [1, 1, 1])),
  },
  {
    what: { en: "oblong matrices, rows and columns", zh: "长方形矩阵、行和列" },
    ask: (module, draw) =>
      applied(module, "matmul", draw, [
        ...sizes([2, 3, 4], [4, 2, 3], [3, 3, 2], [2, 3, 3], [3, 2, 3]),
        ...sizes([1, 3, 1], [3, 1, 2], [1, 3, 2], [2, 3, 1], [1, 1, 4], [4, 1, 1], [40, 30, 20]),
      ]),
  },
  {
    what: { en: "two products in turns, and their factors", zh: "两个乘积轮流求 vjp，以及之后的因子" },
    ask: ({ rules }, draw) => {
      const [a, b, c, d, g, h] = drawnAll(draw, [[2, 3], [3, 2], [2, 3], [3, 2], [2, 2], [2, 2]]); // prettier-ignore
      const [first, second] = [rules.matmul(a!, b!), rules.matmul(c!, d!)];
      const answers = [first.vjp(g!), second.vjp(g!), first.vjp(h!), first.vjp(g!)];
      return { answers, a, b, g, value: first.value };
    },
  },
  {
    what: { en: "a a, and zeros, huge numbers, infinity and NaN", zh: "a a，以及零、极大的数、无穷和 NaN" },
    ask: ({ rules }, draw) => {
      const a = drawn(draw, 3, 3);
      const { vjp } = rules.matmul([[0, 1e150], [-1e-150, 2]], [[3, 0], [1e-150, -1e150]]); // prettier-ignore
      const gs = [[[0, 0], [0, 0]], [[1e150, -2], [0, 1e-150]], [[Infinity, 1], [NaN, 0]]]; // prettier-ignore
      return { "a a": rules.matmul(a, a).vjp(drawn(draw, 3, 3)), range: gs.map((g) => vjp(g)) };
    },
    holds: ["NaN", "infinity"],
  },
]);

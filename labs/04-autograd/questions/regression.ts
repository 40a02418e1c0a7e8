import { line } from "../provided/line.ts";
import { type Matrix, zerosLike } from "../provided/matrix.ts";
import { along, type Asked, type Draw, drawn, entry } from "./drawn.ts";
import { withOtherVjps } from "./other-vjps.ts";

/** Fresh copies of the repaired example. */
const example = (): [x: Matrix, y: Matrix] => [structuredClone(line.x), structuredClone(line.y)];

/** A table of drawn numbers, whose first column is 1, and a target for each row. */
function table(draw: Draw, rows: number, columns: number): [x: Matrix, y: Matrix] {
  const x = drawn(draw, rows, columns);
  for (const row of x) row[0] = 1;
  return [x, drawn(draw, rows, 1)];
}

const tables = { "[6,2]": [6, 2, 20], "[4,4]": [4, 4, 7], "[1,3]": [1, 3, 5], "[3,1]": [3, 1, 12], "[900,2]": [900, 2, 3] } as const; // prettier-ignore

const walks: Asked = [
  {
    what: { en: "the losses of five steps on the chapter's line", zh: "在原文的直线上走五步，各步的损失" },
    ask: ({ fit }) => fit(...example(), [[0]], 0.01, 5).losses,
    axes: [{ en: "step", zh: "步" }],
  },
  {
    what: { en: "theta after one step, five and 100", zh: "1 步、5 步、100 步之后的 theta" },
    ask: ({ fit }) => [1, 5, 100].map((steps) => fit(...example(), [[0]], 0.01, steps).theta),
  },
  {
    what: { en: "tables of one to four columns, one to 900 rows", zh: "一至四列、一至九百行的表" },
    ask: ({ fit }, draw) =>
      Object.fromEntries(
        Object.entries(tables).map(([name, [rows, columns, steps]]) => {
          return [name, fit(...table(draw, rows, columns), drawn(draw, columns, 1), 0.05, steps)];
        }),
      ),
    axes: [],
  },
];

const ends: Asked = [
  {
    what: { en: "no step, and a start at the answer", zh: "一步也不走；从答案出发" },
    ask: ({ fit }, draw) => ({
      none: fit(...example(), drawn(draw, 1, 1), 0.01, 0),
      stays: fit([[1], [2], [4]], [[0.5], [1], [2]], [[0.5]], 0.05, 4),
    }),
    axes: [],
    holds: ["empty"],
  },
  {
    what: { en: "rates that are far too small and far too large", zh: "过小和过大的学习率" },
    ask: ({ fit }, draw) =>
      [1e-6, 0.04, 0.2, 1.5].map((rate) => fit(...example(), drawn(draw, 1, 1), rate, 7)),
    axes: [],
  },
];

const whose: Asked = [
  {
    what: {
      en: "every rule's vjp gives zeros: theta stays, if the gradient is your tape's",
      zh: "每条规则的 vjp 都给出零：梯度若来自你的记录带，theta 就不动",
    },
    ask: (module, draw) => {
      const [x, y] = table(draw, 4, 2);
      const start = drawn(draw, 2, 1);
      return withOtherVjps(
        module,
        (_op, operands) => () => operands.map(zerosLike),
        () => module.fit(x, y, start, 0.1, 3),
        () => module.fit(x, y, start, 1e-300, 3),
      );
    },
  },
  {
    what: { en: "table and start afterwards, a second call", zh: "之后的表和起点，再次调用" },
    ask: ({ fit }, draw) => {
      const [[x, y], start] = [table(draw, 3, 2), drawn(draw, 2, 1)];
      const first = structuredClone(fit(x, y, start, 0.1, 3).theta);
      const other = fit(...example(), [[1]], 0.01, 2).theta;
      return { x, y, start, first, other, second: fit(x, y, start, 0.05, 4).theta };
    },
  },
];

export const regression: Asked = along(entry, [...walks, ...ends, ...whose]);

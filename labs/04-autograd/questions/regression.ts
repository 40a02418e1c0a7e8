import { line } from "../provided/line.ts";
import { type Matrix, zerosLike } from "../provided/matrix.ts";
import { type Asks, type Draw, drawn, gist, large, withOtherVjps } from "./asking.ts";

/** Fresh copies of the repaired example. */
const example = (): [x: Matrix, y: Matrix] => [structuredClone(line.x), structuredClone(line.y)];

/** Sizes of tables, and how many steps to walk on each. */
const tables = [[6, 2, 20], [4, 4, 7], [1, 3, 5], [3, 1, 12], [900, 2, 3]] as const; // prettier-ignore

/** A table of drawn numbers, whose first column is 1, and a target for each row. */
function table(draw: Draw, rows: number, columns: number): [x: Matrix, y: Matrix] {
  const x = drawn(draw, rows, columns);
  for (const row of x) row[0] = 1;
  return [x, drawn(draw, rows, 1)];
}

export const regression = {
  losses: ({ fit }) => fit(...example(), [[0]], 0.01, 5).losses,
  theta: ({ fit }) => [1, 5, 100].map((steps) => fit(...example(), [[0]], 0.01, steps).theta),
  tables: ({ fit }, draw) =>
    Object.fromEntries(
      tables.map(([rows, columns, steps]) => {
        const fitted = fit(...table(draw, rows, columns), drawn(draw, columns, 1), 0.05, steps);
        return [`x [${rows},${columns}]`, fitted];
      }),
    ),
  ends: ({ fit }, draw) => ({
    none: fit(...example(), drawn(draw, 1, 1), 0.01, 0),
    stays: fit([[1], [2], [4]], [[0.5], [1], [2]], [[0.5]], 0.05, 4),
  }),
  rates: ({ fit }, draw) =>
    [1e-6, 0.04, 0.2, 1.5].map((rate) => ({
      [`η = ${rate}`]: fit(...example(), drawn(draw, 1, 1), rate, 7),
    })),
  whose(module, draw) {
    const [[x, y], start] = [table(draw, 4, 2), drawn(draw, 2, 1)];
    const fit = (rate: number) => (): unknown => module.fit(x, y, start, rate, 3);
    return withOtherVjps(module, (_op, operands) => () => operands.map(zerosLike), fit(0.1), fit(1e-300));
  },
  afterwards({ fit }, draw) {
    const [[x, y], start] = [table(draw, 3, 2), drawn(draw, 2, 1)];
    const first = structuredClone(fit(x, y, start, 0.1, 3).theta);
    const other = fit(...example(), [[1]], 0.01, 2).theta;
    const second = fit(x, y, start, 0.05, 4).theta;
    return { "x, y, start afterwards": [x, y, start], first, other, second };
  },
  large({ fit }) {
    const [x, y] = [large(12_000, 1), large(12_000, 1)];
    const walks = [fit([[1]], [[2]], [[0]], 1e-4, 8_000), fit(x, y, [[0]], 0.01, 1)];
    return walks.map(({ theta, losses }) => ({ theta, losses: gist([losses]) }));
  },
} satisfies Asks;

import type { Question } from "@downhill/grader/questions";
import { line } from "../provided/line.ts";
import { type Matrix, zerosLike } from "../provided/matrix.ts";
import { type Autograd, type Draw, drawn, entry } from "./drawn.ts";
import { withOtherVjps } from "./other-vjps.ts";

const step = { en: "step", zh: "步" };

/** Fresh copies of the repaired example. */
const example = (): { x: Matrix; y: Matrix } => structuredClone(line);

/** A table of drawn numbers, whose first column is 1, and a target for each row. */
function table(draw: Draw, rows: number, columns: number): { x: Matrix; y: Matrix } {
  const x = drawn(draw, rows, columns);
  for (const row of x) row[0] = 1;
  return { x, y: drawn(draw, rows, 1) };
}

const walks: readonly Question<Autograd>[] = [
  {
    what: { en: "the losses of five steps on the chapter's line", zh: "在原文的直线上走五步，各步的损失" },
    ask: ({ fit }) => fit(example().x, example().y, [[0]], 0.01, 5).losses,
    axes: [step],
  },
  {
    what: { en: "theta after one step, five and 100", zh: "1 步、5 步、100 步之后的 theta" },
    ask: ({ fit }) =>
      Object.fromEntries(
        [1, 5, 100].map((steps) => [`${steps}`, fit(example().x, example().y, [[0]], 0.01, steps).theta]),
      ),
    axes: entry,
  },
  {
    what: { en: "tables of one to four columns: theta", zh: "一至四列的表：theta" },
    ask: ({ fit }, draw) =>
      ([[6, 2, 20], [4, 4, 7], [1, 3, 5], [3, 1, 12]] as const).map(([rows, columns, steps]) => {
        const { x, y } = table(draw, rows, columns);
        return fit(x, y, drawn(draw, columns, 1), draw.uniform(0.02, 0.1), steps).theta;
      }), // prettier-ignore
    axes: entry,
  },
  {
    what: { en: "tables of one to four columns: losses", zh: "一至四列的表：各步的损失" },
    ask: ({ fit }, draw) =>
      ([[6, 2, 20], [4, 4, 7], [1, 3, 5], [3, 1, 12]] as const).map(([rows, columns, steps]) => {
        const { x, y } = table(draw, rows, columns);
        return fit(x, y, drawn(draw, columns, 1), draw.uniform(0.02, 0.1), steps).losses;
      }), // prettier-ignore
    axes: [step],
  },
  {
    what: { en: "2,000 rows", zh: "2,000 行" },
    ask: ({ fit }, draw) => {
      const { x, y } = table(draw, 2_000, 2);
      return fit(x, y, [[0], [0]], 0.1, 3);
    },
    axes: entry,
  },
];

const ends: readonly Question<Autograd>[] = [
  {
    what: { en: "no step at all", zh: "一步也不走" },
    ask: ({ fit }, draw) => fit(example().x, example().y, drawn(draw, 1, 1), 0.01, 0),
    holds: ["empty"],
  },
  {
    what: {
      en: "a start at the answer: every step is taken, and stays",
      zh: "从答案出发：每一步都照走，停在原处",
    },
    ask: ({ fit }) => fit([[1], [2], [4]], [[0.5], [1], [2]], [[0.5]], 0.05, 4),
  },
  {
    what: { en: "rates that are far too small and far too large", zh: "过小和过大的学习率" },
    ask: ({ fit }, draw) => {
      const start = drawn(draw, 1, 1);
      return [1e-6, 0.04, 0.2, 1.5].map((rate) =>
        fit(example().x, example().y, structuredClone(start), rate, 7),
      );
    },
  },
];

const whose: readonly Question<Autograd>[] = [
  {
    what: {
      en: "theta when every rule's vjp gives zeros: it must stay, if the gradient comes from your own tape",
      zh: "让每条规则的 vjp 都给出零，梯度若来自你自己的记录带，theta 就不会动",
    },
    ask: (module, draw) => {
      const { x, y } = table(draw, 4, 2);
      const start = drawn(draw, 2, 1);
      const at = (rate: number): unknown => module.fit(x, y, structuredClone(start), rate, 3);
      return withOtherVjps(
        module,
        (_op, operands) => () => operands.map(zerosLike),
        () => at(0.1),
        () => at(1e-300),
      );
    },
  },
  {
    what: {
      en: "table, target and start, afterwards, and a second call",
      zh: "调用之后的表、目标和起点，以及再次调用",
    },
    ask: ({ fit }, draw) => {
      const { x, y } = table(draw, 3, 2);
      const start = drawn(draw, 2, 1);
      const first = structuredClone(fit(x, y, start, 0.1, 3).theta);
      const other = fit(example().x, example().y, [[1]], 0.01, 2);
      return { x, y, start, first, other, second: fit(x, y, start, 0.05, 4) };
    },
  },
];

export const regression: readonly Question<Autograd>[] = [...walks, ...ends, ...whose];

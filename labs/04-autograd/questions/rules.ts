import type { OpName } from "../key/solution.ts";
import type { Matrix, Shape } from "../provided/matrix.ts";
import { type Asks, type Autograd, type Draw, drawn, drawnAll, gist, large } from "./asking.ts";

/** Shapes of operands, and the shape of the value that they make. */
type Case = readonly [operands: readonly Shape[], y: Shape];

const named = (...shapes: readonly Shape[]): string => shapes.map((shape) => `[${shape.join()}]`).join(", ");

/** A rule's value and cotangents for drawn operands of several shapes, by those shapes' names. */
const applied = ({ rules: table }: Autograd, op: OpName, draw: Draw, cases: readonly Case[]): object =>
  Object.fromEntries(
    cases.map(([shapes, [rows, columns]]) => {
      const { value, vjp } = table[op](...drawnAll(draw, ...shapes));
      return [named(...shapes), { value, "vjp(g)": vjp(drawn(draw, rows, columns)) }];
    }),
  );

const shapes: readonly Shape[] = [[2, 3], [3, 2], [3, 3], [1, 4], [3, 1], [1, 1]]; // prettier-ignore

/** Equal shapes, and shapes of which one or both are stretched to [rows,columns]. */
const broadcast = shapes.flatMap(([rows, columns]): readonly Case[] => {
  const [whole, row, column, one]: readonly [Shape, Shape, Shape, Shape] = [[rows, columns], [1, columns], [rows, 1], [1, 1]]; // prettier-ignore
  const stretched = [[whole, row], [whole, column], [whole, one], [row, column]] as const; // prettier-ignore
  return [[whole, whole], ...stretched.flatMap(([a, b]) => [[a, b], [b, a]])].map((pair) => [pair, whole]); // prettier-ignore
});

/** A product for each triple of rows, inner size and columns. */
const products = (...sizes: readonly (readonly [rows: number, inner: number, columns: number])[]): Case[] =>
  sizes.map(([rows, inner, columns]) => [[[rows, inner], [inner, columns]], [rows, columns]]); // prettier-ignore

/** Two uses of one rule, called alternately, the first one twice; and what was passed in, afterwards. */
function inTurns({ rules: table }: Autograd, draw: Draw, op: OpName, ...[operands, y]: Case): object {
  const [x, others] = [drawnAll(draw, ...operands), drawnAll(draw, ...operands)];
  const [g, more] = drawnAll(draw, y, y);
  const [first, second] = [table[op](...x), table[op](...others)];
  const answers = [first.vjp(g), second.vjp(g), first.vjp(more), first.vjp(g)];
  return { answers, "x afterwards": x, "g afterwards": g, value: first.value };
}

export const rules = {
  sumTo(module, draw) {
    const answer: Record<string, Matrix> = {};
    for (const [rows, columns] of [...shapes, [300, 2] as const])
      for (const x of [
        [rows, columns],
        [1, columns],
        [rows, 1],
        [1, 1],
      ] as const)
        // prettier-ignore
        answer[`${named([rows, columns])} → ${named(x)}`] = module.sumTo(...drawnAll(draw, [rows, columns], x));
    return answer;
  },
  add: (module, draw) => applied(module, "add", draw, broadcast),
  mul: (module, draw) => ({
    ...applied(module, "mul", draw, broadcast),
    "a ∋ 0, b ∋ 0": module.rules.mul([[0, 2, 0], [-3, 0, 5]], [[0], [4]]).vjp(drawn(draw, 2, 3)), // prettier-ignore
  }),
  tanh(module, draw) {
    const far = module.rules.tanh([[0, 0.5, -0.5, 3, -3, 40, -800]]).vjp([[2, 3, 5, -7, 11, 13, -1]]);
    const cases = shapes.map((shape): Case => [[shape], shape]);
    const ends = module.rules.tanh([[800, 1e300, Infinity, -Infinity]]).vjp([[2, 3, 5, -7]]);
    const saturated = { "0, ±0.5, ±3, 40, −800": far, "800, 1e300, ∞, −∞": ends };
    return { ...applied(module, "tanh", draw, cases), ...saturated };
  },
  sum: (module, draw) => applied(module, "sum", draw, shapes.map((shape) => [[shape], [1, 1]])), // prettier-ignore
  same({ rules: table }, draw) {
    const [a, g] = drawnAll(draw, [2, 3], [2, 3]);
    return { add: table.add(a, a).vjp(g), mul: table.mul(a, a).vjp(g) };
  },
  turns(module, draw) {
    const [g, x] = drawnAll(draw, [2, 3], [1, 1]);
    module.sumTo(g, x);
    return {
      add: inTurns(module, draw, "add", [[2, 3], [1, 3]], [2, 3]), // prettier-ignore
      mul: inTurns(module, draw, "mul", [[2, 3], [2, 1]], [2, 3]), // prettier-ignore
      tanh: inTurns(module, draw, "tanh", [[2, 3]], [2, 3]),
      sum: inTurns(module, draw, "sum", [[2, 3]], [1, 1]),
      "g, x afterwards": [g, x],
    };
  },
  range({ rules: table, sumTo }) {
    const g = [[1e300, -1e-300, 0], [Infinity, NaN, -1e300]]; // prettier-ignore
    const x = [[1, -2, 0.5], [2, 3, -1]]; // prettier-ignore
    const empty = (): Matrix => [[], []];
    return {
      add: table.add(x, [[1, 2, 3]]).vjp(g),
      mul: table.mul(x, [[2], [-3]]).vjp(g),
      tanh: table.tanh(x).vjp([[1e300, -1e-300, 0], [1e-300, 0, -1e300]]), // prettier-ignore
      sum: [x, [[Infinity, NaN, 0]]].map((each) => table.sum(each).vjp([[-1e300]])), // prettier-ignore
      "x ∋ ∞, NaN": [table.add(g, g).vjp(x), [sumTo(x, [[Infinity, NaN, 0]])]],
      sumTo: sumTo(g, [[0], [0]]),
      "[2,0]": [table.sum(empty()).vjp([[2]]), table.add(empty(), [[]]).vjp(empty()), sumTo(empty(), [[]])],
    };
  },
  large: ({ rules: table, sumTo }) =>
    [large(12_000, 2), large(1, 130_000)].map((x) => {
      const sums = [[[1]], [x[0]!], x].map((one) => gist(sumTo(x, one)));
      const uses = [table.add(x, [[2]]), table.mul([[2]], x), table.tanh(x)].map(({ vjp }) =>
        vjp(x).map(gist),
      );
      const { vjp } = table.sum(x);
      return { sums, uses, sum: vjp([[2]]).map(gist) };
    }),
} satisfies Asks;

export const matmul = {
  worked({ rules: table }) {
    const factors: [Matrix, Matrix] = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]; // prettier-ignore
    const { vjp } = table.matmul(...factors);
    const shares = [[[1, 0], [0, 0]], [[0, 1], [0, 0]], [[0, 0], [1, 0]]].map((g) => vjp(g)); // prettier-ignore
    return { "vjp(g)": shares, "a, b afterwards": factors };
  },
  square: (module, draw) => applied(module, "matmul", draw, products([2, 2, 2], [3, 3, 3], [1, 1, 1])),
  oblong: (module, draw) =>
    applied(module, "matmul", draw, [
      ...products([2, 3, 4], [4, 2, 3], [3, 3, 2], [2, 3, 3], [3, 2, 3]),
      ...products([1, 3, 1], [3, 1, 2], [1, 3, 2], [2, 3, 1], [1, 1, 4], [4, 1, 1], [40, 30, 20]),
    ]),
  turns: (module, draw) => inTurns(module, draw, "matmul", [[2, 3], [3, 2]], [2, 2]), // prettier-ignore
  range({ rules: table }, draw) {
    const [a, g] = drawnAll(draw, [3, 3], [3, 3]);
    const { vjp } = table.matmul([[0, 1e150], [-1e-150, 2]], [[3, 0], [1e-150, -1e150]]); // prettier-ignore
    const gs = [[[0, 0], [0, 0]], [[1e150, -2], [0, 1e-150]], [[Infinity, 1], [NaN, 0]]]; // prettier-ignore
    return { "a a": table.matmul(a, a).vjp(g), range: gs.map((each) => vjp(each)) };
  },
  large({ rules: table }) {
    const { value, vjp } = table.matmul(large(12_000, 2), [[1], [2]]);
    return vjp(value).map(gist);
  },
} satisfies Asks;

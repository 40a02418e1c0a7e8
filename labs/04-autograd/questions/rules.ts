import type { Question } from "@downhill/grader/questions";
import type { OpName, Rule } from "../key/solution.ts";
import type { Matrix, Shape } from "../provided/matrix.ts";
import { type Autograd, type Draw, drawn, entry } from "./drawn.ts";

const axes = [{ en: "operand", zh: "个操作数" }, ...entry];

const name = (shapes: readonly Shape[], by: string): string =>
  shapes.map(([rows, columns]) => `[${rows},${columns}]`).join(by);

/** Shapes of operands, and the shape of the value that they make. */
type Case = readonly [operands: readonly Shape[], y: Shape];

/** A rule's value and cotangents for drawn operands of several shapes, by those shapes' names. */
const applied = (rule: Rule, draw: Draw, cases: readonly Case[]): object =>
  Object.fromEntries(
    cases.map(([shapes, [rows, columns]]) => {
      const { value, vjp } = rule(...shapes.map((shape) => drawn(draw, shape[0], shape[1])));
      return [name(shapes, ", "), { value, "vjp(g)": vjp(drawn(draw, rows, columns)) }];
    }),
  );

/** The shapes of two operands that broadcast to [rows,columns], one of them or both stretched. */
const stretched = ([rows, columns]: Shape): readonly (readonly [Shape, Shape])[] => {
  const whole: Shape = [rows, columns];
  const [row, column, number]: readonly [Shape, Shape, Shape] = [[1, columns], [rows, 1], [1, 1]]; // prettier-ignore
  return [
    [whole, row],
    [row, whole],
    [whole, column],
    [column, whole],
    [whole, number],
    [number, whole],
    [row, column],
    [column, row],
  ];
};

const binary = (op: "add" | "mul"): readonly Question<Autograd>[] => [
  {
    what: { en: `cotangents of ${op}(a, b), equal shapes`, zh: `${op}(a, b) 的余切向量，形状相同` },
    ask: ({ rules }, draw) =>
      applied(
        rules[op],
        draw,
        ([[2, 3], [1, 1], [1, 4], [3, 1], [2, 2]] as const).map((shape) => [[shape, shape], shape]), // prettier-ignore
      ),
    axes,
  },
  {
    what: { en: `cotangents of ${op}(a, b), broadcasting`, zh: `${op}(a, b) 的余切向量，有广播` },
    ask: ({ rules }, draw) =>
      applied(
        rules[op],
        draw,
        ([[2, 3], [3, 2], [3, 3]] as const).flatMap((shape) => stretched(shape).map((pair): Case => [pair, shape])), // prettier-ignore
      ),
    axes,
  },
];

/** Each operation with operands that fit it. */
const operands = (draw: Draw): readonly (readonly [OpName, ...Matrix[]])[] => [
  ["add", drawn(draw, 2, 3), drawn(draw, 1, 3)],
  ["mul", drawn(draw, 2, 3), drawn(draw, 2, 1)],
  ["tanh", drawn(draw, 2, 3)],
  ["sum", drawn(draw, 2, 3)],
];

/** A cotangent for the value that the operation makes of them. */
const gOf = (op: OpName, draw: Draw): Matrix => (op === "sum" ? drawn(draw, 1, 1) : drawn(draw, 2, 3));

const sums: readonly Question<Autograd>[] = [
  {
    what: { en: "sumTo(g, x), for each shape of x", zh: "sumTo(g, x)，x 取各种形状" },
    ask: ({ sumTo }, draw) => {
      const shapes = ([[2, 3], [3, 2], [3, 3], [1, 3], [3, 1], [1, 1]] as const).flatMap((g) => {
        const [rows, columns] = g;
        const all: readonly Shape[] = [g, [1, columns], [rows, 1], [1, 1]];
        return all.map((x) => [g, x] as const);
      }); // prettier-ignore
      return Object.fromEntries(
        shapes.map(([g, x]) => [
          name([g, x], " → "),
          sumTo(drawn(draw, g[0], g[1]), drawn(draw, x[0], x[1])),
        ]),
      );
    },
    axes: entry,
  },
  {
    what: { en: "sumTo over a batch of 3,000", zh: "3,000 行的批次，sumTo" },
    ask: ({ sumTo }, draw) => {
      const g = drawn(draw, 3000, 3);
      return { row: sumTo(g, [[0, 0, 0]]), number: sumTo(g, [[0]]) };
    },
    axes: entry,
  },
];

const unary: readonly Question<Autograd>[] = [
  {
    what: { en: "cotangent of tanh(x)", zh: "tanh(x) 的余切向量" },
    ask: ({ rules }, draw) =>
      applied(rules.tanh, draw, ([[2, 3], [3, 1], [1, 1]] as const).map((shape) => [[shape], shape])), // prettier-ignore
    axes,
  },
  {
    what: { en: "cotangent of tanh at 0, ±0.5, ±3 and far out", zh: "tanh 在 0、±0.5、±3 和远处的余切向量" },
    ask: ({ rules }) => rules.tanh([[0, 0.5, -0.5, 3, -3, 40, -800]]).vjp([[2, 3, 5, -7, 11, 13, -1]]),
    axes,
  },
  {
    what: { en: "cotangent of sum(x)", zh: "sum(x) 的余切向量" },
    ask: ({ rules }, draw) =>
      applied(
        rules.sum,
        draw,
        ([[2, 3], [3, 2], [1, 4], [4, 1], [1, 1]] as const).map((shape) => [[shape], [1, 1]]), // prettier-ignore
      ),
    axes,
  },
];

const everyRule: readonly Question<Autograd>[] = [
  {
    what: { en: "one matrix as both operands", zh: "两个操作数是同一个矩阵" },
    ask: ({ rules }, draw) => {
      const [a, g] = [drawn(draw, 2, 3), drawn(draw, 2, 3)];
      return { add: rules.add(a, a).vjp(g), mul: rules.mul(a, a).vjp(g) };
    },
    axes,
  },
  {
    what: {
      en: "two applications asked in turns, one of them twice",
      zh: "同一规则用两次，轮流求 vjp，其中一次求两遍",
    },
    ask: ({ rules }, draw) => {
      const pairs = operands(draw).map((first, i) => [first, operands(draw)[i]!] as const);
      return pairs.map(([[op, ...a], [, ...b]]) => {
        const [first, second] = [rules[op](...a), rules[op](...b)];
        const gs = draw.list(3, () => gOf(op, draw));
        return { op, asked: [first.vjp(gs[0]!), second.vjp(gs[1]!), first.vjp(gs[2]!), first.vjp(gs[0]!)] };
      });
    },
    axes,
  },
  {
    what: { en: "operands and g, afterwards", zh: "调用之后，操作数和 g" },
    ask: ({ rules, sumTo }, draw) => {
      const used = operands(draw).map(([op, ...x]) => {
        const g = gOf(op, draw);
        const { value, vjp } = rules[op](...x);
        vjp(g);
        vjp(g);
        return { op, x, g, value };
      });
      const [g, x] = [drawn(draw, 2, 3), drawn(draw, 1, 1)];
      sumTo(g, x);
      return { used, sumTo: [g, x] };
    },
    axes,
  },
  {
    what: {
      en: "huge, tiny, zero, infinite and missing numbers in g",
      zh: "g 里有极大、极小、零、无穷和 NaN",
    },
    ask: ({ rules, sumTo }) => {
      const g = [[1e300, -1e-300, 0], [Infinity, NaN, -1e300]]; // prettier-ignore
      const x = [[1, -2, 0.5], [2, 3, -1]]; // prettier-ignore
      return {
        add: rules.add(x, [[1, 2, 3]]).vjp(g),
        mul: rules.mul(x, [[2], [-3]]).vjp(g),
        tanh: rules.tanh(x).vjp(g),
        sum: rules.sum(x).vjp([[-1e300]]),
        sumTo: sumTo(g, [[0], [0]]),
      };
    },
    axes,
    holds: ["NaN", "infinity"],
  },
  {
    what: { en: "matrices with no columns", zh: "没有列的矩阵" },
    ask: ({ rules, sumTo }) => {
      const empty = (): Matrix => [[], []];
      const sum = rules.sum(empty());
      return {
        sum: { value: sum.value, "vjp(g)": sum.vjp([[2]]) },
        add: rules.add(empty(), [[]]).vjp(empty()),
        sumTo: sumTo(empty(), [[]]),
      };
    },
    axes,
    holds: ["empty"],
  },
];

export const rules: readonly Question<Autograd>[] = [
  ...sums,
  ...binary("add"),
  ...binary("mul"),
  ...unary,
  ...everyRule,
];

import type { OpName } from "../key/solution.ts";
import type { Matrix, Shape } from "../provided/matrix.ts";
import { along, type Asked, type Autograd, type Draw, drawn, drawnAll, entry } from "./drawn.ts";

/** Shapes of operands, and the shape of the value that they make. */
export type Case = readonly [operands: readonly Shape[], y: Shape];

/** A rule's value and cotangents for drawn operands of several shapes, by those shapes' names. */
export const applied = ({ rules: table }: Autograd, op: OpName, draw: Draw, cases: readonly Case[]): object =>
  Object.fromEntries(
    cases.map(([shapes, [rows, columns]]) => {
      const { value, vjp } = table[op](...drawnAll(draw, shapes));
      return [
        shapes.map((shape) => `[${shape}]`).join(", "),
        { value, "vjp(g)": vjp(drawn(draw, rows, columns)) },
      ];
    }),
  );

/** Equal shapes, and shapes of which one or both are stretched to [rows,columns]. */
const broadcast = ([rows, columns]: Shape): readonly Case[] => {
  const whole: Shape = [rows, columns];
  const [row, column, one]: readonly [Shape, Shape, Shape] = [[1, columns], [rows, 1], [1, 1]]; // prettier-ignore
  const stretched = [[whole, row], [whole, column], [whole, one], [row, column]]; // prettier-ignore
  return [[whole, whole], ...stretched.flatMap(([a, b]) => [[a!, b!], [b!, a!]])].map((pair) => [pair, whole]); // prettier-ignore
};

const shapes: readonly Shape[] = [[2, 3], [3, 2], [3, 3], [1, 4], [3, 1], [1, 1]]; // prettier-ignore

/** One operand of each shape, and the shape of its value. */
const alone = (y: (shape: Shape) => Shape): readonly Case[] => shapes.map((shape) => [[shape], y(shape)]);

/** Each operation with operands that fit it, and a cotangent for its value. */
const uses = (draw: Draw): readonly { op: OpName; x: Matrix[]; g: Matrix }[] => [
  { op: "add", x: drawnAll(draw, [[2, 3], [1, 3]]), g: drawn(draw, 2, 3) }, // prettier-ignore
  { op: "mul", x: drawnAll(draw, [[2, 3], [2, 1]]), g: drawn(draw, 2, 3) }, // prettier-ignore
  { op: "tanh", x: [drawn(draw, 2, 3)], g: drawn(draw, 2, 3) },
  { op: "sum", x: [drawn(draw, 2, 3)], g: drawn(draw, 1, 1) },
];

const sumTo: Asked = along(entry, [
  {
    what: { en: "sumTo(g, x), for each shape of x", zh: "sumTo(g, x)，x 取各种形状" },
    ask: (module, draw) =>
      Object.fromEntries(
        [...shapes, [300, 2] as const].flatMap((g) =>
          ([g, [1, g[1]], [g[0], 1], [1, 1]] as const).map((x) => [
            `[${g}] → [${x}]`,
            module.sumTo(drawn(draw, g[0], g[1]), drawn(draw, x[0], x[1])),
          ]),
        ),
      ),
  },
]);

const axes = [{ en: "operand", zh: "个操作数" }, ...entry];

const oneByOne: Asked = along(axes, [
  ...(["add", "mul"] as const).map((op) => ({
    what: { en: `cotangents of ${op}(a, b), with broadcasting`, zh: `${op}(a, b) 的余切向量，包括广播` },
    ask: (module: Autograd, draw: Draw) => applied(module, op, draw, shapes.flatMap(broadcast)),
  })),
  {
    what: { en: "cotangent of tanh(x)", zh: "tanh(x) 的余切向量" },
    ask: (module, draw) => ({
      ...applied(
        module,
        "tanh",
        draw,
        alone((shape) => shape),
      ),
      "0, ±0.5, ±3, 40, −800": module.rules
        .tanh([[0, 0.5, -0.5, 3, -3, 40, -800]])
        .vjp([[2, 3, 5, -7, 11, 13, -1]]),
    }),
  },
  {
    what: { en: "cotangent of sum(x)", zh: "sum(x) 的余切向量" },
    ask: (module, draw) =>
      applied(
        module,
        "sum",
        draw,
        alone(() => [1, 1]),
      ),
  },
  {
    what: { en: "one matrix as both operands", zh: "两个操作数是同一个矩阵" },
    ask: ({ rules: table }, draw) => {
      const [a, g] = [drawn(draw, 2, 3), drawn(draw, 2, 3)];
      return { add: table.add(a, a).vjp(g), mul: table.mul(a, a).vjp(g) };
    },
  },
  {
    what: { en: "two uses in turns, and what was passed in", zh: "两次使用轮流求 vjp，以及之后传入的值" },
    ask: ({ rules: table, sumTo: fit }, draw) => {
      const others = uses(draw);
      const asked = uses(draw).map(({ op, x, g }, i) => {
        const [first, second] = [table[op](...x), table[op](...others[i]!.x)];
        const more = others[i]!.g;
        const answers = [first.vjp(g), second.vjp(g), first.vjp(more), first.vjp(g)];
        return [op, { answers, x, g, value: first.value }] as const;
      });
      const [g, x] = [drawn(draw, 2, 3), drawn(draw, 1, 1)];
      fit(g, x);
      return { ...Object.fromEntries(asked), sumTo: [g, x] };
    },
  },
  {
    what: { en: "infinity, NaN, huge numbers; no columns", zh: "无穷、NaN、极大的数；没有列的矩阵" },
    ask: ({ rules: table, sumTo: fit }) => {
      const g = [[1e300, -1e-300, 0], [Infinity, NaN, -1e300]]; // prettier-ignore
      const x = [[1, -2, 0.5], [2, 3, -1]]; // prettier-ignore
      const empty = (): Matrix => [[], []];
      return {
        add: table.add(x, [[1, 2, 3]]).vjp(g),
        mul: table.mul(x, [[2], [-3]]).vjp(g),
        tanh: table.tanh(x).vjp([[1e300, -1e-300, 0], [1e-300, 0, -1e300]]), // prettier-ignore
        sum: table.sum(x).vjp([[-1e300]]),
        sumTo: fit(g, [[0], [0]]),
        "[2,0]": [table.sum(empty()).vjp([[2]]), table.add(empty(), [[]]).vjp(empty()), fit(empty(), [[]])],
      };
    },
    holds: ["NaN", "infinity", "empty"],
  },
]);

export const rules: Asked = [...sumTo, ...oneByOne];

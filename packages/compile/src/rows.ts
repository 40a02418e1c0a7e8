import { type KernelName, sizeOf } from "@downhill/tensor";
import type { Lowering, Row } from "./lowering.ts";
import type { OnnxValue } from "./onnx.ts";
import { windowRows } from "./windows.ts";

type Reduction = "sum" | "max" | "min";

/** A row that does not depend on attributes. */
type Plain = (to: Lowering, inputs: readonly OnnxValue[]) => string;

const names = (values: readonly OnnxValue[]): string[] => values.map(({ name }) => name);

/** The operator that computes the same, element by element, with broadcasting. */
const direct =
  (op: string): Plain =>
  (to, inputs) =>
    to.node(op, names(inputs));

const reduction =
  (op: string): Row<Reduction> =>
  (to, [x], { axes, keepDims }) =>
    axes.length === 0 ? x!.name : to.node(op, [x!.name, to.ints(axes)], { keepdims: keepDims ? 1 : 0 });

/** The engine's reduction passes over NaN, so a row that holds one is looked for. */
const extreme =
  (op: string): Row<"max" | "min"> =>
  (to, inputs, attrs, output) => {
    const best = reduction(op)(to, inputs, attrs, output);
    const { name, dtype } = inputs[0]!;
    if (dtype !== "float32" || attrs.axes.length === 0) return best;
    const marks = to.node("Cast", [to.node("IsNaN", [name])], { to: types.float32 });
    const count = reduction("ReduceMax")(to, [{ ...inputs[0]!, name: marks }], attrs, output);
    const isNaN = to.node("Cast", [count], { to: types.bool });
    return to.node("Where", [isNaN, to.scalar(NaN, "float32"), best]);
  };

/** The engine's positions are int64. */
const choice =
  (op: string): Row<"argMax" | "argMin"> =>
  (to, [x], { axis }) =>
    to.node("Cast", [to.node(op, [x!.name], { axis, keepdims: 0 })], { to: types.int32 });

/** TensorProto.DataType, for Cast. */
const types = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 } as const;

const swapped = (rank: number): number[] => [...Array(rank - 2).keys(), rank - 1, rank - 2];

/** ONNX counts a negative index from the end; here none is allowed, so it becomes one that the engine refuses too. */
const fromStart = (to: Lowering, indices: string, length: number): string => {
  const isBefore = to.node("Less", [indices, to.scalar(0, "int32")]);
  return to.node("Where", [isBefore, to.scalar(length, "int32"), indices]);
};

/** Every kernel in ONNX's operators; a kernel without a row does not compile. */
export const rows: { readonly [K in KernelName]: Row<K> } = {
  neg: direct("Neg"),
  exp: direct("Exp"),
  log: direct("Log"),
  log1p: (to, [x]) => to.node("Log", [to.node("Add", [x!.name, to.scalar(1, "float32")])]),
  sqrt: direct("Sqrt"),
  sin: direct("Sin"),
  cos: direct("Cos"),
  tanh: direct("Tanh"),
  relu: direct("Relu"),
  abs: direct("Abs"),
  sign: direct("Sign"),
  floor: direct("Floor"),
  erf: direct("Erf"),
  add: direct("Add"),
  sub: direct("Sub"),
  mul: direct("Mul"),
  div: direct("Div"),
  pow: direct("Pow"),
  maximum: direct("Max"),
  minimum: direct("Min"),
  equal: direct("Equal"),
  notEqual: (to, inputs) => to.node("Not", [to.node("Equal", names(inputs))]),
  greater: direct("Greater"),
  greaterEqual: direct("GreaterOrEqual"),
  less: direct("Less"),
  lessEqual: direct("LessOrEqual"),
  where: direct("Where"),
  sum: reduction("ReduceSum"),
  max: extreme("ReduceMax"),
  min: extreme("ReduceMin"),
  argMax: choice("ArgMax"),
  argMin: choice("ArgMin"),
  cumsum: (to, [x], { axis, exclusive, reverse }) =>
    to.node("CumSum", [x!.name, to.ints([axis])], {
      exclusive: exclusive ? 1 : 0,
      reverse: reverse ? 1 : 0,
    }),
  // Gemm takes transposed matrices as they are; MatMul, which multiplies many, does not.
  matmul: (to, [a, b], { transposeA, transposeB }) => {
    const rank = a!.shape.length;
    if (rank === 2 && (transposeA || transposeB))
      return to.node("Gemm", [a!.name, b!.name], {
        transA: transposeA ? 1 : 0,
        transB: transposeB ? 1 : 0,
      });
    const operand = ({ name }: OnnxValue, transposed: boolean): string =>
      transposed ? to.transpose(name, swapped(rank)) : name;
    return to.node("MatMul", [operand(a!, transposeA), operand(b!, transposeB)]);
  },
  reshape: (to, [x], { shape }) => to.reshape(x!.name, shape),
  broadcastTo: (to, [x], { shape }) => to.node("Expand", [x!.name, to.ints(shape)]),
  transpose: (to, [x], { permutation }) => to.transpose(x!.name, permutation),
  slice: (to, [x], { begin, size }) =>
    size.length === 0
      ? x!.name
      : to.node("Slice", [x!.name, to.ints(begin), to.ints(begin.map((first, axis) => first + size[axis]!))]),
  pad: (to, [x], { before, after, value }) =>
    before.length === 0
      ? x!.name
      : to.node("Pad", [
          x!.name,
          to.ints([...before, ...after]),
          to.scalar(value, x!.dtype === "int32" ? "int32" : "float32"),
        ]),
  concat: (to, inputs, { axis }) =>
    to.node("Concat", names(inputs.filter(({ shape }) => sizeOf(shape) > 0)), { axis }),
  flip: (to, [x], { axes }) => {
    if (axes.length === 0) return x!.name;
    const each = (value: (axis: number) => number): string => to.ints(axes.map(value));
    const [begin, end] = [each(() => -1), each((axis) => -1 - x!.shape[axis]!)];
    return to.node("Slice", [x!.name, begin, end, to.ints(axes), each(() => -1)]);
  },
  gather: (to, [x, indices]) =>
    to.node("Gather", [x!.name, fromStart(to, indices!.name, x!.shape[0]!)], { axis: 0 }),
  scatterAdd: (to, [x, indices], { rows: length }, { shape, dtype }) => {
    const [count, width] = [sizeOf(indices!.shape), sizeOf(shape.slice(1))];
    const values = to.reshape(x!.name, [count, width]);
    const to1 = to.reshape(fromStart(to, indices!.name, length), [count, 1]);
    const places = to.node("Expand", [to1, to.ints([count, width])]);
    const zeros = to.filled([length, width], dtype, 0);
    const sums = to.node("ScatterElements", [zeros, places, values], { axis: 0, reduction: "add" });
    return to.reshape(sums, shape);
  },
  oneHot: (to, [indices], { depth, dtype }) => {
    const column = to.reshape(indices!.name, [...indices!.shape, 1]);
    const classes = to.constant(
      [depth],
      "int32",
      Int32Array.from({ length: depth }, (_, i) => i),
    );
    return to.node("Cast", [to.node("Equal", [column, classes])], { to: types[dtype] });
  },
  cast: (to, [x], { dtype }) => to.node("Cast", [x!.name], { to: types[dtype] }),
  ...windowRows,
};

/** The result of combining nothing, if it is not 0. */
export const ofNothing: Partial<Record<KernelName, number>> = { max: -Infinity, min: Infinity };

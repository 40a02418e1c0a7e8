import type { KernelAttrs, KernelName } from "../backend.ts";
import type { DType } from "../dtype.ts";
import { broadcastShapes, type Shape, sizeOf, windowCount } from "../shape.ts";
import type { Held, Operations } from "./tensorflow-node-operations.ts";

type Lowering<K extends KernelName> = (
  tf: Operations,
  inputs: readonly Held[],
  attrs: KernelAttrs[K],
) => Held;

const named =
  (operation: string) =>
  (tf: Operations, inputs: readonly Held[]): Held =>
    tf.run(operation, inputs);

const reshape = (tf: Operations, x: Held, shape: Shape): Held => tf.run("Reshape", [x, tf.whole(shape)]);
const transpose = (tf: Operations, x: Held, permutation: readonly number[]): Held =>
  tf.run("Transpose", [x, tf.whole(permutation)]);
const cast = (tf: Operations, x: Held, dtype: DType): Held => tf.run("Cast", [x], { DstT: { dtype } });
const stretch = (tf: Operations, x: Held, shape: Shape): Held => tf.run("BroadcastTo", [x, tf.whole(shape)]);

/** TensorFlow stretches shapes of five axes, after it has merged neighbours that behave the same; so four axes at a time. */
function broadcastTo(tf: Operations, x: Held, shape: Shape): Held {
  if (shape.length <= 5) return stretch(tf, x, shape);
  const from = [...Array<number>(shape.length - x.shape.length).fill(1), ...x.shape];
  const ends = Array.from({ length: Math.ceil(shape.length / 4) }, (_, part) => 4 * (part + 1));
  return ends.reduce((y, end) => stretch(tf, y, [...shape.slice(0, end), ...from.slice(end)]), x);
}

/** It combines no more axes than it stretches. */
const binary =
  (operation: string) =>
  (tf: Operations, [a, b]: readonly Held[]): Held => {
    const shape = broadcastShapes(operation, a!.shape, b!.shape);
    const few = shape.length <= 5 || sizeOf(a!.shape) === sizeOf(b!.shape);
    return tf.run(operation, few ? [a!, b!] : [broadcastTo(tf, a!, shape), broadcastTo(tf, b!, shape)]);
  };

const reduction =
  (operation: string): Lowering<"sum" | "max" | "min"> =>
  (tf, [x], { axes, keepDims }) =>
    tf.run(operation, [x!, tf.whole(axes)], { keep_dims: keepDims });

const firstBest =
  (operation: string): Lowering<"argMax" | "argMin"> =>
  (tf, [x], { axis }) =>
    tf.run(operation, [x!, tf.whole(axis)], { output_type: { dtype: "int32" } });

const spans = ([down, right]: readonly [number, number]): readonly number[] => [1, down, right, 1];
const inside = { padding: "VALID" };

/** Its pools do not accept integers on every device. */
const pool =
  (operation: string): Lowering<"maxPool" | "avgPool"> =>
  (tf, [x], { strides, size }) => {
    const attributes = { ksize: spans(size), strides: spans(strides), ...inside };
    if (x!.dtype === "float32") return tf.run(operation, [x!], attributes);
    return cast(tf, tf.run(operation, [cast(tf, x!, "float32")], attributes), x!.dtype);
  };

type Four = readonly [number, number, number, number];
type Six = readonly [number, number, number, number, number, number];

/** Our kernels as operations of TensorFlow itself. */
export const lowerings: { readonly [K in KernelName]: Lowering<K> } = {
  neg: named("Neg"),
  exp: named("Exp"),
  log: named("Log"),
  log1p: named("Log1p"),
  sqrt: named("Sqrt"),
  sin: named("Sin"),
  cos: named("Cos"),
  tanh: named("Tanh"),
  relu: named("Relu"),
  abs: named("Abs"),
  sign: named("Sign"),
  floor: named("Floor"),
  erf: named("Erf"),
  add: binary("AddV2"),
  sub: binary("Sub"),
  mul: binary("Mul"),
  div: binary("RealDiv"),
  pow: binary("Pow"),
  maximum: binary("Maximum"),
  minimum: binary("Minimum"),
  equal: binary("Equal"),
  notEqual: binary("NotEqual"),
  greater: binary("Greater"),
  greaterEqual: binary("GreaterEqual"),
  less: binary("Less"),
  lessEqual: binary("LessEqual"),
  where: named("SelectV2"),
  sum: reduction("Sum"),
  max: reduction("Max"),
  min: reduction("Min"),
  argMax: firstBest("ArgMax"),
  argMin: firstBest("ArgMin"),
  cumsum: (tf, [x], { axis, exclusive, reverse }) =>
    tf.run("Cumsum", [x!, tf.whole(axis)], { exclusive, reverse }),
  matmul: (tf, [a, b], { transposeA, transposeB }) =>
    a!.shape.length === 2
      ? tf.run("MatMul", [a!, b!], { transpose_a: transposeA, transpose_b: transposeB })
      : tf.run("BatchMatMulV2", [a!, b!], { adj_x: transposeA, adj_y: transposeB }),
  reshape: (tf, [x], { shape }) => reshape(tf, x!, shape),
  broadcastTo: (tf, [x], { shape }) => broadcastTo(tf, x!, shape),
  transpose: (tf, [x], { permutation }) => transpose(tf, x!, permutation),
  slice: (tf, [x], { begin, size }) => tf.run("Slice", [x!, tf.whole(begin), tf.whole(size)]),
  pad: (tf, [x], { before, after, value }) => {
    const pairs = before.flatMap((count, axis) => [count, after[axis]!]);
    const around = reshape(tf, tf.whole(pairs), [before.length, 2]);
    return tf.run("PadV2", [x!, around, tf.filled([], value, x!.dtype)]);
  },
  // It joins two tensors or more.
  concat: (tf, inputs, { axis }) =>
    inputs.length === 1
      ? tf.run("Identity", inputs)
      : tf.run("ConcatV2", [...inputs, tf.whole(axis)], {
          N: inputs.length,
          T: { dtype: inputs[0]!.dtype },
          Tidx: { dtype: "int32" },
        }),
  flip: (tf, [x], { axes }) => tf.run("ReverseV2", [x!, tf.whole(axes)]),
  gather: (tf, [x, indices]) => tf.run("GatherV2", [x!, indices!, tf.whole(0)]),
  scatterAdd: (tf, [x, indices], { rows }) => tf.run("UnsortedSegmentSum", [x!, indices!, tf.whole(rows)]),
  oneHot: (tf, [indices], { depth, dtype }) =>
    tf.run("OneHot", [indices!, tf.whole(depth), tf.filled([], 1, dtype), tf.filled([], 0, dtype)]),
  cast: (tf, [x], { dtype }) => cast(tf, x!, dtype),
  // A convolution of an empty tensor would keep its input's shape.
  conv2d: (tf, [x, filter], { strides: [down, right] }) => {
    const [batch, height, width] = x!.shape as Four;
    const [rows, columns, , outputs] = filter!.shape as Four;
    const shape = [batch, windowCount(height, rows, down), windowCount(width, columns, right), outputs];
    return sizeOf(x!.shape) === 0 || sizeOf(shape) === 0
      ? tf.filled(shape, 0, x!.dtype)
      : tf.run("Conv2D", [x!, filter!], { strides: spans([down, right]), ...inside });
  },
  conv2dInput: (tf, [dy, filter], { strides, size }) => {
    const shape = [dy!.shape[0]!, ...size, filter!.shape[2]!];
    return tf.run("Conv2DBackpropInput", [tf.whole(shape), filter!, dy!], {
      strides: spans(strides),
      ...inside,
    });
  },
  conv2dFilter: (tf, [x, dy], { strides, size }) => {
    const shape = [...size, x!.shape[3]!, dy!.shape[3]!];
    return tf.run("Conv2DBackpropFilter", [x!, tf.whole(shape), dy!], { strides: spans(strides), ...inside });
  },
  maxPool: pool("MaxPool"),
  avgPool: pool("AvgPool"),
  patches: (tf, [x], { strides, size }) => {
    const [batch, height, width, channels] = x!.shape as Four;
    const attributes = { ksizes: spans(size), strides: spans(strides), rates: [1, 1, 1, 1], ...inside };
    const [high, wide] = [windowCount(height, size[0], strides[0]), windowCount(width, size[1], strides[1])];
    const y = tf.run("ExtractImagePatches", [x!], attributes);
    return reshape(tf, y, [batch, high, wide, ...size, channels]);
  },
  // The transpose of a convolution whose filters each take one position of the window, for every channel separately.
  patchesAdd: (tf, [y], { strides, size: [height, width] }) => {
    const [batch, high, wide, rows, columns, channels] = y!.shape as Six;
    const places = rows * columns;
    const apart = transpose(tf, reshape(tf, y!, [batch, high, wide, places, channels]), [0, 4, 1, 2, 3]);
    const each = reshape(tf, apart, [batch * channels, high, wide, places]);
    const identity = tf.run("OneHot", [
      tf.whole(Array.from({ length: places }, (_, place) => place)),
      tf.whole(places),
      tf.filled([], 1, y!.dtype),
      tf.filled([], 0, y!.dtype),
    ]);
    const filter = reshape(tf, identity, [rows, columns, 1, places]);
    const shape = [batch * channels, height, width, 1];
    const image = tf.run("Conv2DBackpropInput", [tf.whole(shape), filter, each], {
      strides: spans(strides),
      ...inside,
    });
    return transpose(tf, reshape(tf, image, [batch, channels, height, width]), [0, 2, 3, 1]);
  },
};

import { abs, add, key, normal, ops, type Tensor, tensor } from "@downhill/tensor";
import { valueAndGradientsAt } from "./table.ts";

const some = (...shape: number[]): Tensor => normal(key(5), shape);
const other = (...shape: number[]): Tensor => normal(key(6), shape);
const positive = (...shape: number[]): Tensor => add(abs(some(...shape)), 0.3);
const whole = (values: readonly number[], ...shape: number[]): Tensor =>
  tensor(Int32Array.from(values), { shape });

type Arguments = readonly (readonly unknown[])[];

const shapes = [[], [0], [1], [7], [2, 0, 3], [1, 1], [3, 1, 5]];
const each = (make: (...shape: number[]) => Tensor) => (): Arguments =>
  shapes.map((shape) => [make(...shape)]);

/** Operands that broadcast at their ends: with nothing, with one, with a scalar, both ways at once. */
const pairs = [
  [[0], []],
  [[0], [1]],
  [
    [0, 3],
    [1, 3],
  ],
  [
    [2, 0],
    [2, 1],
  ],
  [[1], [5]],
  [[5], []],
  [
    [3, 1],
    [1, 7],
  ],
  [
    [2, 1, 3],
    [5, 1],
  ],
  [[3], [2, 3]],
] as const;
const both = (a: (...shape: number[]) => Tensor, b: (...shape: number[]) => Tensor) => (): Arguments =>
  pairs.map(([left, right]) => [a(...left), b(...right)]);

/** Reductions over no axis, an empty one, and around an empty one. */
const reductions = (): Arguments => [
  [some()],
  [some(1)],
  [some(7)],
  [some(3, 5), { axes: [] }],
  [some(3, 0), { axes: 0 }],
  [some(3, 1, 5), { axes: [0, 2], keepDims: true }],
  [some(1, 1, 3), { axes: 1 }],
];
const ofNothing = (): Arguments => [
  ...reductions(),
  [some(0)],
  [some(0, 3), { axes: 0 }],
  [some(3, 0), { axes: 1, keepDims: true }],
];

const pools = (): Arguments => [
  [some(0, 4, 4, 2), { size: 2 }],
  [some(1, 1, 1, 1), { size: 1 }],
  [some(2, 5, 7, 3), { size: 2 }],
  [some(1, 5, 7, 3), { size: [3, 1], strides: [1, 2], padding: "same" }],
  [some(1, 7, 3, 1), { size: 2, strides: 3 }],
  [some(2, 2, 5, 1), { size: [2, 3], strides: 1, padding: [1, 2] }],
];
const convolutions = (): Arguments => [
  [some(0, 4, 4, 2), some(3, 3, 2, 1)],
  [some(1, 1, 1, 1), some(1, 1, 1, 1)],
  [some(2, 5, 7, 3), some(2, 3, 3, 2), { strides: [3, 2] }],
  [some(1, 3, 2, 1), some(3, 2, 1, 5), { padding: 2, strides: 2 }],
  [some(1, 7, 5, 2), some(2, 2, 2, 1), { dilations: [3, 2], padding: "same" }],
  [some(1, 2, 9, 1), some(1, 2, 1, 1), { strides: 4 }],
];

/** For every operation of the table: nothing, one, odd lengths, and its own corners. */
const table: { readonly [K in keyof typeof ops]: () => Arguments } = {
  neg: each(some),
  exp: each(some),
  log: each(positive),
  log1p: each(positive),
  sqrt: each(positive),
  square: each(some),
  abs: each(some),
  sign: each(some),
  floor: each(some),
  ceil: each(some),
  round: each(some),
  sin: each(some),
  cos: each(some),
  tanh: each(some),
  sigmoid: each(some),
  relu: each(some),
  erf: each(some),
  gelu: each(some),
  identity: each(some),
  stopGradient: each(some),
  logicalNot: each(some),
  add: both(some, other),
  sub: both(some, other),
  mul: both(some, other),
  div: both(some, positive),
  pow: both(positive, other),
  maximum: both(some, other),
  minimum: both(some, other),
  equal: both(some, some),
  notEqual: both(some, some),
  greater: both(some, other),
  greaterEqual: both(some, other),
  less: both(some, other),
  lessEqual: both(some, other),
  logicalAnd: both(some, other),
  logicalOr: both(some, other),
  where: () => pairs.map(([left, right]) => [ops.greater(some(...left), 0), some(...left), other(...right)]),
  clip: () => shapes.map((shape) => [some(...shape), { min: -0.5, max: 0.5 }]),
  sum: ofNothing,
  norm: ofNothing,
  prod: ofNothing,
  any: ofNothing,
  all: ofNothing,
  mean: reductions,
  max: reductions,
  min: reductions,
  logSumExp: reductions,
  variance: reductions,
  std: () => reductions().slice(3),
  argMax: () => [[some(1)], [some(0, 3)], [some(7, 1), 0], [some(3, 5), { axis: -1, keepDims: true }]],
  argMin: () => [[some(1)], [some(0, 3)], [some(7, 1), 0], [some(3, 5), { axis: -1, keepDims: true }]],
  topK: () => [
    [some(1), 1],
    [some(0, 3), 2],
    [some(3, 5), 5],
    [some(2, 1, 7), 3],
    [tensor([[1, 2, 2, 0, 2]]), 4],
  ],
  argTopK: () => [
    [some(1), 1],
    [some(0, 3), 2],
    [some(3, 5), 5],
    [some(2, 1, 7), 3],
    [tensor([[1, -Infinity, 1, -Infinity, NaN]]), 5],
    [whole([4, -1, 4, -(2 ** 31)], 1, 4), 4],
  ],
  sort: () => [
    [some(0)],
    [some(1)],
    [some(3, 5), { axis: 0 }],
    [some(2, 1, 7), { descending: true }],
    [tensor([[1, 2, 2, 0, 2]])],
  ],
  argSort: () => [
    [some(0, 3)],
    [some(3, 5), { axis: 0 }],
    [tensor([[1, -Infinity, 1, -Infinity, NaN]])],
    [tensor([[NaN, Infinity, NaN, 0, Infinity]]), { descending: true }],
    [whole([4, -1, 4, -(2 ** 31), 2 ** 31 - 1], 1, 5), { descending: true }],
  ],
  softmax: () => [[some(1)], [some(0, 3)], [some(3, 5), { axes: 0 }], [some(3, 5), { axes: [0, 1] }]],
  cumsum: () => [[some(0)], [some(1)], [some(3, 0)], [some(2, 7), { exclusive: true, reverse: true }]],
  matmul: () => [
    [some(0, 3), other(3, 2)],
    [some(2, 0), other(0, 3)],
    [some(1, 1), other(1, 1)],
    [some(3, 5), other(7, 5), { transposeB: true }],
    [some(2, 1, 1, 3), other(5, 3, 1)],
    [some(0, 2, 3), other(3, 1)],
  ],
  reshape: () => [
    [some(), [1, 1]],
    [some(0, 3), [7, 0]],
    [some(1), []],
    [some(3, 5), [5, -1]],
  ],
  transpose: () => [
    [some()],
    [some(0, 2)],
    [some(3, 1, 5), [2, 0, 1]],
    [some(2, 1, 3, 2, 2), [4, 0, 3, 1, 2]],
  ],
  squeeze: () => [[some()], [some(1, 0)], [some(1, 7, 1), 0], [some(1, 1)]],
  expandDims: () => [
    [some(), 0],
    [some(0), -1],
    [some(7), [0, 2]],
  ],
  broadcastTo: () => [
    [some(), []],
    [some(), [0]],
    [some(1, 3), [0, 3]],
    [some(0, 1), [0, 3]],
    [some(3, 1), [2, 3, 5]],
  ],
  sumTo: () => [
    [some(), []],
    [some(0, 3), [3]],
    [some(0, 3), [1, 1]],
    [some(3, 0), [3, 1]],
    [some(2, 3, 5), [1, 5]],
  ],
  tile: () => [
    [some(0), [3]],
    [some(3), [0]],
    [some(1, 1), [3, 5]],
    [some(3, 2), [1, 3]],
  ],
  repeat: () => [
    [some(0), { times: 3 }],
    [some(3), { times: 0 }],
    [some(1, 3), { times: 5, axis: 0 }],
  ],
  tril: () => [[some(0, 3)], [some(1, 1)], [some(3, 1), 1], [some(2, 3, 5), -3], [some(3, 5), 9]],
  triu: () => [[some(0, 3)], [some(1, 1)], [some(3, 1), 1], [some(2, 3, 5), -3], [some(3, 5), 9]],
  slice: () => [
    [some(), { begin: [], size: [] }],
    [some(3, 0), { begin: [1, 0], size: [2, 0] }],
    [some(3), { begin: [3], size: [0] }],
    [some(7), { begin: [6], size: [4], steps: [-2] }],
    [some(3, 5), { begin: [0, 4], size: [1, 2], steps: [5, -3] }],
    [some(2, 3, 1, 5, 3), { begin: [0, 1, 0, 2, 1], size: [2, 2, 1, 1, 2] }],
  ],
  pad: () => [
    [some(), { before: [], after: [] }],
    [some(0), { before: [1], after: [2], between: [3], value: 0.5 }],
    [some(1), { before: [0], after: [0], between: [2] }],
    [some(3, 2), { before: [0, 1], after: [2, 0], between: [1, 0] }],
  ],
  concat: () => [
    [some(0), other(3)],
    [some(3, 0), other(3, 1), { axis: 1 }],
    [some(1, 0), other(2, 0)],
    [some(1, 5, 1), other(1, 5, 3), { axis: -1 }],
  ],
  stack: () => [
    [some(), other()],
    [some(0), other(0)],
    [some(3, 1), other(3, 1), { axis: 1 }],
  ],
  flip: () => [
    [some(0), 0],
    [some(1, 3), []],
    [some(3, 5), [0, 1]],
  ],
  gather: () => [
    [some(3, 2), whole([], 0)],
    [some(3, 0), whole([2, 0], 2)],
    [some(3), whole([1])],
    [some(3, 1, 5), whole([4, 0, 4], 3, 1), { axis: 2 }],
  ],
  scatterAdd: () => [
    [some(0, 2), whole([], 0), 3],
    [some(2, 0), whole([1, 1], 2), 3],
    [some(3, 5, 1), whole([0, 0, 6, 1, 0], 5), { rows: 7, axis: 1 }],
  ],
  takeAlong: () => [
    [some(0, 3), whole([], 0, 2)],
    [some(3, 2), whole([], 3, 0)],
    [some(3, 1), whole([0, 0, 0], 3, 1)],
    [some(2, 5), whole([4, 4, 0, 1, 2, 3], 2, 3)],
  ],
  oneHot: () => [
    [whole([], 0), { depth: 3 }],
    [whole([0]), { depth: 1 }],
    [whole([2, 0, 4], 3, 1), { depth: 5 }],
  ],
  cast: () => [
    [some(0), "bool"],
    [some(3), "int32"],
    [tensor([0.3, 256, -0.5, 0]), "bool"],
    [whole([256, -1, 0], 3), "bool"],
  ],
  conv2d: convolutions,
  depthwiseConv2d: () => [
    ...convolutions(),
    [some(1, 3, 2, 5), some(2, 1, 5, 3), { padding: "same" }],
    [some(2, 9, 11, 4), some(5, 6, 4, 1), { strides: [1, 2] }],
  ],
  maxPool: pools,
  avgPool: pools,
  conv2dInput: () => [
    [some(0, 2, 2, 3), other(3, 3, 2, 3), { strides: [1, 1], size: [4, 4] }],
    [some(1, 1, 2, 1), other(2, 1, 3, 1), { strides: [4, 3], size: [5, 6] }],
    [some(2, 3, 1, 2), other(1, 5, 1, 2), { strides: [2, 1], size: [6, 5] }],
  ],
  conv2dFilter: () => [
    [some(0, 4, 4, 2), other(0, 2, 2, 3), { strides: [1, 1], size: [3, 3] }],
    [some(1, 5, 6, 3), other(1, 1, 2, 1), { strides: [4, 3], size: [2, 1] }],
    [some(2, 6, 5, 1), other(2, 3, 1, 2), { strides: [2, 1], size: [1, 5] }],
  ],
  patches: () => [
    [some(0, 3, 3, 1), { size: [2, 2], strides: [1, 1] }],
    [some(1, 1, 1, 3), { size: [1, 1], strides: [5, 1] }],
    [some(2, 7, 5, 3), { size: [1, 2], strides: [3, 2] }],
    [some(1, 6, 7, 1), { size: [3, 5], strides: [2, 1] }],
  ],
  patchesAdd: () => [
    [some(0, 2, 2, 2, 2, 1), { size: [3, 3], strides: [1, 1] }],
    [some(1, 1, 1, 1, 1, 3), { size: [3, 1], strides: [5, 1] }],
    [some(2, 3, 2, 1, 2, 3), { size: [7, 5], strides: [3, 2] }],
    [some(1, 2, 3, 3, 5, 1), { size: [6, 7], strides: [2, 1] }],
  ],
};

/** Every operation by name, with its gradients, where lengths are 0, 1 or odd. */
export const edges: readonly (readonly [name: string, run: () => readonly Tensor[]])[] = Object.entries(
  table,
).map(([name, rows]) => [
  name,
  () => rows().flatMap((args, seed) => valueAndGradientsAt(ops[name as keyof typeof ops].def, args, seed)),
]);

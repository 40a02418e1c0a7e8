import {
  add,
  argMax,
  argMin,
  broadcastTo,
  cast,
  concat,
  conv2d,
  cumsum,
  div,
  type DType,
  equal,
  erf,
  exp,
  flip,
  gather,
  greater,
  key,
  less,
  log,
  log1p,
  logSumExp,
  matmul,
  max,
  maximum,
  min,
  minimum,
  mul,
  neg,
  norm,
  normal,
  oneHot,
  ops,
  pad,
  pow,
  relu,
  reshape,
  scatterAdd,
  sigmoid,
  sign,
  sin,
  slice,
  softmax,
  sqrt,
  stack,
  std,
  sub,
  sum,
  type Tensor,
  tanh,
  tensor,
  transpose,
  where,
} from "@downhill/tensor";

type Cases = Readonly<Record<string, () => readonly Tensor[]>>;

const some = (...shape: number[]): Tensor => normal(key(5), shape);
const whole = (values: Parameters<typeof tensor>[0]): Tensor => tensor(values, { dtype: "int32" });
const truth = (values: Parameters<typeof tensor>[0]): Tensor => tensor(values, { dtype: "bool" });
const upTo = (n: number, below: number): Tensor => whole(Int32Array.from({ length: n }, (_, i) => i % below));

/** Lengths near the sizes of workgroups and vectors of four, and zero. */
const lengths = [0, 1, 2, 3, 5, 63, 64, 65, 255, 257, 1025];

export const tails: Cases = Object.fromEntries(
  lengths.map((n) => [
    `length ${n}`,
    () => [
      add(some(n), some(n)),
      mul(some(n), 2),
      mul(some(n, 1), some(1, 3)),
      relu(some(n)),
      where(greater(some(n), 0), some(n), neg(some(n))),
      sum(some(n)),
      sum(some(n, 3), { axes: 0 }),
      sum(some(3, n), { axes: 1 }),
      broadcastTo(some(n, 1, 1), [n, 2, 3]),
      flip(some(2, n), 1),
      slice(some(2, n), { begin: [1, 0], size: [1, n] }),
      pad(some(n), { before: [1], after: [2], value: 0.5 }),
      concat(some(n, 2), some(1, 2), some(0, 2), { axis: 0 }),
      gather(some(4, 3), upTo(n, 4)),
      oneHot(upTo(n, 4), { depth: 4 }),
      scatterAdd(some(n, 3), upTo(n, 4), 5),
      transpose(some(n, 3, 2), [2, 0, 1]),
      ...(["max", "min"] as const).flatMap((name) => [
        ops[name](some(n + 1)),
        ops[name](some(n + 1, 3), { axes: 0 }),
      ]),
      argMax(some(3, n + 1), 1),
      argMin(some(n + 1, 3), 0),
      cumsum(some(2, Math.min(n, 70)), { axis: 1 }),
      cumsum(some(Math.min(n, 70), 2), { axis: 0, reverse: true, exclusive: true }),
    ],
  ]),
);

const sizes = [0, 1, 3, 65];
export const products: Cases = Object.fromEntries(
  sizes.flatMap((m) =>
    sizes.map((n) => [
      `${m} × ${n}`,
      () =>
        [0, 1, 5, 67].flatMap((k) =>
          [false, true].flatMap((transposeA) =>
            [false, true].map((transposeB) =>
              matmul(transposeA ? some(k, m) : some(m, k), transposeB ? some(n, k) : some(k, n), {
                transposeA,
                transposeB,
              }),
            ),
          ),
        ),
    ]),
  ),
);

export const largeSums: Cases = {
  "a million ones": () => [sum(broadcastTo(tensor(1), [1000, 1000]))],
  "rows longer than a workgroup": () => [sum(some(3, 7001), { axes: 1 })],
  "more workgroups than a dispatch is wide": () => [max(mul(broadcastTo(some(1, 1), [4_300_000, 1]), 2))],
  "a wide product": () => [matmul(some(70, 300), some(300, 50)), matmul(some(1, 1000), some(1000, 1))],
  batches: () => [matmul(some(2, 1, 2, 3, 2), some(2, 1, 2, 2, 3)), matmul(some(0, 2, 3), some(0, 3, 2))],
  images: () => [
    conv2d(some(2, 9, 7, 3), some(3, 3, 3, 5)),
    conv2d(some(2, 9, 8, 4), some(3, 2, 4, 8), { strides: [2, 2] }),
    conv2d(some(0, 3, 3, 4), some(3, 3, 4, 8)),
  ],
};

export const manyAxes: Cases = {
  "five and six, combined": () => [
    add(some(2, 1, 3, 1, 2), some(1, 2, 1, 2, 2)),
    add(some(2, 1, 3, 1, 2, 2), some(1, 2, 1, 2, 2, 1)),
    where(greater(some(2, 1, 2, 1, 2), 0), some(2, 1, 2, 1, 2), some(2, 1, 2, 1, 2)),
  ],
  "five and six, moved": () => [
    transpose(some(2, 1, 3, 1, 2, 2), [5, 3, 1, 0, 2, 4]),
    slice(some(2, 1, 3, 2, 2, 2), { begin: [1, 0, 1, 0, 1, 1], size: [1, 1, 2, 2, 1, 1] }),
    pad(some(1, 2, 1, 2, 2), { before: [1, 0, 1, 0, 0], after: [0, 1, 0, 1, 1] }),
    concat(some(1, 2, 1, 2, 2), some(1, 1, 1, 2, 2), { axis: 1 }),
    flip(some(1, 2, 1, 2, 2), [1, 4]),
    stack(some(2, 1, 2, 2), some(2, 1, 2, 2), { axis: 2 }),
    gather(some(2, 1, 2, 3, 2), whole([[1, 0]])),
  ],
  "five and six, reduced": () => [
    sum(some(2, 1, 3, 2, 2, 2), { axes: [0, 3, 5] }),
    max(some(2, 1, 3, 2, 2), { axes: [1, 3], keepDims: true }),
    cumsum(some(2, 1, 2, 3, 2), { axis: 3 }),
    argMax(some(2, 1, 2, 3, 2), 3),
  ],
  seven: () => [
    neg(some(1, 2, 1, 2, 2, 1, 2)),
    sum(some(1, 2, 1, 2, 2, 1, 2)),
    reshape(some(1, 2, 1, 2, 2, 1, 2), [4, 4]),
    broadcastTo(some(1, 2, 1, 2, 1, 1, 2), [2, 2, 3, 2, 2, 2, 2]),
  ],
  "no axis": () => [
    add(tensor(2), 3),
    sum(tensor(2)),
    max(tensor(2)),
    reshape(tensor(2), [1, 1]),
    sum(some(2, 2), { axes: [] }),
  ],
};

export const nothing: Cases = {
  "sums and extremes of nothing": () => [
    sum(some(0, 3), { axes: 0 }),
    max(some(0, 3), { axes: 1 }),
    min(some(0, 3), { axes: 1 }),
    norm(some(3, 0), { axes: 1 }),
    logSumExp(some(3, 0), { axes: 1 }),
    softmax(some(3, 0)),
    sum(cast(some(0, 2), "int32"), { axes: 0 }),
  ],
  "padded and scattered into": () => [
    pad(some(0, 2), { before: [1, 0], after: [1, 0], value: 3 }),
    scatterAdd(some(0, 2), whole(new Int32Array(0)), 2),
  ],
};

const three = (): Tensor => whole([[1, -2, 3]]);
const down = (): Tensor => whole([[5], [-2], [0]]);
export const wholeAndTruth: Cases = {
  "arithmetic of whole numbers": () =>
    [add, sub, mul, maximum, minimum, equal, less].map((op) => op(three(), down())),
  "whole numbers one by one": () => [neg(three()), sign(three()), relu(three()), ops.abs(three())],
  "whole numbers reduced": () => [
    sum(
      whole([
        [1, 2],
        [3, 4],
      ]),
      { axes: 0 },
    ),
    max(
      whole([
        [1, 2],
        [3, 4],
      ]),
      { axes: 0 },
    ),
    min(three()),
    cumsum(
      whole([
        [1, 2],
        [3, 4],
      ]),
      { axis: 0 },
    ),
    argMax(
      whole([
        [1, 2],
        [3, 0],
      ]),
      0,
    ),
  ],
  "whole numbers moved": () => [
    transpose(
      whole([
        [1, 2],
        [3, 4],
      ]),
    ),
    slice(three(), { begin: [0, 1], size: [1, 2] }),
    concat(three(), three(), { axis: 0 }),
    gather(whole([1, 2, 3]), whole([2, 0])),
    pad(whole([1, 2]), { before: [1], after: [1] }),
    flip(three(), 1),
    broadcastTo(down(), [3, 2]),
    where(truth([1, 0]), whole([1, 2]), whole([3, 4])),
    scatterAdd(whole([1, 2, 3]), whole([0, 0, 1]), 2),
  ],
  "truth values moved": () => [
    transpose(
      truth([
        [1, 0],
        [0, 0],
      ]),
    ),
    slice(truth([1, 0, 1]), { begin: [1], size: [2] }),
    concat(truth([1]), truth([0]), { axis: 0 }),
    broadcastTo(truth([[1], [0]]), [2, 3]),
    reshape(truth([1, 0]), [2, 1]),
  ],
  casts: () =>
    (["float32", "int32", "bool"] as const).flatMap((from: DType) =>
      (["float32", "int32", "bool"] as const).map((to) =>
        cast(tensor(from === "bool" ? [1, 0, 1] : [-2, 0, 3], { dtype: from }), to),
      ),
    ),
  "fractions cast": () => [cast(tensor([-2.7, 0, 2.7, 0.3]), "int32"), cast(tensor([-2.7, 0, 0.3]), "bool")],
};

const odd = [Number.NaN, Infinity, -Infinity, 0, 1, -1, 0.5, -0.5, 1e30, -1e30, 2.5, -2.5];
const pairs = (which: 0 | 1): Tensor => tensor(odd.flatMap((a) => odd.map((b) => [a, b][which]!)));
export const oddNumbers: Cases = {
  "one by one": () =>
    [neg, exp, log, relu, sign, ops.abs, ops.floor, ops.square].map((op) => op(tensor(odd))),
  "two by two": () =>
    [add, sub, mul, maximum, minimum, equal, less, greater].map((op) => op(pairs(0), pairs(1))),
  "powers of zero, and of what is below it": () => [
    pow(tensor([[0], [-2], [2]]), tensor([-3, -2, -0.7, -0.5, 0, 0.5, 2, 3])),
    pow(tensor([0, 0, 0, 0, 4]), -1),
    pow(tensor([-2, 0, 2]), 1.5),
    pow(some(0, 3), -1),
  ],
  "NaN goes before all others": () => [
    argMax(tensor([[1, Infinity, 3, Number.NaN, Number.NaN]]), 1),
    argMin(
      tensor([
        [Number.NaN, -Infinity],
        [1, 0],
      ]),
      1,
    ),
    argMin(
      tensor([
        [Number.NaN, -Infinity],
        [1, 0],
      ]),
      0,
    ),
  ],
  "norms whose squares leave float32": () => [
    norm(
      tensor([
        [3e30, 4e30],
        [3e-30, 4e-30],
        [3e-44, 4e-44],
        [0, 0],
      ]),
      { axes: 1 },
    ),
    norm(
      tensor([
        [Infinity, 1],
        [Number.NaN, 1],
      ]),
      { axes: 1 },
    ),
    std(tensor([1e30, -1e30, 3e30])),
  ],
  "logarithms of sums, with infinities": () => [
    logSumExp(
      tensor([
        [Infinity, 1],
        [-Infinity, -Infinity],
        [-Infinity, 2],
        [Infinity, -Infinity],
      ]),
      { axes: 1 },
    ),
  ],
  "ties go to the first": () => [
    argMax(tensor([[1, 3, 3, 2, 3]]), 1),
    argMin(tensor([[3, 1, 1, 2, 1]]), 1),
    argMax(mul(some(2, 700), 0), 1),
    argMin(mul(some(700, 2), 0), 0),
  ],
  reductions: () => [
    max(tensor([-Infinity, -Infinity])),
    min(tensor([Infinity, Infinity])),
    max(tensor([1, Number.NaN, 2])),
    sum(tensor([1, Infinity, 2])),
    sum(tensor([1, Number.NaN, 2])),
    softmax(
      tensor([
        [1000, 1000, 0],
        [-1000, -1e4, 0],
      ]),
    ),
    logSumExp(
      tensor([
        [1000, 1000, 0],
        [-1000, -1e4, -2000],
      ]),
      { axes: 1 },
    ),
    sigmoid(tensor([1000, -1000, 80, -80])),
  ],
};

const grid = (from: number, to: number): Tensor =>
  tensor(Array.from({ length: 400 }, (_, i) => from + ((to - from) * i) / 399));
const small = (): Tensor => tensor(Array.from({ length: 400 }, (_, i) => 10 ** (-29 + (28 * i) / 399)));
const decades = (): Tensor => tensor(Array.from({ length: 400 }, (_, i) => 10 ** (-30 + (60 * i) / 399)));

/** Functions whose precision the makers of a device may choose; the tolerance of each is in its name. */
export const approximations: Readonly<
  Record<string, { readonly relative: number; readonly floor: number; readonly run: () => readonly Tensor[] }>
> = {
  "exp, relative": { relative: 1e-5, floor: 1e-30, run: () => [exp(grid(-60, 80))] },
  "log, of decades": { relative: 1e-6, floor: 1, run: () => [log(decades())] },
  "log near 1, absolute": { relative: 1e-6, floor: 1, run: () => [log(grid(0.5, 1.5))] },
  "log1p, absolute": { relative: 1e-6, floor: 1, run: () => [log1p(grid(-0.5, 1))] },
  "tanh, absolute": {
    relative: 1e-6,
    floor: 1,
    run: () => [tanh(grid(-9, 9)), tanh(tensor([50, -50, 1e-4]))],
  },
  "erf, absolute": { relative: 1e-6, floor: 1, run: () => [erf(grid(-4, 4))] },
  "sigmoid, relative": { relative: 1e-5, floor: 1e-30, run: () => [sigmoid(grid(-60, 60))] },
  "near 0, relative": {
    relative: 1e-6,
    floor: 1e-30,
    run: () => [
      sin(small()),
      sin(neg(small())),
      log1p(small()),
      log1p(neg(small())),
      tanh(small()),
      erf(small()),
    ],
  },
  "sqrt, relative": { relative: 1e-6, floor: 1e-30, run: () => [sqrt(decades())] },
  "division, relative": { relative: 1e-6, floor: 1e-30, run: () => [div(1, decades())] },
  "powers, relative": {
    relative: 5e-5,
    floor: 1e-30,
    run: () => [pow(grid(0.01, 50), 2.7), pow(0.999, tensor([1, 10, 100, 1000]))],
  },
};

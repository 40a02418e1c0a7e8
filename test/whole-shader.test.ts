import { type Handle, reference } from "@downhill/tensor";
import { compileKernel, describeFault } from "@downhill/wgsl";
import { expect, test } from "vitest";
import {
  combined,
  wholeDispatch,
  type WholeKernel,
  wholeKernels,
  wholeShader,
} from "../packages/tensor/src/backends/whole-shader.ts";

// The shaders for whole numbers, in the interpreter: no GPU is needed. Each gives what the reference gives, to the last bit.

type Shape = readonly number[];
/** Numbers near 2^24, where float32 has gaps, and some whose sums and products pass 2^31. */
const values = (size: number, seed: number): Int32Array =>
  Int32Array.from({ length: size }, (_, i) => {
    const small = ((i * 7 + seed * 5 + 3) % 13) - 6;
    return [small, 2 ** 24 + small, small * 300_000_007 + i][(i + seed) % 3]!;
  });
const sizeOf = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);

type Row = readonly [
  shapes: readonly Shape[],
  attrs?: object,
  given?: Readonly<Record<number, readonly number[]>>,
];
const pairs: readonly (readonly [Shape, Shape])[] = [
  [
    [2, 3],
    [2, 3],
  ],
  [[2, 3], [3]],
  [[], [4]],
  [
    [2, 1, 3],
    [5, 1],
  ],
];
const broadcast = pairs.map((shapes): Row => [shapes]);
const each = [[[[7]]], [[[]]], [[[2, 3, 4]]]] as const;
const reductions = [
  [[[2, 3, 4]], { axes: [1], keepDims: false }],
  [[[2, 3, 4]], { axes: [0, 2], keepDims: true }],
  [[[5]], { axes: [0], keepDims: false }],
  [[[3, 2]], { axes: [], keepDims: false }],
] as const;
const alongs = [
  [[[2, 3, 4]], { axis: 1 }],
  [[[5]], { axis: 0 }],
] as const;

const rows: { readonly [K in WholeKernel]: readonly Row[] } = {
  ...{ neg: each, abs: each, sign: each, relu: each },
  ...{ add: broadcast, sub: broadcast, mul: broadcast, maximum: broadcast, minimum: broadcast },
  ...{ equal: broadcast, notEqual: broadcast, greater: broadcast, greaterEqual: broadcast },
  ...{ less: broadcast, lessEqual: broadcast },
  where: [[[[4], [4], [4]], {}, { 0: [1, 0, 0, 1] }]],
  ...{ sum: reductions, max: reductions, min: reductions, argMax: alongs, argMin: alongs },
  cumsum: [false, true].flatMap((exclusive) =>
    [false, true].map((reverse): Row => [[[2, 4, 3]], { axis: 1, exclusive, reverse }]),
  ),
  broadcastTo: [
    [[[2, 1, 3]], { shape: [4, 2, 5, 3] }],
    [[[]], { shape: [3] }],
  ],
  transpose: [[[[2, 3, 4]], { permutation: [2, 0, 1] }]],
  slice: [[[[3, 5, 2]], { begin: [1, 2, 0], size: [2, 3, 1] }]],
  flip: [[[[2, 3, 4]], { axes: [0, 2] }]],
  pad: [
    [[[2, 3]], { before: [1, 0], after: [0, 2], value: 9 }],
    [[[2]], { before: [0], after: [1], value: -(2 ** 31) }],
  ],
  concat: [
    [
      [
        [2, 3],
        [2, 2],
      ],
      { axis: 1 },
    ],
    [
      [
        [1, 3],
        [2, 3],
      ],
      { axis: 0 },
    ],
  ],
  gather: [
    [
      [
        [4, 3],
        [2, 2],
      ],
      {},
      { 1: [3, 0, 2, 3] },
    ],
  ],
  scatterAdd: [[[[4, 3], [4]], { rows: 5 }, { 1: [3, 0, 3, 4] }]],
  patches: [[[[2, 5, 4, 2]], { size: [2, 3], strides: [2, 1] }]],
};

const upload = (data: Int32Array, shape: Shape, dtype: "int32" | "bool" = "int32"): Handle =>
  reference.upload(dtype === "bool" ? Uint8Array.from(data) : data, shape, dtype);

async function run(code: string, inputs: readonly Int32Array[], size: number): Promise<Int32Array> {
  const y = new Int32Array(size).fill(123_456);
  const { uniform, workgroups } = wholeDispatch(size);
  const { faults } = compileKernel(code).run({
    buffers: [new Uint32Array(uniform), ...inputs, y],
    workgroups: [...workgroups, 1],
  });
  expect(faults.map((fault) => describeFault(fault).en)).toEqual([]);
  return y;
}

const cases = (Object.entries(rows) as readonly (readonly [WholeKernel, readonly Row[]])[]).flatMap(
  ([kernel, list]) => list.map((row, i) => [`${kernel} ${i}`, kernel, row] as const),
);

test("every kernel is here", () => {
  expect(Object.keys(rows).toSorted()).toEqual(Object.keys(wholeKernels).toSorted());
});

test.each(cases)("%s", async (_, kernel, [shapes, attrs = {}, given = {}]) => {
  const data = shapes.map((shape, i) => (given[i] ? Int32Array.from(given[i]) : values(sizeOf(shape), i)));
  const handles = data.map((each, i) =>
    upload(each, shapes[i]!, kernel === "where" && i === 0 ? "bool" : "int32"),
  );
  const there = reference.run(kernel, handles, attrs);
  const body = wholeKernels[kernel] as (...args: readonly unknown[]) => readonly string[];
  const code = wholeShader(kernel, data.length, body(handles, attrs, there));
  const y = await run(code, data, sizeOf(there.shape));
  expect([...y]).toEqual([...(await reference.read(there))]);
});

test.each([
  ["sum", "y + x"],
  ["max", "max(y, x)"],
] as const)("%s in parts", async (kernel, step) => {
  const [shape, axes, parts] = [[3, 50, 2], [1], 4];
  const x = values(300, 1);
  const there = reference.run(kernel, [upload(x, shape)], { axes, keepDims: false });
  const form = { shape, dtype: "int32" } as const;
  const partly = await run(wholeShader(kernel, 1, combined(step, form, axes, parts)), [x], 6 * parts);
  const whole = combined(step, { ...form, shape: [6, parts] }, [1]);
  expect([...(await run(wholeShader(kernel, 1, whole), [partly], 6))]).toEqual([
    ...(await reference.read(there)),
  ]);
});

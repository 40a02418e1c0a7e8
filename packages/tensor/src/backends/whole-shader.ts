import type { KernelAttrs, KernelName } from "../backend.ts";
import type { DType } from "../dtype.ts";
import { type Shape, sizeOf, stridesOf } from "../shape.ts";
import { type Grid, gridOf, workgroupSize } from "./wgsl.ts";

interface Form {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** How a kernel computes element `i` of its result: lines of WGSL that end with `y`, from the inputs `x0`, `x1`, … */
type Body<Attrs> = (inputs: readonly Form[], attrs: Attrs, to: Form) => readonly string[];

const coordinate = (i: string, shape: Shape, axis: number): string =>
  `(${i} / ${stridesOf(shape)[axis]!} % ${shape[axis]!})`;

/** Reads a flat index of `shape` as coordinates and adds up their strides, as `strided` does on the host. */
const at = (i: string, shape: Shape, strides: readonly number[], start = 0): string =>
  [
    String(start),
    ...strides.flatMap((stride, axis) =>
      stride === 0 || shape[axis] === 1 ? [] : [`${coordinate(i, shape, axis)} * ${stride}`],
    ),
  ].join(" + ");

/** The position in `from`, with axes of length 1 broadcast, of element `i` of `to`. */
const stretched = (from: Shape, to: Shape): string => {
  const [strides, offset] = [stridesOf(from), to.length - from.length];
  const own = to.map((_, axis) => (axis < offset || from[axis - offset] === 1 ? 0 : strides[axis - offset]!));
  return at("i", to, own);
};

const alone =
  (expression: string): Body<object> =>
  () => ["let x = x0[i];", `let y = ${expression};`];

const paired =
  (expression: string): Body<object> =>
  ([a, b], _, { shape }) => [
    `let a = x0[${stretched(a!.shape, shape)}];`,
    `let b = x1[${stretched(b!.shape, shape)}];`,
    `let y = ${expression};`,
  ];

const moved = (place: string): readonly string[] => [`let y = x0[${place}];`];

/** How many elements one invocation combines; more are combined in parts, followed by their results. */
export const longestRun = 1024;

/** Combines the elements along some axes; if there are many, in `parts`, with one element of the result for each. */
export function combined(
  step: string,
  { shape }: Form,
  axes: readonly number[],
  parts = 1,
): readonly string[] {
  const strides = stridesOf(shape);
  const within = (chosen: (axis: number) => boolean) => {
    const own = shape.flatMap((_, axis) => (chosen(axis) ? [axis] : []));
    return [own.map((axis) => shape[axis]!), own.map((axis) => strides[axis]!)] as const;
  };
  const [kept, gone] = [within((axis) => !axes.includes(axis)), within((axis) => axes.includes(axis))];
  const count = sizeOf(gone[0]);
  const run = Math.ceil(count / parts);
  return [
    `let base = ${at(`(i / ${parts})`, ...kept)};`,
    `let first = i % ${parts} * ${run};`,
    `var y = x0[base + ${at("first", ...gone)}];`,
    `for (var j = first + 1; j < min(first + ${run}, ${count}); j++) {`,
    `  let x = x0[base + ${at("j", ...gone)}];`,
    `  y = ${step};`,
    `}`,
  ];
}

const reduced =
  (step: string): Body<KernelAttrs["sum"]> =>
  ([x], { axes }) =>
    combined(step, x!, axes);

/** The first position along an axis with an element that no other precedes. */
const best =
  (order: string): Body<KernelAttrs["argMax"]> =>
  ([x], { axis }, { shape }) => {
    const strides = stridesOf(x!.shape);
    return [
      `let base = ${at("i", shape, strides.toSpliced(axis, 1))};`,
      `var y = 0;`,
      `var most = x0[base];`,
      `for (var j = 1; j < ${x!.shape[axis]!}; j++) {`,
      `  let x = x0[base + j * ${strides[axis]!}];`,
      `  if (x ${order} most) { most = x; y = j; }`,
      `}`,
    ];
  };

/** Writes a whole number as WGSL, in a form that also works for the smallest one. */
const whole = (value: number): string => `i32(${Math.trunc(value)})`;

/** The kernels that compute or move whole numbers. The others do not compute whole numbers, or do so exactly already. */
export const wholeKernels = {
  neg: alone("-x"),
  abs: alone("abs(x)"),
  sign: alone("select(select(0, 1, x > 0), -1, x < 0)"),
  relu: alone("max(x, 0)"),
  add: paired("a + b"),
  sub: paired("a - b"),
  mul: paired("a * b"),
  maximum: paired("max(a, b)"),
  minimum: paired("min(a, b)"),
  equal: paired("select(0, 1, a == b)"),
  notEqual: paired("select(0, 1, a != b)"),
  greater: paired("select(0, 1, a > b)"),
  greaterEqual: paired("select(0, 1, a >= b)"),
  less: paired("select(0, 1, a < b)"),
  lessEqual: paired("select(0, 1, a <= b)"),
  where: ([condition, a, b], _, { shape }) => [
    `let a = x1[${stretched(a!.shape, shape)}];`,
    `let b = x2[${stretched(b!.shape, shape)}];`,
    `let y = select(b, a, x0[${stretched(condition!.shape, shape)}] != 0);`,
  ],
  sum: reduced("y + x"),
  max: reduced("max(y, x)"),
  min: reduced("min(y, x)"),
  argMax: best(">"),
  argMin: best("<"),
  cumsum: ([x], { axis, exclusive, reverse }) => {
    const [stride, length] = [stridesOf(x!.shape)[axis]!, x!.shape[axis]!];
    const own = exclusive ? 1 : 0;
    const [from, to] = reverse ? [`k + ${own}`, String(length)] : ["0", `k + ${1 - own}`];
    return [
      `let k = ${coordinate("i", x!.shape, axis)};`,
      `var y = 0;`,
      `for (var j = ${from}; j < ${to}; j++) { y = y + x0[i + (j - k) * ${stride}]; }`,
    ];
  },
  broadcastTo: ([x], _, { shape }) => moved(stretched(x!.shape, shape)),
  transpose: ([x], { permutation }, { shape }) => {
    const strides = stridesOf(x!.shape);
    return moved(
      at(
        "i",
        shape,
        permutation.map((axis) => strides[axis]!),
      ),
    );
  },
  slice: ([x], { begin }, { shape }) => {
    const strides = stridesOf(x!.shape);
    const start = begin.reduce((sum, first, axis) => sum + first * strides[axis]!, 0);
    return moved(at("i", shape, strides, start));
  },
  flip: ([x], { axes }, { shape }) => {
    const strides = stridesOf(x!.shape);
    const start = axes.reduce((sum, axis) => sum + (shape[axis]! - 1) * strides[axis]!, 0);
    const turned = strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride));
    return moved(at("i", shape, turned, start));
  },
  pad: ([x], { before, value }, { shape }) => {
    const strides = stridesOf(x!.shape);
    const places = shape.map((_, axis) => `${coordinate("i", shape, axis)} - ${before[axis]!}`);
    const inside = places.map((place, axis) => `${place} >= 0 && ${place} < ${x!.shape[axis]!}`);
    const place = places.map((each, axis) => `(${each}) * ${strides[axis]!}`);
    return [
      `var y = ${whole(value)};`,
      `if (${inside.length === 0 ? "true" : inside.join(" && ")}) { y = x0[${["0", ...place].join(" + ")}]; }`,
    ];
  },
  concat: ([a, b], { axis }, { shape }) => {
    const [own, first] = [(x: Form): readonly number[] => stridesOf(x.shape), a!.shape[axis]!];
    return [
      `let k = ${coordinate("i", shape, axis)};`,
      `var y = 0;`,
      `if (k < ${first}) { y = x0[${at("i", shape, own(a!))}]; }`,
      `else { y = x1[${at("i", shape, own(b!), -first * own(b!)[axis]!)}]; }`,
    ];
  },
  gather: ([x]) => {
    const inner = sizeOf(x!.shape.slice(1));
    return moved(`x1[i / ${inner}] * ${inner} + i % ${inner}`);
  },
  scatterAdd: ([, indices], _, { shape }) => {
    const inner = sizeOf(shape.slice(1));
    return [
      `var y = 0;`,
      `for (var j = 0; j < ${sizeOf(indices!.shape)}; j++) {`,
      `  if (x1[j] == i / ${inner}) { y = y + x0[j * ${inner} + i % ${inner}]; }`,
      `}`,
    ];
  },
  patches: ([x], { strides: [down, across] }, { shape }) => {
    const [batch, row, column, channel] = stridesOf(x!.shape) as [number, number, number, number];
    return moved(at("i", shape, [batch, row * down, column * across, row, column, channel]));
  },
} as const satisfies { readonly [K in KernelName]?: Body<KernelAttrs[K]> };

export type WholeKernel = keyof typeof wholeKernels;

/**
 * A compute shader for a kernel on whole numbers; truth values are stored as 0 and 1. WGSL's `i32` wraps around at $2^{31}$ as
 * ours does, so all of this is exact.
 *
 * @see WebGPU Shading Language, W3C, §8.7, arithmetic expressions.
 */
export const wholeShader = (name: string, inputs: number, body: readonly string[]): string =>
  `// ${name} of whole numbers
struct Grid { count: u32, row: u32 }
@group(0) @binding(0) var<uniform> grid: Grid;
${Array.from({ length: inputs }, (_, k) => `@group(0) @binding(${k + 1}) var<storage, read> x${k}: array<i32>;\n`).join("")}@group(0) @binding(${inputs + 1}) var<storage, read_write> to: array<i32>;

@compute @workgroup_size(${workgroupSize})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let at = id.y * grid.row + id.x;
  if (at >= grid.count) { return; }
  let i = i32(at);
${body.map((line) => `  ${line}\n`).join("")}  to[i] = y;
}
`;

export const wholeDispatch = (count: number): Grid & { readonly uniform: ArrayBuffer } => {
  const grid = gridOf(count);
  return { ...grid, uniform: Uint32Array.of(count, grid.row).buffer };
};

import type * as tf from "@tensorflow/tfjs-core";
import type { Backend, Handle, KernelAttrs, KernelName } from "../backend.ts";
import { DeviceError } from "../devices/device-error.ts";
import type { DType, TypedArray } from "../dtype.ts";
import { type Shape, ShapeError, showShape, sizeOf } from "../shape.ts";
import { checkKernelName } from "../kernel-dtypes.ts";
import { resultOf } from "../kernels.ts";
import { convolutions } from "./convolutions.ts";
import { checkIndexed } from "./indexed.ts";
import type { Info, Lowerings, Run } from "./tensorflow-lowering.ts";

export type { Info, Lowering, Lowerings, Run } from "./tensorflow-lowering.ts";

const unary =
  (name: string) =>
  (run: Run, [x]: readonly Info[]): Info =>
    run(name, { x: x! });

const binary =
  (name: string) =>
  (run: Run, [a, b]: readonly Info[]): Info => {
    // Its kernels fail silently on more axes.
    const most = [a!.shape, b!.shape].find((shape) => shape.length > 6);
    if (most !== undefined) {
      throw new ShapeError("too-many-axes", {
        en: `${name}: ${showShape(most)} has more than 6 axes, which TensorFlow.js cannot combine; reshape neighbouring axes into one`,
        zh: `${name}：${showShape(most)} 超过 6 个轴，TensorFlow.js 无法运算；请用 reshape 合并相邻的轴`,
      });
    }
    return run(name, { a: a!, b: b! });
  };

const swapped = (rank: number): number[] => [...Array(rank - 2).keys(), rank - 1, rank - 2];

/** The lowerings for every TensorFlow.js backend that does not replace them. */
export const common: Lowerings = {
  neg: unary("Neg"),
  exp: unary("Exp"),
  log: unary("Log"),
  log1p: unary("Log1p"),
  sqrt: unary("Sqrt"),
  sin: unary("Sin"),
  cos: unary("Cos"),
  tanh: unary("Tanh"),
  relu: unary("Relu"),
  abs: unary("Abs"),
  sign: unary("Sign"),
  floor: unary("Floor"),
  erf: unary("Erf"),
  add: binary("Add"),
  sub: binary("Sub"),
  mul: binary("Multiply"),
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
  where: (run, [condition, t, e]) => run("Select", { condition: condition!, t: t!, e: e! }),
  sum: (run, [x], { axes, keepDims }) => run("Sum", { x: x! }, { axis: axes, keepDims }),
  max: (run, [x], { axes, keepDims }) => run("Max", { x: x! }, { reductionIndices: axes, keepDims }),
  min: (run, [x], { axes, keepDims }) => run("Min", { x: x! }, { axis: axes, keepDims }),
  argMax: (run, [x], { axis }) => run("ArgMax", { x: x! }, { axis }),
  argMin: (run, [x], { axis }) => run("ArgMin", { x: x! }, { axis }),
  cumsum: (run, [x], attrs) => run("Cumsum", { x: x! }, attrs),
  // The wasm kernel is 15 times slower with a transposed operand, so the operand is transposed first.
  matmul: (run, [a, b], { transposeA, transposeB }) => {
    const rank = a!.shape.length;
    const operand = (x: Info, transposed: boolean) =>
      transposed ? run("Transpose", { x }, { perm: swapped(rank) }) : x;
    return run(
      "BatchMatMul",
      { a: operand(a!, transposeA), b: operand(b!, transposeB) },
      { transposeA: false, transposeB: false },
    );
  },
  reshape: (run, [x], { shape }) => run("Reshape", { x: x! }, { shape }),
  broadcastTo: (run, [x], { shape }) => {
    const padded = [...Array<number>(shape.length - x!.shape.length).fill(1), ...x!.shape];
    const reps = shape.map((length, axis) => (padded[axis] === length ? 1 : length));
    return run("Tile", { x: run("Reshape", { x: x! }, { shape: padded }) }, { reps });
  },
  transpose: (run, [x], { permutation }) => run("Transpose", { x: x! }, { perm: permutation }),
  slice: (run, [x], { begin, size }) => run("Slice", { x: x! }, { begin, size }),
  pad: (run, [x], { before, after, value }) =>
    run(
      "PadV2",
      { x: x! },
      { paddings: before.map((count, axis) => [count, after[axis]]), constantValue: value },
    ),
  concat: (run, inputs, { axis }) => run("Concat", inputs, { axis }),
  flip: (run, [x], { axes }) => run("Reverse", { x: x! }, { dims: axes }),
  gather: (run, [x, indices]) => run("GatherV2", { x: x!, indices: indices! }, { axis: 0, batchDims: 0 }),
  scatterAdd: (run, [x, indices], { rows }) => {
    const rest = x!.shape.slice(indices!.shape.length);
    const flat = run("Reshape", { x: x! }, { shape: [sizeOf(indices!.shape), ...rest] });
    const column = run("Reshape", { x: indices! }, { shape: [sizeOf(indices!.shape), 1] });
    return run("ScatterNd", { indices: column, updates: flat }, { shape: [rows, ...rest] });
  },
  // The wasm kernel writes int32 whatever dtype it is asked for.
  oneHot: (run, [indices], { depth, dtype }) => {
    const y = run("OneHot", { indices: indices! }, { dtype: "int32", depth, onValue: 1, offValue: 0 });
    return dtype === "int32" ? y : run("Cast", { x: y }, { dtype });
  },
  cast: (run, [x], { dtype }) => run("Cast", { x: x! }, { dtype }),
  ...convolutions,
};

/** The parts of TensorFlow.js's backend that its public type leaves out. */
export interface Store {
  write(values: TypedArray, shape: number[], dtype: tf.DataType): object;
  read(dataId: object): Promise<TypedArray>;
  disposeData(dataId: object): boolean;
}

/** The adapter, which also counts tensors that were made past its `run`. */
export interface Adapted extends Backend {
  adopt(this: void, output: Info): Info;
  free(this: void, handle: Handle): void;
}

/** The result of combining nothing, if it is not 0. */
const ofNothing: Partial<Record<KernelName, number>> = { max: -Infinity, min: Infinity };

/**
 * A kernel for inputs among which one has no elements. TensorFlow.js's kernels then give a wrong shape or old memory, or
 * throw; they are not called, because every element of such a result has the same value. Only concatenation needs more.
 */
function onNothing<K extends KernelName>(
  kernel: K,
  inputs: readonly Info[],
  attrs: KernelAttrs[K],
): { readonly shape: Shape; readonly dtype: DType; readonly value: number } | undefined {
  if (kernel === "concat" || inputs.every(({ shape }) => sizeOf(shape) > 0)) return undefined;
  const { value = ofNothing[kernel] ?? 0 } = attrs as { readonly value?: number };
  return { ...resultOf(kernel, inputs, attrs), value };
}

interface AdapterOptions {
  /** Where the tensors are stored, if not in the backend registered under the name. */
  readonly store?: Store;
  /** The values of a tensor that can be seen without waiting. */
  readonly look: NonNullable<Backend["look"]>;
  /** Called before each TensorFlow.js kernel, and may refuse it. */
  readonly prepare?: (kernel: string, inputs: Parameters<Run>[1]) => void;
  /** Lowerings that this backend needs instead of the common ones. */
  readonly own?: Partial<Lowerings>;
}

/**
 * One adapter for every TensorFlow.js backend. It calls their kernels directly, without TensorFlow.js's tensors, tape
 * and tidy, because this project has its own.
 */
export function tensorflow(
  core: typeof tf,
  name: string,
  { store = core.findBackend(name) as Store, look, prepare, own = {} }: AdapterOptions,
): Adapted {
  const lowerings: Lowerings = { ...common, ...own };
  const kernels = new Map<string, tf.KernelFunc>();
  let live = 0;

  function kernelNamed(kernel: string): tf.KernelFunc {
    const found =
      kernels.get(kernel) ?? (core.getKernel(kernel, name) as tf.KernelConfig | undefined)?.kernelFunc;
    if (found === undefined)
      throw new DeviceError("no-kernel", {
        en: `${name}: TensorFlow.js has no kernel ${kernel} here; use the device "reference"`,
        zh: `${name}：TensorFlow.js 在这里没有 ${kernel} 这个内核；请改用设备 "reference"`,
      });
    kernels.set(kernel, found);
    return found;
  }

  return {
    name,
    float: "float32",
    dtypes: ["float32", "int32", "bool"],
    upload(data, shape, dtype) {
      const dataId = store.write(data, [...shape], dtype as tf.DataType);
      live++;
      return { dataId, shape, dtype } as Info;
    },
    read: (handle) => store.read((handle as Info).dataId),
    look,
    free(handle) {
      live--;
      store.disposeData((handle as Info).dataId);
    },
    run(kernel, inputs, attrs) {
      const between: Info[] = [];
      const run: Run = (kernelName, named, kernelAttrs = {}) => {
        prepare?.(kernelName, named);
        const output = kernelNamed(kernelName)({
          inputs: named as never,
          attrs: kernelAttrs as never,
          backend: store,
        }) as tf.TensorInfo;
        const info = { dataId: output.dataId, shape: output.shape, dtype: output.dtype as DType } as Info;
        between.push(info);
        return info;
      };
      checkKernelName(lowerings, kernel);
      checkIndexed(kernel, inputs, attrs, look);
      const nothing = onNothing(kernel, inputs as readonly Info[], attrs);
      let output: Info | undefined;
      try {
        output =
          nothing === undefined
            ? lowerings[kernel](run, inputs as readonly Info[], attrs)
            : run("Fill", {}, nothing);
      } finally {
        for (const info of between) if (info !== output) store.disposeData(info.dataId);
      }
      live++;
      return output;
    },
    live: () => live,
    adopt(output) {
      live++;
      return output;
    },
  };
}

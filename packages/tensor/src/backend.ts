import type { DType, TypedArray } from "./dtype.ts";
import type { Shape } from "./shape.ts";

type None = Readonly<Record<never, never>>;
type Pair = readonly [height: number, width: number];
interface Reduction {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

/**
 * Every kernel a backend must have, with its attributes. The union is closed: a backend that lacks one does not
 * compile. Attributes are already resolved (axes non-negative, sizes known).
 */
export interface KernelAttrs {
  neg: None;
  exp: None;
  log: None;
  log1p: None;
  sqrt: None;
  sin: None;
  cos: None;
  tanh: None;
  relu: None;
  abs: None;
  sign: None;
  floor: None;
  erf: None;
  add: None;
  sub: None;
  mul: None;
  div: None;
  pow: None;
  maximum: None;
  minimum: None;
  equal: None;
  notEqual: None;
  greater: None;
  greaterEqual: None;
  less: None;
  lessEqual: None;
  where: None;
  sum: Reduction;
  max: Reduction;
  min: Reduction;
  argMax: { readonly axis: number };
  argMin: { readonly axis: number };
  cumsum: { readonly axis: number; readonly exclusive: boolean; readonly reverse: boolean };
  matmul: { readonly transposeA: boolean; readonly transposeB: boolean };
  reshape: { readonly shape: Shape };
  broadcastTo: { readonly shape: Shape };
  transpose: { readonly permutation: readonly number[] };
  slice: { readonly begin: readonly number[]; readonly size: readonly number[] };
  pad: { readonly before: readonly number[]; readonly after: readonly number[]; readonly value: number };
  concat: { readonly axis: number };
  flip: { readonly axes: readonly number[] };
  gather: None;
  scatterAdd: { readonly rows: number };
  oneHot: { readonly depth: number; readonly dtype: DType };
  cast: { readonly dtype: DType };
  /** No padding: the filter stays inside. The same holds for the six below. A filter whose third axis is 1 is applied to each channel separately. */
  conv2d: { readonly strides: Pair };
  conv2dInput: { readonly strides: Pair; readonly size: Pair };
  conv2dFilter: { readonly strides: Pair; readonly size: Pair };
  maxPool: { readonly strides: Pair; readonly size: Pair };
  avgPool: { readonly strides: Pair; readonly size: Pair };
  patches: { readonly strides: Pair; readonly size: Pair };
  patchesAdd: { readonly strides: Pair; readonly size: Pair };
}

/** The name of a kernel. */
export type KernelName = keyof KernelAttrs;

/** The arithmetic that a fused kernel may do to each element. */
export type ElementOperation =
  "add" | "sub" | "mul" | "div" | "pow" | "neg" | "sqrt" | "square" | "sign" | "abs" | "maximum";

/** One value of an {@link Elementwise} program; `of` counts nodes before it. */
export type ElementNode =
  | { readonly kind: "input"; readonly index: number }
  | { readonly kind: "scalar"; readonly index: number }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: ElementOperation; readonly of: readonly number[] };

/**
 * Straight-line arithmetic on elements at the same position of equally shaped tensors: an update rule as data. A node
 * comes after those it uses.
 */
export interface Elementwise {
  readonly name: string;
  readonly nodes: readonly ElementNode[];
  /** The nodes that hold the results. */
  readonly outputs: readonly number[];
}

/**
 * Runs a whole program in one pass over memory, where the unfused form makes one for each node; `undefined` when this
 * program or dtype has no fused form.
 *
 * With `into` the caller gives up inputs: output `k` takes the memory of input `into[k]`, unless another tensor shares
 * that memory. Unless the result is `undefined`, the backend owns such a handle, to reuse or to free.
 */
export type FusedElementwise = (
  program: Elementwise,
  inputs: readonly Handle[],
  scalars: readonly number[],
  into?: readonly (number | undefined)[],
) => readonly Handle[] | undefined;

/** A backend's reference to stored values; only the backend that made it looks inside. */
export interface Handle {
  readonly shape: Shape;
  readonly dtype: DType;
}

/**
 * A device as a value: it stores arrays and runs kernels. The reference backend is the oracle for all others.
 */
export interface Backend {
  readonly name: string;
  /** The floating dtype that numbers take here when none is named. */
  readonly float: "float64" | "float32";
  readonly dtypes: readonly DType[];
  /** The largest tensor, in bytes; 4 GiB by default. */
  readonly most?: number;
  upload(data: TypedArray, shape: Shape, dtype: DType): Handle;
  read(handle: Handle): Promise<TypedArray>;
  /** The values, if they are available without waiting. Do not keep or change them. */
  look?(handle: Handle): TypedArray | undefined;
  free(handle: Handle): void;
  run<K extends KernelName>(kernel: K, inputs: readonly Handle[], attrs: KernelAttrs[K]): Handle;
  /** Optional: an elementwise program as one kernel. Without it the program runs node by node. */
  readonly fused?: FusedElementwise;
  /** How many handles are held, for leak tests. */
  live(): number;
}

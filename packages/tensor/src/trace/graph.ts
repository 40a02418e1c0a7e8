import type { KernelAttrs, KernelName } from "../backend.ts";
import type { DType, TypedArray } from "../dtype.ts";
import type { Shape } from "../shape.ts";
import type { Tree } from "../tree.ts";
import type { HostFunctions, HostValue } from "./host-value.ts";

/** A value of a graph: its id, by which others refer to it, and its shape and dtype. */
export interface GraphValue {
  readonly id: number;
  readonly shape: Shape;
  readonly dtype: DType;
}

/**
 * A value that comes from outside at each replay. Either it is a tensor of the inputs, and `role` is the name of their
 * branch (`params`, `state`, `batch`, …). Or it is computed on the host, in float64 and then rounded once to `dtype`,
 * from the numbers among the inputs: a number that depends on the step (role `schedule`) or random numbers that depend on a
 * key (role `draw`).
 */
export interface GraphInput extends GraphValue {
  readonly role: string;
  /** Its path among the inputs, such as `params.0.w`; for a computed input, its name: `adam.learningRate`. */
  readonly path: string;
  /** How its number, or its values in row-major order, are computed from the numbers among the inputs. */
  readonly computed?: HostValue;
}

/** A value that is the same in every replay: a number in a formula, or a tensor made of numbers inside the function. */
export interface GraphConstant extends GraphValue {
  /** In row-major order. */
  readonly data: TypedArray;
}

/** One run of a kernel; `inputs` are the ids of its inputs, all computed before it. */
export type GraphNode<K extends KernelName = KernelName> = {
  readonly [P in K]: GraphValue & {
    readonly kernel: P;
    readonly attrs: KernelAttrs[P];
    readonly inputs: readonly number[];
  };
}[K];

/**
 * A function's computation as plain data: values numbered from 0, first the inputs, then the constants, then the nodes,
 * each of which computes one value from those before it. Only `data` of a constant is not JSON; {@link encodeGraph}
 * writes that too. Nodes that the outputs do not need are left out; inputs that they do not need stay.
 *
 * `I` and `O` are the types of the traced function's argument and result, which {@link replay} also uses.
 */
export interface Graph<I = never, O = unknown> {
  /** The paths of the inputs that are plain numbers: the step, the two words of a key. */
  readonly numbers: readonly string[];
  readonly inputs: readonly GraphInput[];
  readonly constants: readonly GraphConstant[];
  /** In an order that they can be computed in. */
  readonly nodes: readonly GraphNode[];
  /** What the function returned, with ids in place of tensors. */
  readonly outputs: Tree<number>;
  /** Never present; it carries the types. */
  readonly traced?: (inputs: I) => O;
}

/**
 * A graph with the functions that it calls by name and cannot contain, such as a schedule. Arithmetic on numbers and
 * draws from a key are not among them: every reader of a graph has those.
 */
export interface Traced<I = never, O = unknown> extends Graph<I, O> {
  readonly functions: HostFunctions;
}

import { readFileSync } from "node:fs";
import { type Nested, ops, type Shape, tensor, type Tensor } from "@downhill/tensor";

/** One application of an operation in the oracle. An operation without a gradient has neither cotangent nor gradients. */
export interface Case {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, Nested>>;
  readonly cotangent?: Nested;
  readonly output: Nested;
  readonly gradients?: Readonly<Record<string, Nested>>;
}

interface Library {
  readonly library: string;
  readonly version: string;
}

/** Where the numbers are from, and how far a second library was from them. */
export interface Source extends Library {
  readonly second: Library & { readonly largestRelativeDifference: number };
}

/** PyTorch's values and gradients of every operation, compared with JAX's (`ops.json`). */
export const { source, cases } = JSON.parse(
  readFileSync(new URL("../oracles/ops.json", import.meta.url), "utf8"),
) as { readonly source: Source; readonly cases: readonly Case[] };

type Applied = (...args: readonly unknown[]) => Tensor;
type Attributes = Case["attributes"];

const table = ops as unknown as Readonly<Record<string, Applied>>;
const whole = (values: unknown): Tensor => tensor(values as Nested, { dtype: "int32" });
const bits = (values: unknown): Nested => (Array.isArray(values) ? values.map(bits) : Number(values));

const reduction = (attributes: Attributes): object => {
  // The oracle notes of some cases what ties do.
  const { axes, keepDims, ties: _, ...rest } = attributes;
  return { ...rest, keepDims: keepDims === true, axes: axes === null ? undefined : axes };
};

const slicing = ({ start, stop, step }: Attributes): object => {
  const [begin, end, steps] = [start as Shape, stop as Shape, step as Shape];
  return { begin, size: begin.map((first, axis) => Math.ceil((end[axis]! - first) / steps[axis]!)), steps };
};

/** Where an operation's arguments behind its tensors are not simply the oracle's attributes. */
const behind: Readonly<Record<string, (attributes: Attributes, first: Tensor) => readonly unknown[]>> = {
  ...Object.fromEntries(
    ["sum", "mean", "max", "min", "logSumExp", "norm", "prod", "variance", "std", "any", "all"].map(
      (name) => [name, (attributes: Attributes) => [reduction(attributes)]],
    ),
  ),
  argMax: ({ axis, keepDims }) => [keepDims === undefined ? axis : { axis, keepDims }],
  argMin: ({ axis, keepDims }) => [keepDims === undefined ? axis : { axis, keepDims }],
  sort: ({ axis, descending }) => [{ axis, descending }],
  argSort: ({ axis, descending }) => [{ axis, descending }],
  topK: ({ k }) => [k],
  argTopK: ({ k }) => [k],
  flip: ({ axes }) => [axes],
  squeeze: ({ axes }) => [axes ?? undefined],
  expandDims: ({ axes }) => [axes],
  reshape: ({ shape }) => [shape],
  broadcastTo: ({ shape }) => [shape],
  sumTo: ({ shape }) => [shape],
  transpose: ({ permutation }) => [permutation],
  tile: ({ times }) => [times],
  tril: ({ diagonal }) => [diagonal],
  triu: ({ diagonal }) => [diagonal],
  cast: ({ dtype }, { backend }) => [dtype === "float" ? backend.float : dtype],
  gather: ({ indices, axis }) => [whole(indices), { axis }],
  scatterAdd: ({ indices, rows, axis }) => [whole(indices), { rows, axis }],
  takeAlong: ({ indices, axis }) => [whole(indices), axis],
  slice: (attributes) => [slicing(attributes)],
};

/** Applies the operation of a case to its inputs, in their order. */
export function apply({ name, attributes }: Case, inputs: readonly Tensor[]): Tensor {
  const op = table[name];
  if (op === undefined)
    throw new RangeError(`${name} is not in the table of operations; name the oracle's row as in the table`);
  if (name === "where") return op(tensor(bits(attributes.condition), { dtype: "bool" }), ...inputs);
  if (name === "oneHot") return op(ops.cast(inputs[0]!, "int32"), attributes);
  const options = Object.keys(attributes).length === 0 ? [] : [attributes];
  return op(...inputs, ...(behind[name]?.(attributes, inputs[0]!) ?? options));
}

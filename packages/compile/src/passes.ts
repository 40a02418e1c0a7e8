import { sameShape, type TypedArray } from "@downhill/tensor";
import type { GraphNode, GraphValue } from "@downhill/tensor/trace";

/** What a pass may look at while it decides about a node: the values before it, already cleaned. */
export interface Before {
  readonly valueOf: (id: number) => GraphValue;
  readonly nodeOf: (id: number) => GraphNode | undefined;
  readonly dataOf: (id: number) => TypedArray | undefined;
}

/** Another node that computes the same, the id of a value that is the same, or `undefined`. */
export type Pass = (node: GraphNode, before: Before) => GraphNode | number | undefined;

const is = <K extends GraphNode["kernel"]>(
  node: GraphNode | undefined,
  kernel: K,
): node is Extract<GraphNode, { readonly kernel: K }> => node?.kernel === kernel;

/** A kernel that leaves its input as it is: $x \cdot 1$, $x / 1$, a shape that it has already. */
const withoutEffect: Pass = (node, { valueOf, dataOf }) => {
  const [a, b] = node.inputs;
  const isOne = (id: number): boolean => dataOf(id)?.every((value) => value === 1) === true;
  const stays = (id: number): boolean => sameShape(valueOf(id).shape, node.shape);
  if (is(node, "reshape") || is(node, "broadcastTo") || is(node, "slice")) return stays(a!) ? a : undefined;
  if (is(node, "transpose")) return node.attrs.permutation.every((axis, i) => axis === i) ? a : undefined;
  if (is(node, "cast")) return valueOf(a!).dtype === node.dtype ? a : undefined;
  if ((is(node, "mul") || is(node, "div")) && isOne(b!) && stays(a!)) return a;
  return is(node, "mul") && isOne(a!) && stays(b!) ? b : undefined;
};

/** Of two shapes given one after the other, only the last matters. */
const reshapeOnce: Pass = (node, { nodeOf }) => {
  const inner = is(node, "reshape") ? nodeOf(node.inputs[0]!) : undefined;
  return is(inner, "reshape") ? { ...node, inputs: inner.inputs } : undefined;
};

/** A product takes transposed matrices as they are. */
const transposeInProduct: Pass = (node, { nodeOf }) => {
  if (!is(node, "matmul")) return undefined;
  const turned = (id: number): number | undefined => {
    const inner = nodeOf(id);
    if (!is(inner, "transpose")) return undefined;
    const { permutation } = inner.attrs;
    const rank = permutation.length;
    const swaps = permutation.every((axis, i) => axis === (i < rank - 2 ? i : 2 * rank - 3 - i));
    return swaps ? inner.inputs[0] : undefined;
  };
  const [a, b] = node.inputs.map(turned);
  if (a === undefined && b === undefined) return undefined;
  const { transposeA, transposeB } = node.attrs;
  return {
    ...node,
    inputs: [a ?? node.inputs[0]!, b ?? node.inputs[1]!],
    attrs: {
      transposeA: (a !== undefined) !== transposeA,
      transposeB: (b !== undefined) !== transposeB,
    },
  };
};

const broadcasting = new Set<GraphNode["kernel"]>(
  "add sub mul div pow maximum minimum equal notEqual greater greaterEqual less lessEqual".split(
    " ",
  ) as GraphNode["kernel"][],
);

/** An operand need not be spread out if the other has the whole shape. */
const spreadInPlace: Pass = (node, { valueOf, nodeOf }) => {
  if (!broadcasting.has(node.kernel)) return undefined;
  const narrow = (id: number): number | undefined => {
    const inner = nodeOf(id);
    return is(inner, "broadcastTo") ? inner.inputs[0] : undefined;
  };
  const [a, b] = node.inputs as readonly [number, number];
  const whole = (id: number): boolean => sameShape(valueOf(id).shape, node.shape);
  const [shortA, shortB] = [narrow(a), narrow(b)];
  const inputs: readonly number[] =
    shortB !== undefined && whole(a)
      ? [a, shortB]
      : shortA !== undefined && whole(b)
        ? [shortA, b]
        : node.inputs;
  return inputs === node.inputs ? undefined : { ...node, inputs };
};

/** What is done to a node, until nothing more can be. */
export const passes: readonly Pass[] = [withoutEffect, reshapeOnce, transposeInProduct, spreadInPlace];

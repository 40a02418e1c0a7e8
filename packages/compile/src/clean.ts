import { leaves, reference, sizeOf, type TypedArray, treeMap } from "@downhill/tensor";
import type { Graph, GraphConstant, GraphInput, GraphNode, GraphValue } from "@downhill/tensor/trace";
import { type Before, type Pass, passes } from "./passes.ts";

/** The most elements that a value computed from constants may have: a spread one would make the file large. */
const mostFolded = 1024;

/** What a node of constants computes, by the reference. */
function folded(node: GraphNode, { valueOf, dataOf }: Before): TypedArray | undefined {
  const data = node.inputs.map(dataOf).filter((each) => each !== undefined);
  if (data.length < node.inputs.length || sizeOf(node.shape) > mostFolded) return undefined;
  const handles = node.inputs.map((id, i) => {
    const { shape, dtype } = valueOf(id);
    return reference.upload(data[i]!, shape, dtype);
  });
  const result = reference.run(node.kernel, handles, node.attrs);
  const values = reference.look!(result)!.slice();
  for (const handle of [...handles, result]) reference.free(handle);
  return values;
}

/**
 * The same computation with less: what depends on constants alone is computed, what is computed twice is computed once,
 * kernels without effect and results that no output needs are left out, and transposed matrices and spread operands
 * are given to the kernels that take them as they are. Each value stays the same, up to the order of a product's sums.
 */
export function clean<G extends Graph>(graph: G): G {
  const inputs: readonly GraphInput[] = graph.inputs;
  const constants: GraphConstant[] = [...graph.constants];
  const kept = new Map<number, GraphNode>();
  const values = new Map<number, GraphValue>([...inputs, ...constants].map((v) => [v.id, v]));
  const now = new Map<number, number>([...values.keys()].map((id) => [id, id]));
  const known = new Map<string, number>();
  const data = new Map<number, TypedArray>(constants.map((each) => [each.id, each.data]));
  const before: Before = {
    valueOf: (id) => values.get(id)!,
    nodeOf: (id) => kept.get(id),
    dataOf: (id) => data.get(id),
  };

  const placed = (given: GraphNode): number => {
    let node = given;
    for (let next: ReturnType<Pass> = node; next !== undefined;) {
      if (typeof next === "number") return next;
      node = next;
      next = undefined;
      for (const pass of passes) next ??= pass(node, before);
    }
    const key = JSON.stringify([node.kernel, node.inputs, node.attrs], (_, value: unknown) =>
      typeof value === "number" ? String(value) : value,
    );
    const same = known.get(key);
    if (same !== undefined) return same;
    known.set(key, node.id);
    values.set(node.id, node);
    const computed = folded(node, before);
    if (computed === undefined) kept.set(node.id, node);
    else {
      data.set(node.id, computed);
      constants.push({ id: node.id, shape: node.shape, dtype: node.dtype, data: computed });
    }
    return node.id;
  };
  for (const node of graph.nodes)
    now.set(node.id, placed({ ...node, inputs: node.inputs.map((id) => now.get(id)!) }));
  const outputs = treeMap((id: number) => now.get(id)!, graph.outputs);
  return { ...graph, ...renumbered(inputs, constants, [...kept.values()], outputs) };
}

/** Leaves out what no output needs, except inputs, and numbers the rest in order. */
function renumbered(
  inputs: readonly GraphInput[],
  constants: readonly GraphConstant[],
  nodes: readonly GraphNode[],
  outputs: Graph["outputs"],
): Pick<Graph, "inputs" | "constants" | "nodes" | "outputs"> {
  const needed = new Set(leaves<number>(outputs));
  for (const node of nodes.toReversed())
    if (needed.has(node.id)) for (const id of node.inputs) needed.add(id);
  const isNeeded = ({ id }: GraphValue): boolean => needed.has(id);
  const left = {
    inputs: inputs.filter((input) => input.computed === undefined || isNeeded(input)),
    constants: constants.filter(isNeeded),
    nodes: nodes.filter(isNeeded),
  };
  const ids = new Map([...left.inputs, ...left.constants, ...left.nodes].map(({ id }, at) => [id, at]));
  const numbered = <V extends GraphValue>(value: V): V => ({ ...value, id: ids.get(value.id)! });
  return {
    inputs: left.inputs.map(numbered),
    constants: left.constants.map(numbered),
    nodes: left.nodes.map((node) => ({
      ...numbered<GraphNode>(node),
      inputs: node.inputs.map((id) => ids.get(id)!),
    })),
    outputs: treeMap((id: number) => ids.get(id)!, outputs),
  };
}

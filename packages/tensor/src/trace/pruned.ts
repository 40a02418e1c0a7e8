import { leaves, treeMap } from "../tree.ts";
import type { Graph, GraphNode, GraphValue } from "./graph.ts";

/** The graph without the nodes that its outputs do not need (its inputs stay), renumbered in order. */
export function pruned({ numbers, inputs, constants, nodes, outputs }: Graph): Graph {
  const needed = new Set(leaves(outputs));
  for (const node of nodes.toReversed())
    if (needed.has(node.id)) for (const id of node.inputs) needed.add(id);
  const isNeeded = ({ id }: GraphValue): boolean => needed.has(id);
  const kept = {
    inputs: inputs.filter((input) => input.computed === undefined || isNeeded(input)),
    constants: constants.filter(isNeeded),
    nodes: nodes.filter(isNeeded),
  };
  const order = [...kept.inputs, ...kept.constants, ...kept.nodes];
  const renumbered = new Map(order.map(({ id }, at) => [id, at]));
  const numbered = <V extends GraphValue>(value: V): V => ({ ...value, id: renumbered.get(value.id)! });
  return {
    numbers,
    inputs: kept.inputs.map(numbered),
    constants: kept.constants.map(numbered),
    nodes: kept.nodes.map((node) => ({
      ...numbered<GraphNode>(node),
      inputs: node.inputs.map((id) => renumbered.get(id)!),
    })),
    outputs: treeMap((id: number) => renumbered.get(id)!, outputs),
  };
}

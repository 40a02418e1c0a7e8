import { checkGraph } from "./given.ts";
import type { KernelName } from "../backend.ts";
import type { Cost } from "../cost.ts";
import { costOf } from "./cost-of.ts";
import type { Graph, GraphNode, GraphValue } from "./graph.ts";

/** A {@link Cost} of many runs, and how many. */
export interface TotalCost extends Cost {
  readonly runs: number;
}

/** The cost of a graph: of each node by its id, of each kernel it runs, and in total. */
export interface GraphCosts {
  readonly nodes: ReadonlyMap<number, Cost>;
  readonly kernels: ReadonlyMap<KernelName, TotalCost>;
  readonly total: TotalCost;
}

const none: TotalCost = { runs: 0, flops: 0, bytes: 0 };
const plus = ({ runs, flops, bytes }: TotalCost, more: Cost): TotalCost => ({
  runs: runs + 1,
  flops: flops + more.flops,
  bytes: bytes + more.bytes,
});

/**
 * The cost of each node of a graph, as {@link costOf} counts it, summed for each kernel and in total.
 *
 * @example
 * ```ts
 * import { matmul, zeros } from "@downhill/tensor";
 * import { costsOf, trace } from "@downhill/tensor/trace";
 * const graph = trace(({ a, b }) => matmul(a, b), { a: zeros([2, 3]), b: zeros([3, 4]) });
 * costsOf(graph).total.flops; // 48
 * ```
 * @see costOf
 */
export function costsOf(graph: Graph): GraphCosts {
  checkGraph("costsOf", graph);
  const { inputs, constants, nodes } = graph;
  const values = new Map<number, GraphValue>([...inputs, ...constants, ...nodes].map((v) => [v.id, v]));
  const ofNode = (node: GraphNode): Cost =>
    costOf(
      node.kernel,
      node.inputs.map((id) => values.get(id)!),
      node,
      node.attrs,
    );
  const costs = new Map(nodes.map((node) => [node.id, ofNode(node)]));
  const kernels = new Map<KernelName, TotalCost>();
  for (const { id, kernel } of nodes) kernels.set(kernel, plus(kernels.get(kernel) ?? none, costs.get(id)!));
  return { nodes: costs, kernels, total: [...costs.values()].reduce(plus, none) };
}

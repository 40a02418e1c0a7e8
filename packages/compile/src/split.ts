import {
  type ElementNode,
  type ElementOperation,
  type Elementwise,
  sameShape,
  sizeOf,
} from "@downhill/tensor";
import type { Graph, GraphNode, GraphValue } from "@downhill/tensor/trace";
import { leaves } from "@downhill/tensor";

/** One parameter's update: a program that the backend runs in one pass over memory, on values of the graph. */
export interface Update {
  readonly program: Elementwise;
  /** The ids of its inputs, tensors of one shape. */
  readonly elements: readonly number[];
  /** The ids of the numbers that it takes: what the host computes from the step. */
  readonly scalars: readonly number[];
  /** The ids of its outputs. */
  readonly outputs: readonly number[];
  readonly nodes: readonly GraphNode[];
}

/** A step in two parts: what the engine computes, and the updates, which take values of the first part. */
export interface Split {
  readonly engine: readonly GraphNode[];
  readonly updates: readonly Update[];
}

/** The kernels that a fused pass has. It has powers only of numbers, which a graph has computed already. */
const fusible: Partial<Record<GraphNode["kernel"], ElementOperation>> = {
  add: "add",
  sub: "sub",
  mul: "mul",
  div: "div",
  neg: "neg",
  sqrt: "sqrt",
  sign: "sign",
  abs: "abs",
  maximum: "maximum",
};

/**
 * Finds the updates at the end of a step: elementwise arithmetic on tensors of one shape, among them at least one that
 * the step was given, whose results only the outputs use. Engines have no kernel for them, and run a pass over memory
 * for each of a rule's operations; the backend has one.
 */
export function split(graph: Graph): Split {
  const { inputs, constants, nodes, outputs } = graph;
  const values = new Map<number, GraphValue>([...inputs, ...constants, ...nodes].map((v) => [v.id, v]));
  const numbers = new Set(
    [...inputs.filter(({ computed }) => computed !== undefined), ...constants]
      .filter(({ shape }) => sizeOf(shape) === 1)
      .map(({ id }) => id),
  );
  const users = usersOf(nodes);
  const fits = (node: GraphNode): boolean =>
    fusible[node.kernel] !== undefined &&
    node.dtype === "float32" &&
    node.inputs.every((id) => numbers.has(id) || sameShape(values.get(id)!.shape, node.shape));
  const last = new Set<GraphNode>();
  for (const node of nodes.toReversed())
    if (fits(node) && (users.get(node.id) ?? []).every((user) => last.has(user))) last.add(node);
  const given = new Set(inputs.filter(({ computed }) => computed === undefined).map(({ id }) => id));
  const returned = new Set(leaves<number>(outputs));
  const programs = new Map<string, Elementwise>();
  const updates = groups(nodes.filter((node) => last.has(node)))
    .filter((group) => group.some((node) => node.inputs.some((id) => given.has(id))))
    .map((group) => updateOf(group, numbers, constants, returned, programs));
  const taken = new Set(updates.flatMap((update) => update.nodes));
  return { engine: nodes.filter((node) => !taken.has(node)), updates };
}

function usersOf(nodes: readonly GraphNode[]): ReadonlyMap<number, readonly GraphNode[]> {
  const users = new Map<number, GraphNode[]>();
  for (const node of nodes)
    for (const id of new Set(node.inputs)) users.set(id, [...(users.get(id) ?? []), node]);
  return users;
}

/** Nodes that share a value, other than a number, belong together. */
function groups(nodes: readonly GraphNode[]): readonly (readonly GraphNode[])[] {
  const parent = new Map<number, number>();
  const root = (id: number): number => {
    const up = parent.get(id) ?? id;
    return up === id ? id : root(up);
  };
  const own = new Set(nodes.map(({ id }) => id));
  for (const node of nodes)
    for (const id of node.inputs) if (own.has(id)) parent.set(root(id), root(node.id));
  const grouped = new Map<number, GraphNode[]>();
  for (const node of nodes) grouped.set(root(node.id), [...(grouped.get(root(node.id)) ?? []), node]);
  return [...grouped.values()];
}

function updateOf(
  nodes: readonly GraphNode[],
  numbers: ReadonlySet<number>,
  constants: Graph["constants"],
  returned: ReadonlySet<number>,
  programs: Map<string, Elementwise>,
): Update {
  const elements: number[] = [];
  const scalars: number[] = [];
  const steps: ElementNode[] = [];
  const places = new Map<number, number>();
  const placed = (id: number, node: ElementNode): number => {
    const at = places.get(id) ?? steps.push(node) - 1;
    places.set(id, at);
    return at;
  };
  const of = (id: number): number => {
    if (places.has(id)) return places.get(id)!;
    const constant = numbers.has(id) ? constants.find((each) => each.id === id) : undefined;
    if (constant !== undefined) return placed(id, { kind: "constant", value: constant.data[0]! });
    return numbers.has(id)
      ? placed(id, { kind: "scalar", index: scalars.push(id) - 1 })
      : placed(id, { kind: "input", index: elements.push(id) - 1 });
  };
  for (const node of nodes) {
    const operands = node.inputs.map(of);
    placed(node.id, { kind: fusible[node.kernel]!, of: operands });
  }
  const outputs = nodes.map(({ id }) => id).filter((id) => returned.has(id));
  const program = { name: "the compiled step", nodes: steps, outputs: outputs.map((id) => places.get(id)!) };
  // Backends know a program by identity, and compile it once.
  const key = JSON.stringify(program);
  if (!programs.has(key)) programs.set(key, program);
  return { program: programs.get(key)!, elements, scalars, outputs, nodes };
}

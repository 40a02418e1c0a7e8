import { DTypeError, paths, sizeOf } from "@downhill/tensor";
import type { Graph, GraphNode, GraphValue } from "@downhill/tensor/trace";
import { Lowering, type Row } from "./lowering.ts";
import type { OnnxModel, OnnxValue } from "./onnx.ts";
import { ofNothing, rows } from "./rows.ts";

/** A graph in ONNX: the model, and which of its inputs and outputs holds which value of the graph. */
export interface Lowered {
  readonly model: OnnxModel;
  readonly inputs: readonly (readonly [name: string, id: number])[];
  readonly outputs: readonly (readonly [name: string, id: number])[];
}

/**
 * Writes a graph in ONNX's operators. An input is called `in/` and its path, an output `out/` and its own; the inputs
 * that no output needs are left out.
 *
 * @param nodes those to write, in order, if not all of them: the graph's other values then come from outside, as inputs.
 * @param wanted the outputs by name, if not the graph's own.
 * @throws DTypeError when the graph computes in float64.
 */
export function lower(
  graph: Graph,
  nodes: readonly GraphNode[] = graph.nodes,
  wanted: readonly (readonly [name: string, id: number])[] = outputsOf(graph),
): Lowered {
  const { inputs, constants } = graph;
  const values = new Map<number, GraphValue>([...inputs, ...constants, ...graph.nodes].map((v) => [v.id, v]));
  refuseFloat64([...inputs, ...constants, ...nodes]);
  const used = new Set([...nodes.flatMap((node) => node.inputs), ...wanted.map(([, id]) => id)]);
  const to = new Lowering();
  const named = new Map<number, string>();
  const given: (readonly [name: string, id: number])[] = [];
  for (const { id, path } of inputs) {
    if (!used.has(id)) continue;
    named.set(id, `in/${path}`);
    given.push([`in/${path}`, id]);
  }
  for (const { id, shape, dtype, data } of constants)
    if (used.has(id)) named.set(id, to.constant(shape, dtype, data));
  const form = (id: number): OnnxValue => ({ ...values.get(id)!, name: named.get(id)! });
  for (const node of nodes) named.set(node.id, written(to, node, node.inputs.map(form)));
  to.name(wanted.map(([name, id]) => [name, named.get(id)!]));
  const model: OnnxModel = {
    name: "step",
    inputs: given.map(([, id]) => form(id)),
    outputs: wanted.map(([name, id]) => ({ ...values.get(id)!, name })),
    constants: to.constants,
    nodes: to.nodes,
  };
  return { model, inputs: given, outputs: wanted };
}

/** The outputs of a graph, by the names of {@link lower}. */
export const outputsOf = ({ outputs }: Graph): readonly (readonly [name: string, id: number])[] =>
  paths(outputs).map(([path, id]) => [`out/${path}`, id]);

/** ONNX's operators do not agree on tensors without elements; every element of such a result has the same value. */
function written(to: Lowering, node: GraphNode, inputs: readonly OnnxValue[]): string {
  const { kernel, shape, dtype, attrs } = node;
  const isEmpty = ({ shape }: Pick<OnnxValue, "shape">): boolean => sizeOf(shape) === 0;
  if (isEmpty(node) || (kernel !== "concat" && inputs.some(isEmpty))) {
    const { value = ofNothing[kernel] ?? 0 } = attrs as { readonly value?: number };
    return to.filled(shape, dtype, value);
  }
  return (rows[kernel] as Row<typeof kernel>)(to, inputs, attrs, node);
}

function refuseFloat64(values: readonly GraphValue[]): void {
  if (values.every(({ dtype }) => dtype !== "float64")) return;
  throw new DTypeError("unsupported-dtype", {
    en: 'compile: the step computes in float64, but the engine\'s operators are float32; put its inputs on a float32 backend, as with useBackend(await device("wasm"))',
    zh: 'compile：这一步用 float64 计算，而引擎的运算是 float32；请把输入放到 float32 的设备上，例如 useBackend(await device("wasm"))',
  });
}

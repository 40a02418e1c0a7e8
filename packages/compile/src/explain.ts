import { paths } from "@downhill/tensor";
import { costsOf, explain as explainGraph, type GraphCosts, type GraphNode } from "@downhill/tensor/trace";
import { type Compiled, latestPlan } from "./compile.ts";

/** One kernel of a compiled step. */
export interface ExplainedNode {
  readonly id: number;
  readonly kernel: GraphNode["kernel"];
  readonly inputs: readonly number[];
  readonly shape: readonly number[];
  readonly flops: number;
  readonly bytes: number;
  /** What runs it: the engine, or an update's single pass on the backend. */
  readonly by: "engine" | "update";
}

/** A compiled step as data, for a table or a picture, and as text. */
export interface Explanation {
  readonly engine: string;
  /** How long tracing, cleaning and loading took. */
  readonly milliseconds: number;
  readonly nodes: readonly ExplainedNode[];
  readonly costs: GraphCosts;
  /** How many of ONNX's operators the engine was given. */
  readonly operators: number;
  /** How many updates the backend runs, each in one pass. */
  readonly updates: number;
  /** The paths of the results that an update computes. */
  readonly updated: readonly string[];
  readonly text: string;
}

/**
 * What a compiled step runs, for the shapes that it met last: each kernel with its arithmetic operations and the bytes
 * that it reads and writes, and whether the engine runs it or an update does. Counted as `costOf` counts; inside an update
 * the bytes between kernels do not reach memory, nor do those that the engine joins.
 *
 * @throws KindError when `compiled` is not what `compile` returned, or has not met any shapes.
 * @example
 * ```ts
 * import { compile, explain } from "@downhill/compile";
 * import { type DeviceError, device, relu, type Tensor, tensor, useBackend } from "@downhill/tensor";
 * useBackend(await device("wasm"));
 * const fast = compile(({ x }: { x: Tensor }) => relu(x));
 * const ready = fast.prepare({ x: tensor([-1, 1]) });
 * await ready.then(() => console.log(explain(fast).text)).catch((error: DeviceError) => console.log(error.message));
 * ```
 * @see costOf
 */
export function explain(compiled: Compiled<never, unknown>): Explanation {
  const { graph, parts, lowered, engine, milliseconds } = latestPlan("explain", compiled);
  const costs = costsOf(graph);
  const updating = new Set(parts.updates.flatMap(({ nodes }) => nodes.map(({ id }) => id)));
  const results = new Set(parts.updates.flatMap(({ outputs }) => outputs));
  const nodes = graph.nodes.map(({ id, kernel, inputs, shape }): ExplainedNode => {
    const by = updating.has(id) ? "update" : "engine";
    return { id, kernel, inputs, shape, ...costs.nodes.get(id)!, by };
  });
  const operators = lowered.model.nodes.length;
  const head = [
    `engine: ${engine}, compiled in ${Math.round(milliseconds)} ms`,
    `  ${parts.engine.length} kernels as ${operators} operators`,
    `updates: ${parts.updates.length}, one pass over memory each`,
    ...parts.updates.map(
      ({ nodes, outputs }) =>
        `  ${nodes.length} kernels: %${nodes[0]!.id} to %${nodes.at(-1)!.id}, results ${outputs.map((id) => `%${id}`).join(", ")}`,
    ),
  ].join("\n");
  return {
    engine,
    milliseconds,
    nodes,
    costs,
    operators,
    updates: parts.updates.length,
    updated: paths(graph.outputs).flatMap(([path, id]) => (results.has(id) ? [path] : [])),
    text: `${head}\n\n${explainGraph(graph)}`,
  };
}

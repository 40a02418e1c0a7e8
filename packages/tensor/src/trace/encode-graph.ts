import { checkGraph } from "./given.ts";
import { toBase64 } from "./base64.ts";
import type { Graph } from "./graph.ts";

/** The version of the format, raised by any change that older readers would misread. */
export const version = 1;

/** Numbers that JSON cannot represent are written as strings. */
const exact = (_: string, value: unknown): unknown =>
  typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))
    ? Object.is(value, -0)
      ? "-0"
      : String(value)
    : value;

/**
 * Writes a graph as text, to keep in a file or send elsewhere; {@link decodeGraph} reads it back, and the result
 * gives the same numbers bit for bit.
 *
 * The text is JSON, with the fields of {@link Graph} and two before them, `"format": "downhill-graph"` and `"version"`.
 * The `data` of a constant are its bytes in row-major order, the lowest byte of a number first, in base64. A number that
 * JSON cannot represent is a string: `"NaN"`, `"Infinity"`, `"-Infinity"`, `"-0"`. Functions, such as a schedule, are not
 * written: a computed input calls them by name, and they must be given again when the graph is read.
 *
 * @example
 * ```ts
 * import { mul, tensor } from "@downhill/tensor";
 * import { encodeGraph, trace } from "@downhill/tensor/trace";
 * const text = encodeGraph(trace(({ x }) => mul(x, 2), { x: tensor([1, 2]) }));
 * JSON.parse(text).nodes.length; // 1
 * ```
 * @see decodeGraph
 */
export function encodeGraph(graph: Graph): string {
  checkGraph("encodeGraph", graph);
  const { numbers, inputs, constants, nodes, outputs } = graph;
  const written = constants.map((each) => ({ ...each, data: toBase64(each.data) }));
  return JSON.stringify(
    { format: "downhill-graph", version, numbers, inputs, constants: written, nodes, outputs },
    exact,
  );
}

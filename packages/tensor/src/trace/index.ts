export { type Cost, costOf } from "./costOf.ts";
export { costsOf, type GraphCosts, type TotalCost } from "./costsOf.ts";
export { explain } from "./explain.ts";
export type { Graph, GraphConstant, GraphInput, GraphNode, GraphValue } from "./graph.ts";
export type { Form } from "./kernelResults.ts";
export { replay } from "./replay.ts";
export { type Inputs, trace } from "./trace.ts";
export { TraceError } from "./traceError.ts";

export { costOf } from "./cost-of.ts";
export { costsOf, type GraphCosts, type TotalCost } from "./costs-of.ts";
export { explain } from "./explain.ts";
export type { Graph, GraphConstant, GraphInput, GraphNode, GraphValue } from "./graph.ts";
export type { Cost, Form } from "../kernels.ts";
export { replay } from "./replay.ts";
export { type Inputs, trace } from "./trace.ts";
export { TraceError } from "./trace-error.ts";

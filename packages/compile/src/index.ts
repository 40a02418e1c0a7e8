export type { Compilation } from "./compilation.ts";
export { compile, type Compiled, type CompileOptions } from "./compile.ts";
export { type Engine, engine, type Port, type Session } from "./engine.ts";
export { explain, type ExplainedNode, type Explanation } from "./explain.ts";
export { toOnnx } from "./to-onnx.ts";

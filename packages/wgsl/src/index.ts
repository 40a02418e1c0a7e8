export { DispatchError } from "./dispatch-error.ts";
export { describeFault, type Fault, type Invocation } from "./fault.ts";
export { type Binding, compileKernel, type Dispatch, type Kernel, type KernelRun } from "./kernel.ts";
export type { Access, Traffic } from "./memory.ts";
export { WgslError } from "./wgsl-error.ts";

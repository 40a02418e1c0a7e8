export { DispatchError } from "./dispatch-error.ts";
export { describeFault, type Fault, type Invocation } from "./run/fault.ts";
export { type Binding, compileKernel, type Dispatch, type Kernel, type KernelRun } from "./kernel.ts";
export type { DeviceLimits } from "./program/limits.ts";
export type { Access, Traffic } from "./run/memory.ts";
export { WgslError } from "./wgsl-error.ts";

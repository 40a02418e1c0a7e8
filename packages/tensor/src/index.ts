export type {
  Backend,
  ElementNode,
  ElementOperation,
  Elementwise,
  FusedElementwise,
  Handle,
  KernelAttrs,
  KernelName,
} from "./backend.ts";
export { reference } from "./backends/reference.ts";
export { checkChoice } from "./check-choice.ts";
export { arithmetic } from "./arithmetic.ts";
export { checkFlag } from "./check-flag.ts";
export { checkForm, type Form } from "./check-form.ts";
export { checkFunction } from "./check-function.ts";
export { checkOptions } from "./options.ts";
export { meant, meantAmong } from "./meant.ts";
export { full, type Nested, ones, onesLike, tensor, type TensorOptions, zeros, zerosLike } from "./create.ts";
export { defaultBackend, device, useBackend } from "./device.ts";
export type { Bilingual } from "./bilingual.ts";
export type { Opened } from "./devices/candidate.ts";
export { candidates } from "./devices/candidates.ts";
export { chooseDevice, type DeviceChoice, deviceNames } from "./devices/choose-device.ts";
export { DeviceError } from "./devices/device-error.ts";
export { optionalPackage } from "./devices/optional-package.ts";
export { selfTest } from "./devices/self-test.ts";
export { type Tier, tierInChinese } from "./devices/tier.ts";
export { type DType, DTypeError, type TypedArray } from "./dtype.ts";
export { einsum } from "./einsum.ts";
export { checkIndices } from "./indices.ts";
export { KindError } from "./kind-error.ts";
export { type Op, op } from "./op.ts";
export type { AnyOp, At, OpDef } from "./op-def.ts";
export type { Operand } from "./operands.ts";
export * from "./ops/index.ts";
/**
 * The table of all operations, by name: every operation listed here is tested.
 *
 * @example
 * ```ts
 * import { ops } from "@downhill/tensor";
 * ops.add.def.inputs; // ["a", "b"]
 * ops.add.def.tex; // "a + b"
 * ```
 */
export * as ops from "./ops/index.ts";
export { print, type PrintOptions } from "./print.ts";
export { foldIn, type Key, key, normal, permutation, randomBits, split, uniform } from "./random.ts";
export { arange, linspace } from "./ranges.ts";
export { type Call, record, recordCotangent, type Recorder, recording, unrecorded } from "./recorder.ts";
export { run } from "./run.ts";
export { runFused } from "./run-fused.ts";
export { currentScope, DisposedError, moveTo, type Scope, scope, tidy } from "./scope.ts";
export { broadcastShapes, sameShape, type Shape, ShapeError, showShape, sizeOf } from "./shape.ts";
export { splitAlong } from "./split-along.ts";
export { checkTensor, Tensor } from "./tensor.ts";
export { defer, perStep } from "./tracing.ts";
export { leaves, paths, type Tree, TreeError, treeMap } from "./tree.ts";
export { ValueError } from "./value-error.ts";

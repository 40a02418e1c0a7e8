import { checkFunction } from "./check-function.ts";
import { checkForm } from "./check-form.ts";
import type { AnyOp } from "./op-def.ts";
import type { Tensor } from "./tensor.ts";

/** One application of an operation, as a recorder sees it. */
export interface Call {
  readonly op: AnyOp;
  readonly inputs: readonly Tensor[];
  readonly attrs: unknown;
  readonly output: Tensor;
}

/** A listener that is told about every operation: autograd's tape is one. */
export interface Recorder {
  record(call: Call): void;
  /** In a reverse pass: the cotangent of one input of a call was computed. */
  recordCotangent?(call: Call, input: string, cotangent: Tensor): void;
}

let recorders: readonly Recorder[] = [];

/**
 * Notifies the open recorders, the outermost first.
 *
 * @example
 * ```ts
 * import { add, type Call, record, recording, tensor } from "@downhill/tensor";
 * const calls: Call[] = [];
 * recording({ record: (call) => calls.push(call) }, () => add(tensor([1]), 2));
 * record(calls[0]!); // no listener any more
 * calls.map(({ op }) => op.name); // ["add"]
 * ```
 */
export function record(call: Call): void {
  for (const recorder of recorders) recorder.record(call);
}

/**
 * Tells the open recorders about the cotangent that a reverse pass computed for one input of a call.
 *
 * @example
 * ```ts
 * import { grad } from "@downhill/autograd";
 * import { type Recorder, recording, sqrt, sum, type Tensor, tensor } from "@downhill/tensor";
 * const back: string[] = [];
 * const recorder: Recorder = { record: () => {}, recordCotangent: ({ op }, input) => back.push(op.name, input) };
 * recording(recorder, () => grad((x: Tensor) => sum(sqrt(x)))(tensor([4])));
 * back; // ["sum", "x", "sqrt", "x"]
 * ```
 */
export function recordCotangent(call: Call, input: string, cotangent: Tensor): void {
  for (const recorder of recorders) recorder.recordCotangent?.(call, input, cotangent);
}

/** True while a recorder is open: then operations must be applied one by one, to be recorded. */
export const listeners = (): boolean => recorders.length > 0;

/**
 * Runs a function while the recorder listens, in addition to those already listening.
 *
 * @example
 * ```ts
 * import { add, mul, recording, tensor } from "@downhill/tensor";
 * const heard: string[] = [];
 * recording({ record: ({ op }) => heard.push(op.name) }, () => mul(add(tensor([1]), 2), 3));
 * heard; // ["add", "mul"]
 * ```
 */
export function recording<T>(recorder: Recorder, fn: () => T): T {
  checkForm(
    "recording",
    "recorder",
    recorder,
    { record: "function" },
    {
      en: "give an object with a method record",
      zh: "请给出有 record 方法的对象",
    },
  );
  checkFunction("recording", "fn", fn);
  return listening([...recorders, recorder], fn);
}

/**
 * Runs a function without recording: the inside of an operation is private to it.
 *
 * @example
 * ```ts
 * import { add, recording, tensor, unrecorded } from "@downhill/tensor";
 * const heard: string[] = [];
 * recording({ record: ({ op }) => heard.push(op.name) }, () => unrecorded(() => add(tensor([1]), 2)));
 * heard; // []
 * ```
 */
export function unrecorded<T>(fn: () => T): T {
  checkFunction("unrecorded", "fn", fn);
  return listening([], fn);
}

function listening<T>(those: readonly Recorder[], fn: () => T): T {
  const before = recorders;
  recorders = those;
  try {
    return fn();
  } finally {
    recorders = before;
  }
}

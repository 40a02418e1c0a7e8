import type { AnyOp } from "./op.ts";
import type { Tensor } from "./tensor.ts";

/** One application of an operation, as a recorder sees it. */
export interface Call {
  readonly op: AnyOp;
  readonly inputs: readonly Tensor[];
  readonly attrs: unknown;
  readonly output: Tensor;
}

/** Something that wants to know of every operation applied: autograd's tape is one. */
export interface Recorder {
  record(call: Call): void;
}

let recorders: readonly Recorder[] = [];

/** Tells the open recorders, the outermost first. */
export function record(call: Call): void {
  for (const recorder of recorders) recorder.record(call);
}

/** True while someone listens: then every operation must be applied one by one, to be heard. */
export const listeners = (): boolean => recorders.length > 0;

/** Runs a function while the recorder listens, besides those that listen already. */
export const recording = <T>(recorder: Recorder, fn: () => T): T => listening([...recorders, recorder], fn);

/** Runs a function while nobody listens: the inside of an operation is its own affair. */
export const unrecorded = <T>(fn: () => T): T => listening([], fn);

function listening<T>(those: readonly Recorder[], fn: () => T): T {
  const before = recorders;
  recorders = those;
  try {
    return fn();
  } finally {
    recorders = before;
  }
}

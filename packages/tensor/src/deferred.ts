import type { Backend, Handle } from "./backend.ts";
import type { DType } from "./dtype.ts";
import type { Shape } from "./shape.ts";

/** What a graph could not repeat. Each throws a TraceError that names the line of the traced function. */
export interface Refusals {
  /** The value of what a trace does not know is used. */
  value(name: string): never;
  /** A number that follows the step is computed from a step that is known. */
  fixedStep(name: string, step: number): never;
  /** Numbers are drawn from a key that is known. */
  fixedKey(name: string): never;
  /** A tensor is used as a number or a condition. */
  tensorAsNumber(shape: Shape): never;
  /** An operation takes a tensor that was made outside. */
  outside(name: string, shape: Shape): never;
}

/** What a stand-in needs from the trace that made it. */
export interface Tracing {
  readonly backend: Backend;
  readonly refusals: Refusals;
  /** The graph's input that stands for a deferred value. */
  input(value: Deferred, backend: Backend, shape: Shape, dtype: DType): Handle;
}

let running: Tracing | undefined;

/** The trace that runs now. */
export const tracing = (): Tracing | undefined => running;

/** Runs a function while the trace, or none, observes it. */
export function whileTracing<T>(trace: Tracing | undefined, fn: () => T): T {
  const before = running;
  running = trace;
  try {
    return fn();
  } finally {
    running = before;
  }
}

/** A function of numbers, keys and lists of them. */
export type HostFunction = (...args: never[]) => unknown;

/**
 * A host value that a running trace does not know; it knows only how to compute it from its input numbers. Its type is
 * a number (or a key, or an array), so it can be passed on; using its value throws.
 */
export class Deferred {
  readonly name: string;
  /** Computes it from `args`; `null` for one of the input numbers, which `name` names. */
  readonly fn: HostFunction | null;
  readonly args: readonly unknown[];
  readonly #trace: Tracing;

  constructor(trace: Tracing, name: string, fn: HostFunction | null = null, args: readonly unknown[] = []) {
    this.#trace = trace;
    this.name = name;
    this.fn = fn;
    this.args = args;
  }

  /** The tensor that it becomes. */
  on(backend: Backend, shape: Shape, dtype: DType): Handle {
    return this.#trace.input(this, backend, shape, dtype);
  }

  [Symbol.toPrimitive](): never {
    return this.#trace.refusals.value(this.name);
  }

  [Symbol.iterator](): never {
    return this.#trace.refusals.value(this.name);
  }
}

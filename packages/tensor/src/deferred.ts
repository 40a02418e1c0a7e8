import type { Backend, Handle } from "./backend.ts";
import type { DType } from "./dtype.ts";
import type { Shape } from "./shape.ts";

/** Actions that a graph could not repeat. Each throws a TraceError that names the line of the traced function. */
export interface Refusals {
  /** Using the value of something that a trace does not know. */
  value(name: string): never;
  /** Computing a number that depends on the step from a known step. */
  fixedStep(name: string, step: number): never;
  /** Drawing numbers from a known key. */
  fixedKey(name: string): never;
  /** Using a tensor as a number or a condition. */
  tensorAsNumber(shape: Shape): never;
  /** Giving an operation a tensor that was made outside. */
  outside(name: string, shape: Shape): never;
}

/** The parts of a trace that its placeholders need. */
export interface Tracing {
  readonly backend: Backend;
  readonly refusals: Refusals;
  /** The graph's input that stands for a deferred value. */
  input(value: Deferred, backend: Backend, shape: Shape, dtype: DType): Handle;
}

let running: Tracing | undefined;

/** The running trace. */
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

  /** The tensor it becomes. */
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

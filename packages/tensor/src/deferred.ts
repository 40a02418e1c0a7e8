import type { Bilingual } from "./bilingual.ts";
import type { Backend, Handle } from "./backend.ts";
import type { DType } from "./dtype.ts";
import type { Shape } from "./shape.ts";
import { leaves, type Tree, treeMap } from "./tree.ts";

/** The trace's inputs that are numbers, such as the step, by their paths. */
export type HostNumbers = Readonly<Record<string, number>>;

/** What host code needs from a running trace. */
export interface Tracing {
  readonly backend: Backend;
  /** The graph's input that stands for a deferred value. */
  input(value: Deferred, backend: Backend, shape: Shape, dtype: DType): Handle;
  /** @throws TraceError that names the line of the traced function. */
  refuse(why: Bilingual): never;
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

/**
 * A host value that a running trace does not know; it knows only how to compute it from its input numbers. Its type is
 * a number (or a key, or an array), so it can be passed on; using its value throws.
 */
export class Deferred<T = unknown> {
  readonly name: string;
  /** Computes it from `args`; `null` for one of the input numbers, which `name` names. */
  readonly fn: ((...args: never[]) => T) | null;
  readonly args: readonly unknown[];
  readonly #trace: Tracing;

  constructor(
    trace: Tracing,
    name: string,
    fn: ((...args: never[]) => T) | null = null,
    args: readonly unknown[] = [],
  ) {
    this.#trace = trace;
    this.name = name;
    this.fn = fn;
    this.args = args;
  }

  value(numbers: HostNumbers): T {
    const { fn } = this;
    if (fn === null) return numbers[this.name] as T;
    const known = treeMap(
      (arg: unknown) => (arg instanceof Deferred ? arg.value(numbers) : arg),
      this.args as Tree<unknown>,
    );
    return whileTracing(undefined, () => fn(...(known as never[])));
  }

  /** The tensor that it becomes. */
  on(backend: Backend, shape: Shape, dtype: DType): Handle {
    return this.#trace.input(this, backend, shape, dtype);
  }

  [Symbol.toPrimitive](): never {
    return this.#refuse();
  }

  [Symbol.iterator](): never {
    return this.#refuse();
  }

  #refuse(): never {
    return this.#trace.refuse({
      en: `${this.name} has no value while its function is traced: it would be the same in every replay; compute with it inside perStep(name, (step) => …, step), or before the traced function`,
      zh: `要读取 ${this.name} 的值，但那样它在每次重放中都不变；请在 perStep(name, (step) => …, step) 里用它计算，或在被追踪的函数之前算好`,
    });
  }
}

const isDeferred = (value: unknown): boolean => value instanceof Deferred;

const show = (value: unknown): string => {
  if (value instanceof Deferred) return value.name;
  return Array.isArray(value) ? `[${value.map(show).join(", ")}]` : String(value);
};

/**
 * Calls a function of numbers, keys and similar values; or, if a trace does not know one of the arguments, returns a
 * stand-in for the result, which each replay computes.
 *
 * @param name names the function in the graph.
 * @example
 * ```ts
 * import { defer } from "@downhill/tensor";
 * defer("pow", (a, b) => a ** b, 2, 10); // 1024
 * ```
 */
export function defer<A extends readonly unknown[], R>(name: string, fn: (...args: A) => R, ...args: A): R {
  if (running === undefined || !leaves(args as Tree<unknown>).some(isDeferred)) return fn(...args);
  return new Deferred(
    running,
    `${name}(${args.map(show).join(", ")})`,
    fn as unknown as (...args: never[]) => R,
    args,
  ) as R;
}

/**
 * A number that depends on the step: `at(step)`. In a trace, where a number would become a constant, it is an input of
 * the graph instead, with the role "schedule", which each replay computes for its own step.
 *
 * @param name names the number in the graph, such as `adam.learningRate`.
 * @example
 * ```ts
 * import { perStep } from "@downhill/tensor";
 * perStep("rate", (step) => 0.1 / (1 + step), 3); // 0.025
 * ```
 */
export function perStep(name: string, at: (step: number) => number, step: number): number {
  const trace = running;
  if (trace === undefined) return at(step);
  const known = (): never =>
    trace.refuse({
      en: `${name} depends on the step, which is known here to be ${step}, and would be the same in every replay; give trace the step among its inputs, and use that one`,
      zh: `${name} 随步数变化，而步数在这里已定为 ${step}，每次重放都会是同样的值；请把步数列入交给 trace 的输入，并使用那一个`,
    });
  return new Deferred(trace, name, isDeferred(step) ? at : known, [step]) as unknown as number;
}

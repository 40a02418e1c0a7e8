import { checkFunction } from "./check-function.ts";
import type { Backend, Handle } from "./backend.ts";
import { Deferred, type Refusals, tracing } from "./deferred.ts";
import type { DType } from "./dtype.ts";
import type { Shape } from "./shape.ts";
import { leaves, type Tree } from "./tree.ts";

// All that operations, random numbers and optimizers know about a trace: a host value may still be unknown to it.

/** Whether a host value is a placeholder for one that the running trace does not know. */
export const isDeferred = (value: unknown): boolean => value instanceof Deferred;

/** Whether it is a number, known or not. */
export const isNumber = (value: unknown): value is number => typeof value === "number" || isDeferred(value);

/** The tensor that a host value becomes if a trace does not know it; `undefined` if it is known. */
export const deferredTensor = (
  value: unknown,
  backend: Backend,
  shape: Shape,
  dtype: DType,
): Handle | undefined => (value instanceof Deferred ? value.on(backend, shape, dtype) : undefined);

/**
 * Refuses an action that a graph could not repeat. Outside a trace it is allowed.
 *
 * @throws TraceError, within a trace, that names the line of the traced function.
 */
export function refuseWhileTracing(refuse: (refusals: Refusals) => never): void {
  const trace = tracing();
  if (trace !== undefined) refuse(trace.refusals);
}

/** Among tensors on different backends, the one that was made outside the running trace. */
export const fromOutside = <T extends { readonly backend: Backend }>(
  tensors: readonly T[],
): T | undefined => {
  const trace = tracing();
  return trace && tensors.find(({ backend }) => backend !== trace.backend);
};

const show = (value: unknown): string => {
  if (value instanceof Deferred) return value.name;
  return Array.isArray(value) ? `[${value.map(show).join(", ")}]` : String(value);
};

/**
 * Calls a function of numbers, keys and lists of them; or, if a trace does not know one of the arguments, returns a
 * placeholder for the result, which each replay computes.
 *
 * @param name names the function in the graph.
 * @example
 * ```ts
 * import { defer } from "@downhill/tensor";
 * defer("pow", (a, b) => a ** b, 2, 10); // 1024
 * ```
 */
export function defer<A extends readonly unknown[], R>(name: string, fn: (...args: A) => R, ...args: A): R {
  checkFunction("defer", "fn", fn);
  const trace = tracing();
  if (trace === undefined || !leaves(args as Tree<unknown>).some(isDeferred)) return fn(...args);
  // It is passed on in place of the value: using it throws.
  const deferred: unknown = new Deferred(trace, `${name}(${args.map(show).join(", ")})`, fn, args);
  return deferred as R;
}

/**
 * A number that depends on the step: `at(step)`. In a trace, a plain number would become a constant, so this is an input of
 * the graph instead, with the role "schedule", computed by each replay for its own step.
 *
 * @param name names the number in the graph, such as `adam.learningRate`.
 * @param more further arguments of the function.
 * @example
 * ```ts
 * import { perStep } from "@downhill/tensor";
 * perStep("rate", (step) => 0.1 / (1 + step), 3); // 0.025
 * perStep("t", (step, n) => step + n, 3, 1); // 4
 * ```
 */
export function perStep<A extends readonly number[]>(
  name: string,
  at: (step: number, ...more: A) => number,
  step: number,
  ...more: A
): number {
  checkFunction("perStep", "at", at);
  const trace = tracing();
  if (trace === undefined) return at(step, ...more);
  const fixed = (): never => trace.refusals.fixedStep(name, step);
  const deferred: unknown = new Deferred(trace, name, isDeferred(step) ? at : fixed, [step, ...more]);
  return deferred as number;
}

import { Deferred, type HostFunction, whileTracing } from "../deferred.ts";

/** The trace's inputs that are numbers, such as the step, by their paths. */
export type HostNumbers = Readonly<Record<string, number>>;

/** Functions that a graph calls on the host, by name. */
export type HostFunctions = Readonly<Record<string, HostFunction>>;

/**
 * How the host computes a value in each replay, in float64: a number known when the function was traced, a list,
 * one of the numbers among the inputs (by path), or a function (by name) of such values.
 */
export type HostValue =
  | number
  | readonly HostValue[]
  | { readonly number: string }
  | { readonly call: string; readonly of: readonly HostValue[] };

/**
 * A placeholder as data.
 *
 * @param nameOf the name under which the graph knows a function.
 */
export function hostValueOf(
  value: unknown,
  nameOf: (fn: HostFunction, name: string) => string,
  refuse: (what: string) => never,
): HostValue {
  const within = (each: unknown): HostValue => hostValueOf(each, nameOf, refuse);
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.map(within);
  if (!(value instanceof Deferred)) return refuse(value === null ? "null" : typeof value);
  if (value.fn === null) return { number: value.name };
  return { call: nameOf(value.fn, value.name.replace(/\(.*$/s, "")), of: value.args.map(within) };
}

/** Its value for these numbers. */
export function computed(value: HostValue, numbers: HostNumbers, functions: HostFunctions): unknown {
  if (typeof value === "number") return value;
  if (isList(value)) return value.map((each) => computed(each, numbers, functions));
  if ("number" in value) return numbers[value.number];
  const args = value.of.map((each) => computed(each, numbers, functions));
  return whileTracing(undefined, () => functions[value.call]!(...(args as never[])));
}

/** The names of the functions that it calls. */
export function callsOf(value: HostValue): readonly string[] {
  if (typeof value === "number") return [];
  if (isList(value)) return value.flatMap(callsOf);
  return "number" in value ? [] : [value.call, ...value.of.flatMap(callsOf)];
}

const isList = (value: HostValue): value is readonly HostValue[] => Array.isArray(value);

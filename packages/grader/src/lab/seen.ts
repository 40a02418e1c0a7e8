import { isNotWritten } from "./todo.ts";

/* How a question inspects what a learner's function returned: it can be anything, and nothing is trusted. */

/** A deep copy of lists and plain objects; other values are left as they are. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float64Array);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copied(each)]));
}

/** The mark for a freed tensor in an answer; the report names it in both languages. */
export const freed = "a tensor that was freed";

/** The name of an answer that is inspected again after other calls; the report uses it to report a change. */
export const afterwards = "after later calls";

/** An answer now, and the same one at the end of the question: later calls must not change it. */
export const kept = (answer: unknown): Readonly<Record<string, unknown>> => ({
  "at once": copied(answer),
  [afterwards]: answer,
});

/**
 * The outcome of a call: its value, or the error that it threw, as part of an answer. A thrown value that is not an
 * Error is marked, since only errors have a stack and a message.
 */
export function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    if (isNotWritten(error)) throw error;
    return error instanceof Error ? error : { threw: error };
  }
}

/**
 * Some fields of an answer, its own or a class's getters, so that extra ones do not matter. An answer that has none
 * of them is returned unchanged, to be shown.
 */
export function fieldsOf(answer: unknown, ...names: readonly string[]): unknown {
  if (typeof answer !== "object" || answer === null) return answer;
  const there = names.filter((name) => name in answer);
  const fields = answer as Readonly<Record<string, unknown>>;
  return there.length === 0 ? answer : Object.fromEntries(there.map((name) => [name, fields[name]]));
}

/** A long list as its length and ten evenly spaced entries; anything else is returned unchanged. */
export const sampled = (list: unknown, every: number): unknown =>
  Array.isArray(list) || (ArrayBuffer.isView(list) && !(list instanceof DataView))
    ? {
        length: (list as readonly unknown[]).length,
        [`every ${every}th`]: Array.from(
          { length: 10 },
          (_, i) => (list as readonly unknown[])[(i + 1) * every - 1],
        ),
      }
    : list;

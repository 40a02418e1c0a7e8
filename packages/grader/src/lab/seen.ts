import { isNotWritten } from "./todo.ts";

/* How a question looks at what a learner's function returned: anything may come, and nothing is trusted. */

/** A copy of lists and plain objects, down to what is neither. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float64Array);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copied(each)]));
}

/** The mark for a freed tensor in an answer; the report says it in both languages. */
export const freed = "a tensor that was freed";

/** What an answer that was kept is called once other calls were made; the report says by this name that it has changed. */
export const afterwards = "after later calls";

/** An answer as it is now, and the same one as it will be when the question ends: later calls must not change it. */
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
 * Some fields of an answer, own ones or a class's getters, so that extra ones are the learner's affair. An answer that
 * has none of them is returned as it is, to be shown.
 */
export function fieldsOf(answer: unknown, ...names: readonly string[]): unknown {
  if (typeof answer !== "object" || answer === null) return answer;
  const there = names.filter((name) => name in answer);
  const fields = answer as Readonly<Record<string, unknown>>;
  return there.length === 0 ? answer : Object.fromEntries(there.map((name) => [name, fields[name]]));
}

/** A long list as its length and ten of its entries, one in so many; anything else is returned unchanged. */
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

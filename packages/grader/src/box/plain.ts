import { isNotWritten } from "../lab/todo.ts";

/*
 * An answer on its way out of the box: JSON, in which an object with the key
 * "$" marks a value that JSON cannot express. A learner's key that begins with "$" gets another "$" in front.
 */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** The limits of an answer; the rest is cut, and the cut is marked. */
const limits = { values: 20_000, depth: 12, characters: 10_000 } as const;

const isTypedArray = (value: object): value is Float64Array =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

/** Errors that the engine throws for an invalid call; code does not throw them on purpose. */
const accidents =
  /is not (a function|a constructor|iterable|defined)|of (undefined|null)|Maximum call stack|Invalid (array|string) length|Assignment to constant|before initialization/;

/** Copies one answer, and counts what it copied. */
class Copy {
  #left: number = limits.values;
  #characters: number = limits.characters;
  readonly #above: object[] = [];

  text(value: string): Plain {
    if (value.length <= this.#characters) {
      this.#characters -= value.length;
      return value;
    }
    const kept = value.slice(0, this.#characters);
    this.#characters = 0;
    return { $: "cut", why: "text", kept, length: value.length };
  }

  of(value: unknown): Plain {
    if (--this.#left < 0) return { $: "cut", why: "large" };
    switch (typeof value) {
      case "number":
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : { $: "number", text: Object.is(value, -0) ? "-0" : String(value) };
      case "string":
        return this.text(value);
      case "boolean":
        return value;
      case "undefined":
        return { $: "undefined" };
      case "bigint":
        return { $: "bigint", text: String(value).slice(0, 100) };
      case "symbol":
        return { $: "symbol" };
      case "function":
        return { $: "function", name: nameOf(value) };
      case "object":
        return value === null ? null : this.#object(value);
    }
  }

  #object(value: object): Plain {
    if (this.#above.length >= limits.depth || this.#above.includes(value)) return { $: "cut", why: "deep" };
    this.#above.push(value);
    try {
      if (value instanceof Error) return this.error(value);
      if (value instanceof Promise) return { $: "promise" };
      if (Array.isArray(value) || isTypedArray(value)) return this.#list(value);
      if (value instanceof Map || value instanceof Set) return this.#list([...value]);
      return this.#fields(value);
    } catch (error) {
      return { $: "unreadable", message: messageOf(error) };
    } finally {
      this.#above.pop();
    }
  }

  #list(list: ArrayLike<unknown>): Plain {
    const { length } = list;
    if (length > this.#left) return { $: "cut", why: "long", length };
    return Array.from({ length }, (_, i) => this.of(list[i]));
  }

  /** Own fields, and the values of the class's getters; single values first, so that a large field does not displace others. */
  #fields(value: object): Plain {
    const read = new Map<string, unknown>();
    const add = (key: string): void => {
      const name = key.startsWith("$") ? `$${key}` : key;
      if (!read.has(name)) read.set(name, (value as Record<string, unknown>)[key]);
    };
    for (const key of Object.keys(value)) add(key);
    for (
      let proto: unknown = Object.getPrototypeOf(value);
      proto !== null && proto !== Object.prototype;
      proto = Object.getPrototypeOf(proto)
    ) {
      for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(proto))) {
        if (property.get !== undefined && key !== "__proto__") add(key);
      }
    }
    const found: Record<string, Plain> = {};
    for (const holdsMore of [false, true])
      for (const [name, each] of read)
        if ((typeof each === "object") === holdsMore) found[name] = this.of(each);
    return found;
  }

  error(error: Error): Plain {
    const message = messageOf(error);
    if (isNotWritten(error)) return { $: "todo", task: String((error as { task?: unknown }).task) };
    const { zh } = error as { zh?: unknown };
    return {
      $: "error",
      name: nameOf(error),
      kinds: kindsOf(error),
      message,
      ...(typeof zh === "string" ? { zh: zh.slice(0, 2000) } : {}),
      accidental:
        error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError
          ? accidents.test(message)
          : false,
      stack: stackOf(error),
    };
  }
}

function messageOf(error: unknown): string {
  try {
    return (error instanceof Error ? error.message : String(error)).slice(0, 2000);
  } catch {
    return "";
  }
}

const nameOf = ({ name }: { readonly name?: unknown }): string =>
  typeof name === "string" ? name.slice(0, 100) : "";

function stackOf(error: Error): string {
  try {
    return typeof error.stack === "string" ? error.stack.slice(0, 8000) : "";
  } catch {
    return "";
  }
}

/** The names of the error's class and of its base classes: a subclass of RangeError is a RangeError too. */
function kindsOf(error: Error): string[] {
  const kinds: string[] = [];
  for (
    let proto: unknown = error;
    proto !== null && proto !== undefined && kinds.length < 10;
    proto = Object.getPrototypeOf(proto)
  ) {
    const made = Object.getOwnPropertyDescriptor(proto, "constructor")?.value as
      { name?: unknown } | undefined;
    if (typeof made?.name === "string") kinds.push(made.name.slice(0, 100));
  }
  return kinds;
}

/**
 * Copies any value as an answer: own fields and getters of classes, typed arrays, maps and sets as lists; values that
 * JSON cannot express are marked. It reads any value without throwing.
 */
export function plain(value: unknown): Plain {
  return new Copy().of(value);
}

/** What a call threw, as an answer. */
export function thrownAnswer(error: unknown): Plain {
  const copy = new Copy();
  try {
    if (error instanceof Error) {
      const marked = copy.error(error);
      return (marked as { $: string }).$ === "todo" ? marked : { $: "threw", error: marked };
    }
    return { $: "threw", error: copy.of(error) };
  } catch {
    return { $: "threw", error: { $: "unreadable", message: "" } };
  }
}

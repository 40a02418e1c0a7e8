import type { Codec } from "./address.ts";

/** One value of a figure's state as text without "_"; any other text reads as undefined. */
type Field<T> = Codec<T>;

/** A number from `min` to `max`, written with at most `digits` significant digits. */
export function number(min: number, max: number, digits = 6): Field<number> {
  return {
    write: (value) => String(Number(value.toPrecision(digits))),
    read(text) {
      const value = Number(text);
      return text.trim() !== "" && value >= min && value <= max ? value : undefined;
    },
  };
}

/** A whole number from `min` to `max`. */
export function whole(min: number, max: number): Field<number> {
  const { write, read } = number(min, max, 17);
  return {
    write,
    read(text) {
      const value = read(text);
      return Number.isInteger(value) ? value : undefined;
    },
  };
}

/** One of a list of names. */
export const oneOf = <T extends string>(names: readonly T[]): Field<T> => ({
  write: (name) => name,
  read: (text) => names.find((name) => name === text),
});

/** A state of several values, in the order of the record, joined by "_": `2.1_0.35`. */
export function fields<T extends object>(record: { readonly [K in keyof T]: Field<T[K]> }): Codec<T> {
  const names = Object.keys(record) as (keyof T)[];
  return {
    write: (state) => names.map((name) => record[name].write(state[name])).join("_"),
    read(text) {
      const parts = text.split("_");
      if (parts.length !== names.length) return undefined;
      const values = names.map((name, i) => [name, record[name].read(parts[i]!)] as const);
      // Each name has the value that its own field read.
      return values.some(([, value]) => value === undefined) ? undefined : (Object.fromEntries(values) as T);
    },
  };
}

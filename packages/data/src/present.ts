import { DataError } from "./data-error.ts";

/** A column's values, after checking that none is missing. */
export function present<V extends number | string>(
  who: string,
  name: string,
  values: readonly (V | null)[],
): readonly V[] {
  const row = values.indexOf(null);
  if (row < 0) return values as readonly V[];
  throw new DataError("missing-value", {
    en: `${who}: row ${row} of column "${name}" is missing; fill it or drop such rows first.`,
    zh: `${who}：“${name}”列的第 ${row} 行缺失；请先填补，或删除这样的行。`,
  });
}

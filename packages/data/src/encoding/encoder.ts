import type { MarkOf } from "../splits/marked.ts";
import type { Column, Table } from "../table.ts";

/** Turns classes into numbers by what was learnt from the training part, and back. */
export interface Encoder<S> {
  /** What it learnt, as plain data that JSON keeps whole. */
  readonly state: S;
  /**
   * The part with its classes as numbers; it keeps its name.
   * @throws DataError when a column is not there, a value is missing, or the training part did not have it
   */
  readonly transform: <P extends Table>(part: P) => Table & MarkOf<P>;
  /**
   * The part with its numbers as classes again.
   * @throws DataError when a column is not there, or a number stands for no class
   */
  readonly inverse: <P extends Table>(part: P) => Table & MarkOf<P>;
}

/** A column of classes, of numbers when all of them are. */
export function classColumn(
  values: readonly (number | string | null)[],
  classes: readonly (number | string)[],
): Column {
  const kind = classes.every((value) => typeof value === "number") ? "number" : "text";
  return { kind, values } as Column;
}

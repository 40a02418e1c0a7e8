import type { MarkOf } from "../splits/marked.ts";
import type { Column, Table } from "../table.ts";

/** Turns classes into numbers, as learned from the training part, and back. */
export interface Encoder<S> {
  /** What it learned, as plain data that survives JSON. */
  readonly state: S;
  /**
   * The part with its classes as numbers; it keeps its name.
   * @throws DataError if a column does not exist, a value is missing, or does not occur in the training part
   */
  readonly transform: <P extends Table>(part: P) => Table & MarkOf<P>;
  /**
   * The part with its numbers as classes again.
   * @throws DataError if a column does not exist, or a number does not stand for a class
   */
  readonly inverse: <P extends Table>(part: P) => Table & MarkOf<P>;
}

/** A column of classes; a column of numbers if all classes are numbers. */
export function classColumn(
  values: readonly (number | string | null)[],
  classes: readonly (number | string)[],
): Column {
  const kind = classes.every((value) => typeof value === "number") ? "number" : "text";
  return { kind, values } as Column;
}

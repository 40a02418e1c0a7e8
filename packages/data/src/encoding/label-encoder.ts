import { positionsGiven } from "../given.ts";
import type { Column, Table } from "../table.ts";
import { withColumns } from "../with-columns.ts";
import { type Category, categoryAt, learnCategories, numbersAmong, presentIn, unseen } from "./categories.ts";
import { classColumn, type Encoder } from "./encoder.ts";
import { type Unfitted, unfitted } from "./unfitted.ts";

/** What a {@link labelEncoder} learned. */
export interface LabelState {
  readonly kind: "labels";
  readonly column: string;
  /** Class number `k` stands for entry `k`. */
  readonly classes: readonly Category[];
}

/** Turns classes to predict into class numbers, and predictions back into classes. */
export interface LabelEncoder extends Encoder<LabelState> {
  /**
   * The numbers of some classes, as labels for a loss.
   * @throws DataError if one of them does not occur in the training part
   */
  readonly encode: (classes: readonly Category[]) => Int32Array;
  /**
   * The classes of some numbers, such as a model's predictions.
   * @throws DataError if a number does not stand for a class
   */
  readonly decode: (numbers: ArrayLike<number>) => readonly Category[];
}

/**
 * Makes an encoder for the column to predict: its classes are numbered starting at 0, texts by code point and numbers
 * by size. A class that does not occur in the training part is always refused, because no model could predict it.
 *
 * @param column the column of classes
 * @throws DataError, on fitting, if the column does not exist, a class is missing, or the rows are not a training part.
 * @example
 * ```ts
 * import { labelEncoder, table, trainingPart } from "@downhill/data";
 * const labels = labelEncoder("animal").fit(trainingPart(table({ animal: ["dog", "cat", "dog"] })));
 * labels.state.classes; // ["cat", "dog"]
 * labels.encode(["dog", "cat"]); // [1, 0]
 * labels.decode([0, 1]); // ["cat", "dog"]
 * ```
 * @see Bishop, "Pattern Recognition and Machine Learning", 2006, §4.1.
 */
export function labelEncoder(column: string): Unfitted<Table, LabelEncoder> {
  return unfitted("labelEncoder", (train) =>
    fittedLabels({
      kind: "labels",
      column,
      classes: learnCategories("labelEncoder", train, column).categories,
    }),
  );
}

/** The encoder of a state. */
export function fittedLabels(state: LabelState): LabelEncoder {
  const known = { name: state.column, categories: state.classes };
  const encode = (classes: readonly Category[]): Int32Array =>
    Int32Array.from(numbersAmong(known, classes), (number, row) => {
      if (number === undefined) throw unseen("labelEncoder", known, row, classes[row]!);
      return number;
    });
  const decode = (numbers: ArrayLike<number>): readonly Category[] => {
    positionsGiven("labelEncoder", "numbers", numbers);
    return Array.from(numbers, (number, row) => categoryAt("labelEncoder", known, row, number));
  };
  const replaced = <P extends Table>(part: P, column: Column) =>
    withColumns(part, new Map([[state.column, column]]));
  return {
    state,
    encode,
    decode,
    transform: (part) =>
      replaced(part, {
        kind: "number",
        values: [...encode(presentIn("labelEncoder", part, state.column))],
      }),
    inverse: (part) =>
      replaced(
        part,
        classColumn(decode(presentIn("labelEncoder", part, state.column) as number[]), state.classes),
      ),
  };
}

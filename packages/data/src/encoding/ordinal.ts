import { checkChoice, checkOptions, meantAmong } from "@downhill/tensor";
import { namesGiven } from "../given.ts";
import { DataError } from "../data-error.ts";
import { type Column, columnOf, type Table } from "../table.ts";
import { withColumns } from "../with-columns.ts";
import {
  type Categories,
  type Category,
  categoryAt,
  learnCategories,
  numbersAmong,
  presentIn,
  unseen as unseenError,
} from "./categories.ts";
import { classColumn, type Encoder } from "./encoder.ts";
import { type Unfitted, unfitted } from "./unfitted.ts";

/** What an {@link ordinal} encoder learned. */
export interface OrdinalState {
  readonly kind: "ordinal";
  readonly unseen: "refuse" | "missing";
  readonly columns: readonly Categories[];
}

/**
 * Makes an encoder that replaces each value of some columns with its index among the training part's values, starting
 * at 0.
 *
 * Indices imply an order: pass it if there is one, such as small, medium, large, and use {@link oneHot} if there is
 * not.
 *
 * @param columns the columns to encode
 * @param options.order for some columns, all values in their order; texts by code point and numbers by size when left out
 * @param options.unseen what to do with a value that does not occur in the training part: `"refuse"` it (the default),
 * or make it `"missing"`
 * @throws DataError when an order is given for a column that is not encoded; on fitting, if a column does not exist or a
 * value is not in the given order.
 * @example
 * ```ts
 * import { ordinal, table, trainingPart } from "@downhill/data";
 * const shirts = trainingPart(table({ size: ["S", "L", "M"] }));
 * const encoder = ordinal(["size"], { order: { size: ["S", "M", "L"] } }).fit(shirts);
 * encoder.transform(shirts).columns.size?.values; // [0, 2, 1]
 * ```
 * @see Stevens, "On the theory of scales of measurement", Science 103 (1946).
 */
export function ordinal(
  columns: readonly string[],
  options: {
    readonly order?: Readonly<Record<string, readonly Category[]>>;
    readonly unseen?: "refuse" | "missing";
  } = {},
): Unfitted<Table, Encoder<OrdinalState>> {
  checkOptions("ordinal", options, ["order", "unseen"]);
  namesGiven("ordinal", "columns", columns);
  for (const name of Object.keys(options.order ?? {})) {
    if (columns.includes(name)) continue;
    const { en, zh } = meantAmong(name, columns);
    throw new DataError("unknown-name", {
      en: `ordinal: an order is given for "${name}", which is not one of the columns to encode; ${en}.`,
      zh: `ordinal：为“${name}”给出了顺序，但它不在要编码的列之中；${zh}。`,
    });
  }
  checkChoice("ordinal", "unseen", options.unseen, ["refuse", "missing"]);
  return unfitted("ordinal", (train) =>
    fittedOrdinal({
      kind: "ordinal",
      unseen: options.unseen ?? "refuse",
      columns: columns.map((name) => learnCategories("ordinal", train, name, options.order?.[name])),
    }),
  );
}

/** The encoder of a state. */
export function fittedOrdinal(state: OrdinalState): Encoder<OrdinalState> {
  /** The part with each learned column passed through a function. */
  const changed = <P extends Table>(part: P, fn: (column: Categories) => Column) =>
    withColumns(part, new Map(state.columns.map((column) => [column.name, fn(column)])));
  return {
    state,
    transform: (part) =>
      changed(part, (column) => {
        const given = presentIn("ordinal", part, column.name);
        const values = numbersAmong(column, given).map((number, row) => {
          if (number === undefined && state.unseen === "refuse") {
            throw unseenError("ordinal", column, row, given[row]!);
          }
          return number ?? null;
        });
        return { kind: "number", values };
      }),
    inverse: (part) =>
      changed(part, (column) => {
        const classes = columnOf(part, column.name).values.map((value, row) =>
          value === null ? null : categoryAt("ordinal", column, row, value),
        );
        return classColumn(classes, column.categories);
      }),
  };
}

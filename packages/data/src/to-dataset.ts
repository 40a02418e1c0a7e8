import { checkOptions, meant } from "@downhill/tensor";
import { listGiven, namesGiven, tableGiven } from "./given.ts";
import { DataError } from "./data-error.ts";
import { type Dataset, dataset } from "./dataset.ts";
import { present } from "./present.ts";
import { marked, type MarkOf } from "./splits/marked.ts";
import { named, numbersOf, type Table, textsOf } from "./table.ts";

/**
 * Turns columns into a data set: each row of the columns `x` is one example of shape `[x.length]`, the column `y` its target.
 *
 * Without `classes`, `y` is a column of numbers and becomes a real target. With `classes`, `y` is a column of texts and
 * becomes a class number: the text's position among them. Use the same classes for all parts of a split. The data set
 * keeps the mark of its part.
 *
 * @param options.x the names of columns of numbers
 * @param options.y the name of the target's column
 * @param options.classes the texts that `y` may hold; `distinct(table, y)` lists those that occur
 * @throws DataError if a column is absent or of the wrong kind, a value is missing, a text is not one of the classes,
 * or there are no rows
 * @example
 * ```ts
 * import { distinct, table, toDataset } from "@downhill/data";
 * const animals = table({ weight: [30, 4, 25], legs: [4, 4, 4], animal: ["dog", "cat", "dog"] });
 * const points = toDataset(animals, { x: ["weight", "legs"], y: "animal", classes: distinct(animals, "animal") });
 * console.log(points.shape, points.y); // [ 2 ] Int32Array(3) [ 1, 0, 1 ]
 * ```
 * @see Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", 2nd ed., §2.2.
 */
export function toDataset<P extends Table>(
  from: P,
  options: { readonly x: readonly string[]; readonly y: string; readonly classes: readonly string[] },
): Dataset & MarkOf<P>;
export function toDataset<P extends Table>(
  from: P,
  options: { readonly x: readonly string[]; readonly y: string },
): Dataset<Float32Array> & MarkOf<P>;
export function toDataset(
  from: Table,
  options: { readonly x: readonly string[]; readonly y: string; readonly classes?: readonly string[] },
): Dataset | Dataset<Float32Array> {
  const { x: features, y: name, classes } = checkOptions("toDataset", options, ["x", "y", "classes"]);
  tableGiven("toDataset", from);
  namesGiven("toDataset", "x", features);
  if (classes !== undefined) listGiven("toDataset", "classes", classes, '["cat", "dog"]');
  const width = features.length;
  const x = new Float32Array(from.size * width);
  features.forEach((name, j) => {
    present("toDataset", name, numbersOf(from, name)).forEach((value, row) => (x[row * width + j] = value));
  });
  if (classes === undefined) {
    const y = Float32Array.from(present("toDataset", name, numbersOf(from, name)));
    return marked(from, dataset({ x, shape: [width], y }));
  }
  const numberOf = new Map(classes.map((text, k) => [text, k]));
  const y = Int32Array.from(present("toDataset", name, textsOf(from, name)), (text, row) => {
    const k = numberOf.get(text);
    if (k !== undefined) return k;
    const near = meant(text, classes);
    throw new DataError("unknown-category", {
      en: `toDataset: row ${row} of column "${name}" holds "${text}", which is not one of the classes ${named(classes, ", ")}; ${near === undefined ? "" : `did you mean ${near}? If not, `}add it to them or drop such rows.`,
      zh: `toDataset：“${name}”列的第 ${row} 行是“${text}”，不在类别 ${named(classes, "、")} 之中；${near === undefined ? "" : `是否想写 ${near}？如果不是，`}请补上这个类别，或删除这样的行。`,
    });
  });
  return marked(from, dataset({ x, shape: [width], y }));
}

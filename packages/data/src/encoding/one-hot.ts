import { checkChoice, checkOptions } from "@downhill/tensor";
import { namesGiven } from "../given.ts";
import { DataError } from "../data-error.ts";
import { marked } from "../splits/marked.ts";
import { type Column, numbersOf, type Table, tableOf } from "../table.ts";
import {
  type Categories,
  learnCategories,
  numbersAmong,
  presentIn,
  unseen as unseenError,
} from "./categories.ts";
import { classColumn, type Encoder } from "./encoder.ts";
import { type Unfitted, unfitted } from "./unfitted.ts";

/** What a {@link oneHot} encoder learned. */
export interface OneHotState {
  readonly kind: "oneHot";
  readonly unseen: "refuse" | "zeros";
  readonly columns: readonly Categories[];
}

const columnsOf = ({ name, categories }: Categories) => categories.map((category) => `${name}=${category}`);

/**
 * Makes an encoder that replaces a column of $k$ classes with $k$ columns, one of which is 1 and the others 0:
 * $x'_{ij} = [x_i = c_j]$. The new columns take the place of the old one and are named `name=class`.
 *
 * @param columns the columns to encode
 * @param options.unseen what to do with a value that does not occur in the training part: `"refuse"` it (the default),
 * or write `"zeros"` in all columns, which decode to a missing value
 * @throws DataError if two columns would get the same name; on fitting, if a column does not exist or holds no
 *   class.
 * @example
 * ```ts
 * import { oneHot, table, trainingPart } from "@downhill/data";
 * const animals = trainingPart(table({ animal: ["dog", "cat", "dog"], legs: [4, 4, 4] }));
 * const encoder = oneHot(["animal"]).fit(animals);
 * encoder.transform(animals).names; // ["animal=cat", "animal=dog", "legs"]
 * encoder.transform(animals).columns["animal=dog"]?.values; // [1, 0, 1]
 * ```
 * @see Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", 2nd ed., §2.2, dummy variables.
 */
export function oneHot(
  columns: readonly string[],
  options: { readonly unseen?: "refuse" | "zeros" } = {},
): Unfitted<Table, Encoder<OneHotState>> {
  checkOptions("oneHot", options, ["unseen"]);
  namesGiven("oneHot", "columns", columns);
  checkChoice("oneHot", "unseen", options.unseen, ["refuse", "zeros"]);
  return unfitted("oneHot", (train) => {
    const learnt = columns.map((name) => learnCategories("oneHot", train, name));
    const names = [...train.names.filter((name) => !columns.includes(name)), ...learnt.flatMap(columnsOf)];
    const twice = names.find((name, i) => names.indexOf(name) < i);
    if (twice !== undefined) {
      throw new DataError("duplicate", {
        en: `oneHot: two columns would be named "${twice}"; rename one first.`,
        zh: `oneHot：会有两列同名为“${twice}”；请先改名。`,
      });
    }
    return fittedOneHot({ kind: "oneHot", unseen: options.unseen ?? "refuse", columns: learnt });
  });
}

/** The encoder of a state. */
export function fittedOneHot(state: OneHotState): Encoder<OneHotState> {
  const replaced = new Map(state.columns.map((column) => [column.name, column]));
  const firsts = new Map(state.columns.map((column) => [columnsOf(column)[0]!, column]));
  const others = new Set(state.columns.flatMap((column) => columnsOf(column).slice(1)));

  const spread = (part: Table, column: Categories): [string, Column][] => {
    const given = presentIn("oneHot", part, column.name);
    const numbers = numbersAmong(column, given);
    const unknown = numbers.indexOf(undefined);
    if (unknown >= 0 && state.unseen === "refuse")
      throw unseenError("oneHot", column, unknown, given[unknown]!);
    return columnsOf(column).map((name, j) => [
      name,
      { kind: "number", values: numbers.map((number) => Number(number === j)) },
    ]);
  };

  const gathered = (part: Table, column: Categories): [string, Column] => {
    const bits = columnsOf(column).map((name) => numbersOf(part, name));
    const values = Array.from({ length: part.size }, (_, row) => {
      const cells = bits.map((each) => each[row]!);
      const ones = cells.filter((cell) => cell === 1).length;
      if (
        cells.some((cell) => cell !== 0 && cell !== 1) ||
        ones > 1 ||
        (ones === 0 && state.unseen === "refuse")
      ) {
        throw new DataError("not-one-hot", {
          en: `oneHot: row ${row} holds ${cells.join(", ")} for "${column.name}", where one must be 1 and the others 0; set the largest to 1 and the rest to 0 first.`,
          zh: `oneHot：第 ${row} 行中“${column.name}”的各列是 ${cells.join("、")}，应当一个为 1、其余为 0；请先把最大的取作 1。`,
        });
      }
      return column.categories[cells.indexOf(1)] ?? null;
    });
    return [column.name, classColumn(values, column.categories)];
  };

  return {
    state,
    transform(part) {
      for (const { name } of state.columns) presentIn("oneHot", part, name);
      const columns = part.names.flatMap((name): readonly (readonly [string, Column])[] => {
        const column = replaced.get(name);
        return column === undefined ? [[name, part.columns[name]!]] : spread(part, column);
      });
      return marked(part, tableOf(columns));
    },
    inverse(part) {
      for (const column of state.columns) for (const name of columnsOf(column)) numbersOf(part, name);
      const columns = part.names
        .filter((name) => !others.has(name))
        .map((name): readonly [string, Column] => {
          const column = firsts.get(name);
          return column === undefined ? [name, part.columns[name]!] : gathered(part, column);
        });
      return marked(part, tableOf(columns));
    },
  };
}

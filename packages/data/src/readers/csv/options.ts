import type { Column } from "../../table.ts";
import type { ReadOptions } from "../contents.ts";

/** How a CSV file is read. */
export interface CsvOptions extends ReadOptions {
  /**
   * The separator of cells, or `"whitespace"` for any run of blanks and tabs; by default `,`, `;`, `|` or a tab,
   * whichever is most frequent in the first line.
   */
  readonly delimiter?: string;
  /** Whether the first line names the columns; by default it does unless `names` is given. */
  readonly header?: boolean;
  /** The columns' names, instead of those in the file; without any they are `"0"`, `"1"`, … */
  readonly names?: readonly string[];
  /** The number of lines at the start of the file that are not read, such as a title; 0 by default. */
  readonly skip?: number;
  /** The start of a comment, such as `"#"`: the rest of the line is ignored. None by default. */
  readonly comments?: string;
  /** The decimal mark of the numbers: `"."`, or `","` as in `3,14`. */
  readonly decimal?: "." | ",";
  /** What columns hold; an unlisted column holds numbers if all its cells are numbers, otherwise texts. */
  readonly columns?: Readonly<Record<string, Column["kind"]>>;
  /**
   * The cells that stand for a missing value: `""` and `"NA"` by default. Among numbers `"-999"` matches `-999.0` too.
   */
  readonly missing?: readonly string[];
}

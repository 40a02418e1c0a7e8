import { checkOptions } from "@downhill/tensor";
import { contents, type ReadOptions, type Source } from "./contents.ts";
import { textOf } from "./utf8.ts";

/** Any value that JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * Reads a file of JSON lines, plain or packed with gzip: one JSON value on each line, in their order.
 *
 * Empty lines are passed over.
 *
 * @param source the file's bytes, or its path
 * @throws DataError with file, line and remedy when a line is not JSON; with file and byte offset when the text is not
 * UTF-8
 * @example
 * ```ts
 * import { readJsonLines } from "@downhill/data";
 * const bytes = new TextEncoder().encode('{"name":"Ada","age":36}\n{"name":"Carl"}\n');
 * console.log(await readJsonLines(bytes)); // [ { name: 'Ada', age: 36 }, { name: 'Carl' } ]
 * ```
 * @see https://jsonlines.org, and RFC 8259, "The JavaScript Object Notation (JSON) Data Interchange Format".
 */
export async function readJsonLines(source: Source, options: ReadOptions = {}): Promise<readonly Json[]> {
  checkOptions("readJsonLines", options, ["file", "limit", "remedy"]);
  const opened = await contents(source, options, "JSON lines");
  const values: Json[] = [];
  textOf(opened)
    .split("\n")
    .forEach((text, i) => {
      if (text.trim() === "") return;
      try {
        values.push(JSON.parse(text) as Json);
      } catch {
        throw opened.refuse.line(i + 1, "the line is no whole JSON value", "这一行不是完整的 JSON 值");
      }
    });
  return values;
}

import { DataError } from "../data-error.ts";
import { checkReading, contents, type ReadOptions, type Refusal, type Source } from "./contents.ts";
import { numbersIn } from "./json-numbers.ts";
import { textOf } from "./utf8.ts";

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** How a file of JSON lines is read. */
export interface JsonLinesOptions extends ReadOptions {
  /** Names whose numbers are read as text, exactly as written, wherever they occur; by default none. */
  readonly texts?: readonly string[];
}

function changed(number: string, name: string | undefined, line: number, refuse: Refusal): DataError {
  const [of, key] = name === undefined ? ["", ""] : [` of "${name}"`, JSON.stringify(name)];
  return refuse.line(
    "not-representable",
    line,
    {
      en: `float64 would change the number ${number}${of} to ${Number(number)}`,
      zh: `${name === undefined ? "" : `“${name}”的`}数 ${number} 存为 float64 会变成 ${Number(number)}`,
    },
    name === undefined
      ? { en: "write it in quotation marks", zh: "请给它加上引号" }
      : {
          en: `read it as text, which keeps every digit, with texts: [${key}]`,
          zh: `请用 texts: [${key}] 读作文本，各位数字都会保留`,
        },
  );
}

/** The value of one line; undefined if it is not JSON. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function namesOf(texts: unknown): ReadonlySet<string> {
  if (Array.isArray(texts) && texts.every((name) => typeof name === "string")) return new Set(texts);
  const given = JSON.stringify(texts);
  throw new DataError("invalid-option", {
    en: `readJsonLines: texts is ${given}; give a list of names, for example ["id"].`,
    zh: `readJsonLines：texts 是 ${given}；请给出由名称组成的数组，例如 ["id"]。`,
  });
}

/**
 * Reads a file of JSON lines, plain or packed with gzip: one JSON value on each line, in their order.
 *
 * Empty lines are skipped. A number that float64 would change is refused: whole numbers beyond $2^{53} - 1$, where
 * 208310224003697457 and …459 would become one; numbers beyond that with more digits than float64
 * keeps; and numbers beyond its range. Smaller fractions are rounded, as everywhere. Turning only some numbers into text would make the type of a field depend on its value, so `texts` names the
 * fields that are always text.
 *
 * @param source the file's bytes, or its path
 * @throws DataError with file, line and remedy if a line is not JSON, or a number would change; with file and byte
 * offset if the text is not UTF-8
 * @example
 * ```ts
 * import { readJsonLines } from "@downhill/data";
 * const bytes = new TextEncoder().encode('{"name":"Ada","age":36}\n{"name":"Carl"}\n');
 * console.log(await readJsonLines(bytes)); // [ { name: 'Ada', age: 36 }, { name: 'Carl' } ]
 *
 * const posts = new TextEncoder().encode('{"id":208310224003697457}\n{"id":7}\n');
 * console.log(await readJsonLines(posts, { texts: ["id"] })); // [ { id: '208310224003697457' }, { id: '7' } ]
 * ```
 * @see https://jsonlines.org, and RFC 8259, "The JavaScript Object Notation (JSON) Data Interchange Format", §6.
 */
export async function readJsonLines(
  source: Source,
  options: JsonLinesOptions = {},
): Promise<readonly Json[]> {
  checkReading("readJsonLines", options, ["texts"]);
  const texts = namesOf(options.texts ?? []);
  const opened = await contents(source, options, "JSON lines");
  const values: Json[] = [];
  for (const [i, line] of textOf(opened).split("\n").entries()) {
    if (line.trim() === "") continue;
    const value = parsed(line);
    if (value === undefined) {
      throw opened.refuse.line("damaged", i + 1, {
        en: "the line is not a complete JSON value",
        zh: "这一行不是完整的 JSON 值",
      });
    }
    const numbers = numbersIn(line, texts);
    if (numbers.changed !== undefined) {
      throw changed(numbers.changed.number, numbers.changed.name, i + 1, opened.refuse);
    }
    values.push(numbers.text === line ? value : (JSON.parse(numbers.text) as Json));
  }
  return values;
}

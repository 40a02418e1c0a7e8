import { numberIn } from "../number-in.ts";

/** The numbers of one line of JSON. */
export interface Numbers {
  /** The line, with quotation marks around the numbers to read as text. */
  readonly text: string;
  /** The first number that a float64 would change, as written, and the name it belongs to. */
  readonly changed?: { readonly number: string; readonly name: string | undefined };
}

const token = /"(?:[^"\\]|\\.)*"|[[\]{}:]|-?\d[\d.eE+-]*/g;
/** Sixteen digits before a point, or an exponent that is not negative: other numbers are below 2^53. */
const risky = /(?<![.\d])\d{16}|\d[eE]\+?\d/;

/**
 * Examines the numbers of a line of JSON.
 *
 * @param texts the names whose numbers, also inside a list, become text exactly as written
 */
export function numbersIn(line: string, texts: ReadonlySet<string>): Numbers {
  if (texts.size === 0 && !risky.test(line)) return { text: line };
  const outer: (string | undefined)[] = [];
  let [name, last, text, from]: [string | undefined, string, string, number] = [undefined, "", "", 0];
  for (const { 0: mark, index } of line.matchAll(token)) {
    if (mark === "{" || mark === "[") outer.push(name);
    else if (mark === "}" || mark === "]") name = outer.pop();
    else if (mark === ":") name = JSON.parse(last) as string;
    else if (mark.startsWith('"')) last = mark;
    else if (name !== undefined && texts.has(name)) {
      text += `${line.slice(from, index)}"${mark}"`;
      from = index + mark.length;
    } else if (numberIn(mark) === undefined) return { text: line, changed: { number: mark, name } };
  }
  return { text: text + line.slice(from) };
}

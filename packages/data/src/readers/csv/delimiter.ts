import type { CsvOptions } from "./options.ts";

/**
 * The most frequent delimiter of the first line, outside quotation marks; a comma if it has none. Empty lines and
 * comment lines before it are skipped, and decimal marks and comment marks are not counted.
 */
export function delimiterOf(text: string, { comments, decimal }: CsvOptions): string {
  const marks = [",", ";", "\t", "|"].filter((mark) => mark !== decimal && mark !== comments);
  const counts = new Map(marks.map((mark) => [mark, 0]));
  const begin = firstLine(text, comments);
  let quoted = false;
  for (let at = begin; at < text.length; at++) {
    const mark = text[at]!;
    if (mark === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (mark === "\n" || mark === "\r") break;
    else if (comments !== undefined && text.startsWith(comments, at)) break;
    else if (counts.has(mark)) counts.set(mark, counts.get(mark)! + 1);
  }
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))[0];
}

/** The start of the first line that is neither empty nor only a comment. */
function firstLine(text: string, comments: string | undefined): number {
  const line = /([^\n\r]*)(?:\n|\r|$)/y;
  let begin = 0;
  while (begin < text.length) {
    line.lastIndex = begin;
    const content = line.exec(text)![1]!.trim();
    if (content !== "" && !(comments !== undefined && content.startsWith(comments))) break;
    begin = line.lastIndex;
  }
  return begin;
}

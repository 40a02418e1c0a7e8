import type { Refusal } from "../contents.ts";

/** One row of a CSV file. */
export interface Row {
  /** Where the row starts, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** How a text is split into cells. */
export interface Marks {
  /** The separator of cells, or `"whitespace"` for any run of blanks and tabs. */
  readonly delimiter: string;
  /** The start of a comment, which runs to the end of its line. */
  readonly comments: string | undefined;
}

/** A place in a text. */
export interface Place {
  readonly at: number;
  readonly line: number;
}

const literal = (mark: string): string => mark.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
const linesIn = (text: string): number => (/\n|\r/.test(text) ? text.match(/\n|\r/g)!.length : 0);

/** The place after that many lines, or the end of a text that has fewer. */
export function afterLines(text: string, count: number): Place {
  const lineEnd = /\n|\r/g;
  for (let line = 0; line < count; line++) {
    if (lineEnd.exec(text) === null) return { at: text.length, line: count + 1 };
  }
  return { at: lineEnd.lastIndex, line: count + 1 };
}

interface Scanned extends Place {
  /** Undefined for a line that is only a comment. */
  readonly cells: readonly string[] | undefined;
}

/** What ends an unquoted cell: a delimiter, the end of the line, or a comment, each in its own group. */
function stopOf({ delimiter, comments }: Marks): RegExp {
  const blanks = delimiter === "whitespace" ? "[ \\t]*" : "";
  const between = delimiter === "whitespace" ? "[ \\t]+" : literal(delimiter);
  const comment = comments === undefined ? "" : `${blanks}(${literal(comments)})|`;
  return new RegExp(`${comment}${blanks}(?:[\\n\\r]|$)|(${between})`, "g");
}

/** The place after blanks, which may follow a quotation mark if they are not delimiters. */
function afterBlanks(text: string, from: number, delimiter: string): number {
  let at = from;
  while ((text[at] === " " || text[at] === "\t") && text[at] !== delimiter) at += 1;
  return at;
}

const unclosed = (line: number, refuse: Refusal) =>
  refuse.line(
    "unterminated-quote",
    line,
    {
      en: "the quoted cell that begins here is never closed",
      zh: "从这里开始的单元格以引号开头，却没有以引号结束",
    },
    { en: 'close it, and write "" for a quotation mark inside', zh: '请补上引号，单元格内部的引号写作 ""' },
  );

/** The text of a cell whose opening quotation mark is here, and the place after the closing one. */
function quotedCell(text: string, { at, line }: Place, refuse: Refusal): Place & { readonly cell: string } {
  let [cell, from] = ["", at + 1];
  for (;;) {
    const close = text.indexOf('"', from);
    if (close === -1) throw unclosed(line, refuse);
    cell += text.slice(from, close);
    if (text[close + 1] !== '"') return { cell, at: close + 1, line: line + linesIn(cell) };
    cell += '"';
    from = close + 2;
  }
}

/** A row with quotation marks: one cell after another. */
function quotedRow(text: string, start: Place, marks: Marks, stop: RegExp, refuse: Refusal): Scanned {
  const { delimiter, comments } = marks;
  const whitespace = delimiter === "whitespace";
  const cells: string[] = [];
  let { at, line } = start;
  if (whitespace) at = afterBlanks(text, at, delimiter);
  for (;;) {
    const from = line;
    const quoted = text[at] === '"';
    if (quoted) {
      const found = quotedCell(text, { at, line }, refuse);
      cells.push(found.cell);
      line = found.line;
      at = whitespace ? found.at : afterBlanks(text, found.at, delimiter);
    }
    stop.lastIndex = at;
    const found = stop.exec(text)!;
    if (!quoted) cells.push(text.slice(at, found.index));
    else if (found.index !== at) throw unclosed(from, refuse);
    at = found.index + found[0].length;
    if (found.at(-1) !== undefined) continue;
    if (comments === undefined || found[1] === undefined) return { cells, at, line: line + 1 };
    const only = cells.length === 1 && !quoted && cells[0]!.trim() === "";
    return { cells: only ? undefined : cells, ...endOfLine(text, { at, line }) };
  }
}

function endOfLine(text: string, { at, line }: Place): Place {
  const lineEnd = /\n|\r/g;
  lineEnd.lastIndex = at;
  return { at: (lineEnd.exec(text)?.index ?? text.length) + 1, line: line + 1 };
}

/** A row without quotation marks is split in one go. */
function plainRow(content: string, { delimiter, comments }: Marks): readonly string[] | undefined {
  const comment = comments === undefined ? -1 : content.indexOf(comments);
  const line = comment === -1 ? content : content.slice(0, comment);
  if (comment !== -1 && line.trim() === "") return undefined;
  return delimiter === "whitespace" ? line.trim().split(/[ \t]+/) : line.split(delimiter);
}

/**
 * Splits a text into rows of cells. Comment lines are left out; empty lines are rows of one empty cell.
 *
 * @throws DataError with its line if a quoted cell is never closed
 * @see RFC 4180, §2.
 */
export function rowsOf(text: string, start: Place, marks: Marks, refuse: Refusal): readonly Row[] {
  const rows: Row[] = [];
  const [stop, lineEnd] = [stopOf(marks), /\n|\r/g];
  let { at, line } = start;
  let quote = text.indexOf('"', at);
  while (at < text.length) {
    lineEnd.lastIndex = at;
    const end = lineEnd.exec(text)?.index ?? text.length;
    if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
    const plain = quote === -1 || quote > end;
    const next: Scanned = plain
      ? { cells: plainRow(text.slice(at, end), marks), at: end + 1, line: line + 1 }
      : quotedRow(text, { at, line }, marks, stop, refuse);
    if (next.cells !== undefined) rows.push({ line, cells: next.cells });
    ({ at, line } = next);
  }
  return rows;
}

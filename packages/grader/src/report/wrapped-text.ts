import stringWidth from "string-width";
import type { Language } from "./language.ts";

/** The layout of the lines. */
export interface Wrapping {
  /** Of the terminal, in columns. */
  readonly width: number;
  /** The start of the first line; it may be coloured. */
  readonly start: string;
  /** The indent of the following lines. */
  readonly indent: number;
  readonly language: Language;
}

/**
 * Words that stay with the next word: a command or an option, so that both can be copied together, and a number,
 * which has a unit.
 */
const joinsNext = /(?:^|[^\w-])(?:npm(?: run| install)?|npx(?: downhill)?|--[\w-]+|[\d.]+)$/;
const closing = /^[\p{Pe}\p{Pf}、。，；：！？…]/u;
const opening = /[\p{Ps}\p{Pi}]$/u;
const isWide = (sign: string): boolean => stringWidth(sign) > 1;

/** Whether a line may end between two neighbouring pieces of a text. */
function mayBreak(before: string, after: string): boolean {
  if (/^\s/.test(after)) return !joinsNext.test(before);
  if (closing.test(after) || opening.test(before)) return false;
  return isWide(Array.from(before).at(-1) ?? "") || isWide(Array.from(after)[0] ?? "");
}

/** The pieces that stay together, each with the space before it; a Chinese word is one piece with its punctuation. */
function pieces(text: string, language: Language): string[] {
  const found: string[] = [];
  for (const { segment } of new Intl.Segmenter(language, { granularity: "word" }).segment(text.trimEnd())) {
    const last = found.at(-1);
    if (last === undefined || (last.trim() !== "" && mayBreak(last, segment))) found.push(segment);
    else found[found.length - 1] = last + segment;
  }
  return found;
}

/**
 * A text in lines for a terminal, in which Chinese characters take two columns. Lines end between words; a word that
 * is wider than a line, such as a long path, is not broken.
 */
export function wrapped(text: string, { width, start, indent, language }: Wrapping): string {
  const lines: string[] = [];
  let [line, empty] = [start, true];
  const end = (): void => {
    lines.push(line);
    [line, empty] = [" ".repeat(indent), true];
  };
  for (const [i, paragraph] of text.split("\n").entries()) {
    if (i > 0) end();
    for (const piece of pieces(paragraph, language)) {
      if (!empty && stringWidth(line + piece) > width) end();
      line += empty ? piece.trimStart() : piece;
      empty = false;
    }
  }
  return [...lines, line].join("\n");
}

import type { Language } from "./language.ts";
import { wrapped } from "./wrapped-text.ts";

/** How a report is written. */
export interface ReportStyle {
  readonly language: Language;
  readonly color: boolean;
  /** Columns of the terminal; without a terminal, lines are not broken. */
  readonly width?: number;
}

/**
 * An indented line, broken between words at the terminal's width.
 *
 * @param further in, where its rest begins.
 */
export const fitted = (
  text: string,
  indent: number,
  { language, width }: ReportStyle,
  further = 0,
): string =>
  width === undefined
    ? " ".repeat(indent) + text
    : wrapped(text, { start: " ".repeat(indent), indent: indent + further, width, language });

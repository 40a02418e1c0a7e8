import type { Language } from "./language.ts";
import { wrapped } from "./wrapped-text.ts";

/** How a report is written. */
export interface ReportStyle {
  readonly language: Language;
  readonly color: boolean;
  /** Columns of the terminal; lines are not broken where there is none. */
  readonly width?: number;
}

/**
 * A line that begins some columns in, broken between words where the terminal ends.
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

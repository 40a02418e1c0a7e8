import type { Bilingual } from "../bilingual.ts";
/**
 * Thrown when a function does something that its graph could not repeat: it reads a value, or uses as a constant one that
 * would differ from replay to replay. The message names the line.
 */
export class TraceError extends Error {
  override readonly name = "TraceError";
  /** The kind of error, stable across versions: a row on the page of error codes in the reference. */
  readonly code: string;
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(code: string, { en, zh }: Bilingual) {
    super(en);
    this.code = code;
    this.zh = zh;
  }
}

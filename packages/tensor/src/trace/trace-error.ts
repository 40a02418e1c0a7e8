/**
 * Thrown when a function does what its graph could not repeat: it reads a value, or uses as a constant one that would
 * differ from replay to replay. The message names the line.
 */
export class TraceError extends Error {
  override readonly name = "TraceError";
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(en: string, zh: string) {
    super(en);
    this.zh = zh;
  }
}

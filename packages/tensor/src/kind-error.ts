import type { Bilingual } from "./bilingual.ts";
/**
 * Thrown when an argument is of the wrong kind: undefined or a string where a tensor is needed, a promise, a tensor on a
 * different backend. `message` is in English, `zh` is the same in Chinese.
 *
 * @example
 * ```ts
 * import { exp, KindError } from "@downhill/tensor";
 * try {
 *   exp("one" as never);
 * } catch (error) {
 *   if (error instanceof KindError) console.log(error.message); // exp: operand 1 is string, not a tensor or a number; …
 * }
 * ```
 */
export class KindError extends TypeError {
  override readonly name = "KindError";
  /** The kind of error, stable across versions: a row on the page of error codes in the reference. */
  readonly code: string;
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(code: string, { en, zh }: Bilingual, options?: ErrorOptions) {
    super(en, options);
    this.code = code;
    this.zh = zh;
  }
}

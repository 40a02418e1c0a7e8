import type { Bilingual } from "./bilingual.ts";
/**
 * Thrown when an argument is outside its range: a number that is negative, not whole or not finite, or an unknown
 * option. `message` is in English, `zh` is the same in Chinese; each states what is wrong, where, and the remedy.
 *
 * @example
 * ```ts
 * import { key, ValueError } from "@downhill/tensor";
 * try {
 *   key(-1);
 * } catch (error) {
 *   if (error instanceof ValueError) console.log(error.message); // key: the seed -1 is not an integer from 0 to …
 * }
 * ```
 */
export class ValueError extends RangeError {
  override readonly name = "ValueError";
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

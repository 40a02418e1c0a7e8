/**
 * Thrown when an argument is outside its range: a number that is negative, not whole or not finite, or an unknown
 * option. `message` is in English, `zh` says the same in Chinese; each says what, where and the remedy.
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
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(en: string, zh: string) {
    super(en);
    this.zh = zh;
  }
}

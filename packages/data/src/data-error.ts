import type { Bilingual } from "@downhill/tensor";
/**
 * Thrown for bad data: one sentence that states what is wrong, where, and how to fix it.
 *
 * `message` is in English, `zh` is the same in Chinese, so a caller can print either.
 *
 * @example
 * ```ts
 * import { DataError, readIdx } from "@downhill/data";
 * try {
 *   await readIdx(new Uint8Array([1, 2, 3]), { file: "images.idx" });
 * } catch (error) {
 *   if (error instanceof DataError) console.log(error.zh);
 * }
 * ```
 */
export class DataError extends Error {
  override readonly name = "DataError";
  /** A stable code for the kind of fault, the same in every version; the error page of the reference lists it. */
  readonly code: string;
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(code: string, { en, zh }: Bilingual) {
    super(en);
    this.code = code;
    this.zh = zh;
  }
}

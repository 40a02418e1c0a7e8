import type { Bilingual } from "./bilingual.ts";
/**
 * Thrown for an invalid argument or step: a rate that is not finite, a step before the first, a length of 0. `message`
 * is in English, `zh` is the same in Chinese.
 *
 * @example
 * ```ts
 * import { cosine, ScheduleError } from "@downhill/schedules";
 * try {
 *   cosine(0.1, 0);
 * } catch (error) {
 *   if (error instanceof ScheduleError) console.log(error.message); // cosine: the number of steps is 0; …
 * }
 * ```
 */
export class ScheduleError extends RangeError {
  override readonly name = "ScheduleError";
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

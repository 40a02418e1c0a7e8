/**
 * Thrown for an argument or a step that no schedule can have: a rate that is not finite, a step before the first, a
 * length of 0. `message` is in English, `zh` says the same in Chinese.
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
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(en: string, zh: string) {
    super(en);
    this.zh = zh;
  }
}

/**
 * Thrown when a schedule is given, or asked for, what no schedule has: a rate that is no finite number, a step before the
 * first, a length of nothing. `message` is in English, `zh` says the same in Chinese.
 *
 * @example
 * ```ts
 * import { cosine, ScheduleError } from "@downhill/schedules";
 * try {
 *   cosine(0.1, 0);
 * } catch (error) {
 *   if (error instanceof ScheduleError) console.log(error.message); // cosine: 0 steps is no length; …
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

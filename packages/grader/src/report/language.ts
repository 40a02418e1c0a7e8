/** The two languages of the course. */
export type Language = "en" | "zh";

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads a language tag: anything that begins with zh is Chinese. */
const tagged = (tag: string): Language => (/^zh\b|^zh[_-]/i.test(tag) ? "zh" : "en");

/**
 * Chooses the language of everything a learner reads: the requested one, otherwise `DOWNHILL_LANG`, otherwise the locale
 * of the environment (`LC_ALL`, `LANG`), otherwise the system's.
 *
 * @example
 * ```ts
 * import { languageOf } from "@downhill/grader";
 * languageOf({ LANG: "zh_CN.UTF-8" }); // "zh"
 * ```
 */
export function languageOf(env: Environment, asked?: string): Language {
  const tag = [asked, env["DOWNHILL_LANG"], env["LC_ALL"], env["LANG"]].find(
    (each) => each !== undefined && each !== "",
  );
  return tagged(tag ?? Intl.DateTimeFormat().resolvedOptions().locale);
}

import { pathToFileURL } from "node:url";
import { CourseError } from "../lab/course-error.ts";
import type { Text } from "../lab/text.ts";
import { type Language, languageOf } from "../report/language.ts";
import type { Part } from "./parts.ts";

/** The environment variable in which `downhill mine` tells a lab's `mine.ts` the parts it trains with. */
export const partsVariable = "DOWNHILL_PARTS";

/** What a program trains with. */
export interface UsedParts<P> {
  /** The module of each part, by its name. */
  readonly modules: P;
  readonly list: readonly Part[];
  readonly language: Language;
  readonly say: (text: Text) => string;
}

/**
 * The parts with which `npx downhill mine` starts a lab's program `mine.ts`: the learner's modules where their tasks
 * pass, and the course's where they do not.
 *
 * @throws {CourseError} If the program was started in another way.
 * @example
 * ```ts
 * import { usedParts } from "@downhill/grader/parts";
 * // `downhill mine` sets the variable; a program calls usedParts<{ loss: typeof solution }>() and takes modules.loss.
 * const { list } = await usedParts({ DOWNHILL_PARTS: "[]" });
 * console.log(list.length); // 0
 * ```
 */
export async function usedParts<P>(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<UsedParts<P>> {
  const given = env[partsVariable];
  if (given === undefined) {
    throw new CourseError("missing-parts", {
      en: "This program is started by npx downhill mine, which finds your parts.",
      zh: "这个程序要用 npx downhill mine 启动，由它来找到你的各个部件。",
    });
  }
  const list = JSON.parse(given) as readonly Part[];
  const loaded = list.map(
    async ({ name, file }) => [name, (await import(pathToFileURL(file).href)) as unknown] as const,
  );
  const language = languageOf(env);
  const modules = Object.fromEntries(await Promise.all(loaded)) as P;
  return { modules, list, language, say: (text) => text[language] };
}

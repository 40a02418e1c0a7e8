import { meantAmong } from "./meant.ts";
import { ValueError } from "./value-error.ts";
import { written } from "./written.ts";

/**
 * Refuses a string that is not one of the values that an argument or option takes.
 *
 * @param owner names the function in the message, `name` the argument, and `choices` the values that it takes.
 * @param given undefined, if it may be left out.
 * @throws ValueError when it is not one of them, with the one that was probably meant.
 * @example
 * ```ts
 * import { checkChoice } from "@downhill/tensor";
 * checkChoice("myPool", "padding", "same", ["valid", "same"]);
 * // with "sam": ValueError 'myPool: padding is "sam"; did you mean same? choose among valid, same'
 * ```
 */
export function checkChoice(owner: string, name: string, given: unknown, choices: readonly string[]): void {
  if (given === undefined || (Array.isArray(choices) && choices.includes(given))) return;
  const { en, zh } = meantAmong(given, choices);
  throw new ValueError("unknown-name", {
    en: `${owner}: ${name} is ${written(given)}; ${en}`,
    zh: `${owner}：${name} 是 ${written(given)}；${zh}`,
  });
}

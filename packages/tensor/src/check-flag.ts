import { KindError } from "./kind-error.ts";
import { written } from "./written.ts";

/**
 * Refuses anything but true or false where a yes or no is required: `"false"`, as a setting read from a file or a command
 * line is, would count as true.
 *
 * @param owner names the function in the message, and `name` the option.
 * @param given undefined, if it may be left out.
 * @throws KindError unless it is true or false.
 * @example
 * ```ts
 * import { checkFlag } from "@downhill/tensor";
 * checkFlag("myLayer", "bias", false);
 * // with "false": KindError 'myLayer: bias is "false"; give true or false'
 * ```
 */
export function checkFlag(owner: string, name: string, given: unknown): void {
  if (given === undefined || typeof given === "boolean") return;
  throw new KindError("invalid-option", {
    en: `${owner}: ${name} is ${written(given)}; give true or false`,
    zh: `${owner}：${name} 是 ${written(given)}；请给出 true 或 false`,
  });
}

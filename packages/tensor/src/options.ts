import { checkForm } from "./check-form.ts";
import { KindError } from "./kind-error.ts";
import { meant } from "./meant.ts";
import { ValueError } from "./value-error.ts";
import { written } from "./written.ts";

/**
 * Refuses options with unknown names, which would otherwise be silently ignored.
 *
 * @param owner names the function in the message, and `names` its options.
 * @param path the option that has these options as its value, if any: `checkpoints.best`.
 * @returns the options, or an empty record if nothing was given.
 * @throws ValueError when there is no such option, with the one that was probably meant; KindError when the options are
 *   not an object with names.
 * @example
 * ```ts
 * import { checkOptions } from "@downhill/tensor";
 * const { size = 1 } = checkOptions("myLayer", { size: 3 } as { size?: number }, ["size"]);
 * size; // 3; with { sise: 3 }: ValueError 'myLayer: there is no option "sise"; did you mean size? …'
 * ```
 */
export function checkOptions<O extends object>(
  owner: string,
  given: O | undefined,
  names: readonly (keyof O & string)[],
  path = "",
): O {
  if (given === undefined) return {} as O;
  checkForm(owner, "names", names, "list");
  const under = (name: string): string => (path === "" ? name : `${path}.${name}`);
  if (typeof given !== "object" || (given as object | null) === null || Array.isArray(given)) {
    const [value, first = "…"] = [written(given), ...names];
    const [of, ofZh] = path === "" ? ["", ""] : [` of ${path}`, `${path} 的`];
    throw new KindError("invalid-option", {
      en: `${owner}: ${value} was given where an option${of} is expected; give it by name, { ${first}: ${value} }`,
      zh: `${owner}：${value} 写在了${ofZh}选项的位置；选项要写出名字：{ ${first}: ${value} }`,
    });
  }
  const odd = Object.keys(given).find((name) => !(names as readonly string[]).includes(name));
  if (odd === undefined) return given;
  const [near, list] = [meant(odd, names), names.map(under).join(", ")];
  throw new ValueError("unknown-option", {
    en: `${owner}: there is no option "${under(odd)}"; ${near === undefined ? "" : `did you mean ${under(near)}? `}${list === "" ? "it takes none" : `it takes ${list}`}`,
    zh: `${owner}：没有名为 "${under(odd)}" 的选项；${near === undefined ? "" : `是否想写 ${under(near)}？`}${list === "" ? "它没有选项" : `可用的有 ${list}`}`,
  });
}

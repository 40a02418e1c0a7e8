import { DispatchError } from "./dispatch-error.ts";
import { nearest } from "./function/nearest-name.ts";

/** @throws DispatchError when there is an option that is never read. */
export function refuseOptions<O extends object>(
  owner: string,
  given: O,
  names: readonly (keyof O & string)[],
): void {
  const options: unknown = given;
  if (typeof options !== "object" || options === null) {
    throw new DispatchError("invalid-option", {
      en: `${owner}: the options are ${options === null ? "null" : typeof options}; give an object with ${names.join(", ")}`,
      zh: `${owner}：选项是 ${options === null ? "null" : typeof options}；请给出含 ${names.join("、")} 的对象`,
    });
  }
  const odd = Object.keys(given).find((name) => !(names as readonly string[]).includes(name));
  if (odd === undefined) return;
  const begun = names.find((name) => name.toLowerCase().startsWith(odd.toLowerCase()));
  const [near, list] = [begun ?? nearest(odd, names), names.join(", ")];
  throw new DispatchError("unknown-option", {
    en: `${owner}: there is no option "${odd}"; ${near === undefined ? "" : `did you mean ${near}? `}it takes ${list}`,
    zh: `${owner}：没有名为 "${odd}" 的选项；${near === undefined ? "" : `是否想写 ${near}？`}可用的有 ${list}`,
  });
}

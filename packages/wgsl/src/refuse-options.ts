import { DispatchError } from "./dispatch-error.ts";
import { nearest } from "./function/nearest-name.ts";

/** @throws DispatchError when there is an option that is never read. */
export function refuseOptions<O extends object>(
  owner: string,
  given: O,
  names: readonly (keyof O & string)[],
): void {
  const list = names.join(", ");
  if (Object(given) !== given) {
    throw new DispatchError("invalid-option", {
      en: `${owner}: options must be an object with ${list}`,
      zh: `${owner}：选项应为含 ${list} 的对象`,
    });
  }
  const odd = Object.keys(given).find((name) => !(names as readonly string[]).includes(name));
  if (odd === undefined) return;
  const begun = names.find((name) => name.toLowerCase().startsWith(odd.toLowerCase()));
  const near = begun ?? nearest(odd, names);
  throw new DispatchError("unknown-option", {
    en: `${owner}: there is no option "${odd}"; ${near === undefined ? "" : `did you mean ${near}? `}it takes ${list}`,
    zh: `${owner}：没有名为 "${odd}" 的选项；${near === undefined ? "" : `是否想写 ${near}？`}可用的有 ${list}`,
  });
}

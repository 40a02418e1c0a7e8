import { ScheduleError } from "./schedule-error.ts";

/** What other libraries call the last value. */
const elsewhere: Readonly<Record<string, string>> = { eta_min: "final", min_lr: "final", end: "final" };

/** The name that was probably meant: known elsewhere by the one given, or with the same beginning. */
export const meant = (given: unknown, names: readonly string[]): string | undefined =>
  typeof given === "string"
    ? names.find(
        (name) => elsewhere[given] === name || name.toLowerCase().startsWith(given.slice(0, 2).toLowerCase()),
      )
    : undefined;

const isRecord = (given: unknown): given is object =>
  typeof given === "object" && given !== null && !Array.isArray(given);

/** @throws ScheduleError unless it is true or false; `"false"` would count as true. */
export function checkFlag(owner: string, name: string, given: unknown): void {
  if (typeof given === "boolean") return;
  const value = typeof given === "string" ? `"${given}"` : typeof given;
  throw new ScheduleError("invalid-option", {
    en: `${owner}: ${name} is ${value}; give true or false`,
    zh: `${owner}：${name} 是 ${value}；请给出 true 或 false`,
  });
}

/**
 * Like `checkOptions` of `@downhill/tensor`; this package has no dependencies, so it has its own.
 *
 * @throws ScheduleError when the options have an unknown name, or are not an object with names.
 */
export function checkOptions<O extends object>(
  owner: string,
  given: O,
  names: readonly (keyof O & string)[],
): O {
  const own: readonly string[] = isRecord(given) ? Object.keys(given) : [String(given)];
  const odd = own.find((name) => !(names as readonly string[]).includes(name));
  if (odd === undefined) return given;
  const near = meant(odd, names);
  throw new ScheduleError("unknown-option", {
    en: `${owner}: there is no option "${odd}"; ${near !== undefined ? `did you mean ${near}? ` : ""}it takes ${names.join(", ")}`,
    zh: `${owner}：没有名为 "${odd}" 的选项；${near !== undefined ? `是否想写 ${near}？` : ""}可用的有 ${names.join(", ")}`,
  });
}

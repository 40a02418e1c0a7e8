import { asGiven } from "./as-given.ts";
import { DataError } from "./data-error.ts";

/** Refuses a value that is not a whole number from `least` to `most`. */
export function wholeNumber(who: string, name: string, value: number, least: number, most = Infinity): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  const [limit, limitZh] = most === Infinity ? ["", ""] : [` and at most ${most}`, `、不大于 ${most}`];
  throw new DataError("out-of-range", {
    en: `${who}: ${name} is ${asGiven(value)}; give a whole number, at least ${least}${limit}.`,
    zh: `${who}：${name} 是 ${asGiven(value)}；请给出不小于 ${least}${limitZh} 的整数。`,
  });
}

import { asGiven } from "./as-given.ts";
import { DataError } from "./data-error.ts";

/** Refuses a value that is not a whole number of at least `least`. */
export function wholeNumber(who: string, name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new DataError("out-of-range", {
    en: `${who}: ${name} is ${asGiven(value)}; give a whole number, at least ${least}.`,
    zh: `${who}：${name} 是 ${asGiven(value)}；请给出不小于 ${least} 的整数。`,
  });
}

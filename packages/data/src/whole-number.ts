import { DataError } from "./data-error.ts";

/** Refuses what is not a whole number from `least` on. */
export function wholeNumber(who: string, name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new DataError("out-of-range", {
    en: `${who}: ${name} is ${value}; give a whole number from ${least} on.`,
    zh: `${who}：${name} 是 ${value}；请给出不小于 ${least} 的整数。`,
  });
}

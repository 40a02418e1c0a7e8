import { asGiven } from "../as-given.ts";
import { DataError } from "../data-error.ts";

/** Refuses a setting that is not a finite number. */
export function finite(who: string, name: string, value: number): void {
  if (Number.isFinite(value)) return;
  throw new DataError("out-of-range", {
    en: `${who}: ${name} is ${asGiven(value)}; give a finite number.`,
    zh: `${who}：${name} 是 ${asGiven(value)}；请给出有限的数。`,
  });
}

/** Refuses a setting that is not a finite number between its bounds. */
export function inRange(who: string, name: string, value: number, low: number, high: number): void {
  if (Number.isFinite(value) && value >= low && value <= high) return;
  const [en, zh] =
    high === Infinity
      ? [`finite number, at least ${low}`, `不小于 ${low} 的有限数`]
      : [`number from ${low} to ${high}`, `${low} 到 ${high} 之间的数`];
  throw new DataError("out-of-range", {
    en: `${who}: ${name} is ${asGiven(value)}; give a ${en}.`,
    zh: `${who}：${name} 是 ${asGiven(value)}；请给出${zh}。`,
  });
}

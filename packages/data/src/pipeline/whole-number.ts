import { DataError } from "../data-error.ts";

/** Refuses what is not a whole number from `least` on. */
export function wholeNumber(stage: string, name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new DataError(
    `${stage}: ${name} is ${value}; give a whole number from ${least} on.`,
    `${stage}：${name} 是 ${value}；请给出不小于 ${least} 的整数。`,
  );
}

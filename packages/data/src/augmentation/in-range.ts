import { DataError } from "../data-error.ts";

/** Refuses a setting that is not between its bounds, or not whole where it must be. */
export function inRange(
  who: string,
  name: string,
  value: number,
  low: number,
  high: number,
  whole: boolean,
): void {
  if (value >= low && value <= high && (!whole || Number.isInteger(value))) return;
  const en = `a ${whole ? "whole " : ""}number from ${low}${high === Infinity ? " on" : ` to ${high}`}`;
  const zh = `${high === Infinity ? `不小于 ${low}` : `${low} 到 ${high} 之间`}的${whole ? "整数" : "数"}`;
  throw new DataError(
    `${who}: ${name} is ${value}; give ${en}.`,
    `${who}：${name} 是 ${value}；请给出${zh}。`,
  );
}

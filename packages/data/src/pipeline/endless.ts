import type { Position } from "./position.ts";

/** Whether a pipeline that has such positions would never end: it repeats without bound, and nothing after that bounds it. */
export function endless({ stage, from }: Position): boolean {
  if (stage === "repeat Infinity") return true;
  if (stage.startsWith("take ")) return false;
  return stage.startsWith("zip ") ? from.length > 0 && from.every(endless) : from.some(endless);
}

import type { Position } from "./position.ts";

/** Whether a pipeline with such positions never ends: it repeats without bound, and no later stage limits it. */
export function endless({ stage, from }: Position): boolean {
  if (stage === "repeat Infinity") return true;
  if (stage.startsWith("take ")) return false;
  return stage.startsWith("zip ") ? from.length > 0 && from.every(endless) : from.some(endless);
}

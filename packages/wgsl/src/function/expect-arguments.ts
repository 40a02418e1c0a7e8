import { WgslError } from "../wgsl-error.ts";

/** Refuses a call with too few or too many values. */
export function expectArguments(name: string, wanted: number, found: number, line: number): void {
  if (wanted === found) return;
  throw new WgslError(
    "argument-count",
    {
      en: `${name} takes ${wanted} values, but got ${found}`,
      zh: `${name} 需要 ${wanted} 个值，这里有 ${found} 个`,
    },
    line,
  );
}

import type { CheckpointEntry } from "./manifest.ts";
import { modeOf, type Watched } from "./watched.ts";

/** Which checkpoints to keep. */
export interface KeepRule {
  /** The number of newest ones to keep; default 3. */
  readonly last?: number;
  /** The best ones to keep as well: `count`, default one. */
  readonly best?: Best;
}

/** The number to compare, and how many of the best to keep. */
type Best = Watched & { readonly count?: number };

/** The options of a rule, and of its `best`. */
export const ruleNames = ["last", "best"] satisfies readonly (keyof KeepRule)[];
export const bestNames = ["by", "mode", "count"] satisfies readonly (keyof Best)[];

/** The checkpoints kept in a folder: the ones that the rule keeps, and the steps in `also`. */
export type FolderRule = KeepRule & { readonly also?: () => readonly number[] };

/** The checkpoints that a rule keeps, in ascending order of steps; among equally good ones, the earlier. */
export function keptBy(
  { last = 3, best }: KeepRule,
  entries: readonly CheckpointEntry[],
): readonly CheckpointEntry[] {
  const kept = new Set(entries.toSorted((a, b) => b.step - a.step).slice(0, last));
  if (best !== undefined) {
    const sign = modeOf("checkpoints", best) === "min" ? 1 : -1;
    const value = ({ metrics }: CheckpointEntry): number => sign * metrics[best.by]!;
    const ranked = entries
      .filter((entry) => Number.isFinite(entry.metrics[best.by]))
      .toSorted((a, b) => a.step - b.step)
      .toSorted((a, b) => value(a) - value(b));
    for (const entry of ranked.slice(0, best.count ?? 1)) kept.add(entry);
  }
  return [...kept].toSorted((a, b) => a.step - b.step);
}

import { closest, distance } from "fastest-levenshtein";

/** The name that a mistyped word probably means, if one is near: at most half of the word's letters, or two, differ. */
export function nearName(word: string, names: readonly string[]): string | undefined {
  if (word === "" || names.length === 0) return undefined;
  const best = closest(word, names);
  return distance(word, best) <= Math.max(Math.min(2, best.length - 1), word.length / 2) ? best : undefined;
}

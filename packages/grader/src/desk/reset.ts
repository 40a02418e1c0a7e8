import type { LabCard } from "../lab/card.ts";
import { putOnDesk } from "./desk.ts";
import { keepCopy } from "./kept-copy.ts";
import { starterText } from "./starter-text.ts";

/**
 * Restores the starter, after copying the desk elsewhere.
 *
 * @returns The copy's folder; undefined when there was no desk.
 */
export function resetDesk(card: LabCard, now: Date): string | undefined {
  const starter = starterText(card);
  const kept = keepCopy(card, now);
  putOnDesk(card, starter, starter);
  return kept;
}

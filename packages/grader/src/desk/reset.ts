import type { LabCard } from "../lab/card.ts";
import { putOnDesk } from "./desk.ts";
import { keepCopy } from "./kept-copy.ts";
import { starterText } from "./starter-text.ts";

/**
 * Lays the starter out again, after a copy of the desk was kept elsewhere.
 *
 * @returns The copy's folder; undefined when there was no desk.
 */
export function resetDesk(card: LabCard, now: Date): string | undefined {
  const starter = starterText(card);
  const kept = keepCopy(card, now);
  putOnDesk(card, starter, starter);
  return kept;
}

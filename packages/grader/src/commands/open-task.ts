import type { Progress } from "../desk/progress.ts";
import type { LabCard, TaskCard } from "../lab/card.ts";

/** The first task without full points in the best file so far; undefined when there is none. */
export function openTask(card: LabCard, progress: Progress): TaskCard | undefined {
  const best = progress[card.id]?.best?.tasks ?? {};
  return card.tasks.find(({ id, points }) => (best[id] ?? 0) < points);
}

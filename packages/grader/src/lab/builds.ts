import type { Lab } from "./lab.ts";

/**
 * Every task that one builds on, directly or through others, in the lab's order; it includes itself only if tasks
 * need each other in a circle.
 */
export function buildsOf(tasks: Lab["tasks"], id: string): readonly string[] {
  const found = new Set<string>();
  const visit = (task: string): void => {
    for (const need of tasks[task]?.needs ?? []) {
      if (found.has(need)) continue;
      found.add(need);
      visit(need);
    }
  };
  visit(id);
  return Object.keys(tasks).filter((task) => found.has(task));
}

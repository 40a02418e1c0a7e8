import { existsSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { homeOf } from "./home.ts";
import type { Attempt, LabProgress, Progress } from "./progress.ts";

/** What the first version stored for a task (`08-adam/step`) or a lab (`08-adam`), all labs in one file. */
interface OldEntry {
  readonly at?: unknown;
  readonly gaveUp?: unknown;
  readonly hash?: unknown;
  readonly hints?: unknown;
  readonly of?: unknown;
  readonly points?: unknown;
}

const number = (value: unknown): number => (typeof value === "number" && value >= 0 ? value : 0);

/** The old points of a lab as one attempt: each task's best, since no single old file is certain to have them all. */
function attemptOf(tasks: readonly (readonly [string, OldEntry])[]): Attempt | undefined {
  const graded = tasks.filter(([, { points }]) => typeof points === "number");
  if (graded.length === 0) return undefined;
  const sum = (field: "of" | "points"): number =>
    graded.reduce((all, [, entry]) => all + number(entry[field]), 0);
  const last =
    graded
      .map(([, { at }]) => (typeof at === "string" ? at : ""))
      .sort()
      .at(-1) ?? "";
  return {
    at: Number.isNaN(Date.parse(last)) ? new Date(0).toISOString() : last,
    hash: "",
    points: sum("points"),
    of: Math.max(sum("of"), sum("points")),
    tasks: Object.fromEntries(graded.map(([id, { points }]) => [id, number(points)])),
  };
}

/** Reads the first version's text; entries of another form are left out. */
export function parseOldProgress(text: string): Progress {
  let entries: [string, unknown][];
  try {
    entries = Object.entries(JSON.parse(text) as object);
  } catch {
    return {};
  }
  const kept = entries.filter(
    (entry): entry is [string, OldEntry] => typeof entry[1] === "object" && entry[1] !== null,
  );
  const labs = [...new Set(kept.map(([name]) => name.split("/")[0] ?? ""))];
  return Object.fromEntries(
    labs.map((lab): [string, LabProgress] => {
      const tasks = kept.flatMap(([name, entry]) =>
        name.startsWith(`${lab}/`) ? [[name.slice(lab.length + 1), entry] as const] : [],
      );
      const best = attemptOf(tasks);
      const hints = tasks.filter(([, entry]) => number(entry.hints) > 0);
      const gaveUp = kept.find(([name]) => name === lab)?.[1].gaveUp;
      return [
        lab,
        {
          ...(best === undefined ? {} : { best }),
          ...(hints.length === 0
            ? {}
            : {
                hints: Object.fromEntries(hints.map(([id, entry]) => [id, Math.min(3, number(entry.hints))])),
              }),
          ...(typeof gaveUp === "string" ? { gaveUp } : {}),
        },
      ];
    }),
  );
}

const oldProgressFile = (root: string): string => path.join(homeOf(root), "progress.json");

/** The first version's progress, if it exists and has not been migrated yet. */
export function oldProgress(root: string): Progress | undefined {
  const file = oldProgressFile(root);
  return existsSync(file) ? parseOldProgress(readFileSync(file, "utf8")) : undefined;
}

/** Moves the old file aside once everything in it is stored; another process may have done so already. */
export function retireOldProgress(root: string): void {
  const file = oldProgressFile(root);
  try {
    renameSync(file, `${file}.taken-over`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

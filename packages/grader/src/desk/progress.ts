import type { Verdict } from "./verdict.ts";

/** What is remembered about a task (`08-adam/step`) or a lab (`08-adam`). */
export interface Entry {
  /** When the points were first reached, ISO 8601. */
  readonly at?: string;
  /** When the learner asked for the solution without having passed. */
  readonly gaveUp?: string;
  /** The first 12 hex digits of the graded file's sha256. */
  readonly hash?: string;
  /** The highest hint level shown. */
  readonly hints?: number;
  readonly of?: number;
  readonly points?: number;
}

/** A learner's progress: an entry per task or lab, by its name. */
export type Progress = Readonly<Record<string, Entry>>;

const version = 1;

const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

/** Of two attempts the one with more points counts; of two with as many, the earlier. */
const ranked = (a: Entry, b: Entry): readonly [better: Entry, worse: Entry] => {
  const [x, y] = [a.points ?? -1, b.points ?? -1];
  const first = x === y ? (a.at ?? "~") <= (b.at ?? "~") : x > y;
  return first ? [a, b] : [b, a];
};

const mergeEntry = (a: Entry, b: Entry): Entry => {
  const [better, worse] = ranked(a, b);
  const { at, hash, of, points } = { ...worse, ...better };
  const gaveUp = earlier(a.gaveUp, b.gaveUp);
  const hints = Math.max(a.hints ?? 0, b.hints ?? 0);
  return {
    ...(at === undefined ? {} : { at }),
    ...(gaveUp === undefined ? {} : { gaveUp }),
    ...(hash === undefined ? {} : { hash }),
    ...(hints === 0 ? {} : { hints }),
    ...(of === undefined ? {} : { of }),
    ...(points === undefined ? {} : { points }),
  };
};

/**
 * Unites two progresses: the best points of each task, the highest hint shown, the earliest giving up. The order of the
 * arguments does not matter, and merging twice changes nothing.
 */
export function mergeProgress(a: Progress, b: Progress): Progress {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(names.map((name) => [name, mergeEntry(a[name] ?? {}, b[name] ?? {})]));
}

/** What a verdict adds to a progress; tasks nobody has begun add nothing. */
export const progressOf = (verdict: Verdict, at: string): Progress =>
  Object.fromEntries(
    verdict.tasks
      .filter(({ status }) => status !== "not-written")
      .map(({ id, points, of }) => [
        `${verdict.lab}/${id}`,
        { at, ...(verdict.sha256 === null ? {} : { hash: verdict.sha256.slice(0, 12) }), of, points },
      ]),
  );

/** The best points so far in a lab's tasks. */
export const pointsIn = (progress: Progress, lab: string): number =>
  Object.entries(progress).reduce(
    (sum, [name, entry]) => sum + (name.startsWith(`${lab}/`) ? (entry.points ?? 0) : 0),
    0,
  );

/** Sorted, one entry a line and a comma on each, so that git merges what two machines added. */
export function formatProgress(progress: Progress): string {
  const lines = Object.keys(progress)
    .sort()
    .map((name) => {
      const entry = Object.entries(progress[name] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
      return `${JSON.stringify(name)}: ${JSON.stringify(Object.fromEntries(entry))},\n`;
    });
  return `{\n${lines.join("")}"version": ${version}\n}\n`;
}

const numeric = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0;
const textual = (value: unknown): value is string => typeof value === "string";

function entryOf(value: unknown): Entry | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { at, gaveUp, hash, hints, of, points } = value as Record<string, unknown>;
  return {
    ...(textual(at) ? { at } : {}),
    ...(textual(gaveUp) ? { gaveUp } : {}),
    ...(textual(hash) ? { hash } : {}),
    ...(numeric(hints) ? { hints: Math.min(3, hints) } : {}),
    ...(numeric(of) ? { of } : {}),
    ...(numeric(points) ? { points } : {}),
  };
}

const readable = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Reads a progress. A damaged file (cut short, or with git's conflict marks in it) is read line by line, both sides of a
 * conflict united; `damaged` then says so.
 */
export function parseProgress(text: string): { readonly progress: Progress; readonly damaged: boolean } {
  const whole = readable(text);
  const parts =
    whole === undefined
      ? text.split("\n").map((line) => readable(`{${line.trim().replace(/,$/, "")}}`))
      : [whole];
  let progress: Progress = {};
  for (const part of parts) {
    for (const [name, value] of Object.entries(part ?? {})) {
      const entry = entryOf(value);
      if (entry !== undefined) progress = mergeProgress(progress, { [name]: entry });
    }
  }
  return { progress, damaged: whole === undefined };
}

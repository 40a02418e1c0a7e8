import type { Verdict } from "../judge/verdict.ts";

/** One file that was graded. */
export interface Attempt {
  /** When, ISO 8601. */
  readonly at: string;
  /** The first 12 hex digits of the file's sha256. */
  readonly hash: string;
  readonly points: number;
  readonly of: number;
  /** The points of each task, by its id. */
  readonly tasks: Readonly<Record<string, number>>;
}

/** What is remembered about a lab. */
export interface LabProgress {
  /** The best file so far: all points come from this one file. */
  readonly best?: Attempt;
  /** The highest hint shown of each task, by its id. */
  readonly hints?: Readonly<Record<string, number>>;
  /** When the learner asked for the solution without having passed. */
  readonly gaveUp?: string;
}

/** A learner's progress, by lab. */
export type Progress = Readonly<Record<string, LabProgress>>;

/** Of two files the one with more points counts; if they are equal, the earlier. */
const better = (a: Attempt | undefined, b: Attempt | undefined): Attempt | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return a.points > b.points || (a.points === b.points && a.at <= b.at) ? a : b;
};

const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

/** Merges the progress of two processes, or two machines; commutative and idempotent. */
export function mergeProgress(a: LabProgress, b: LabProgress): LabProgress {
  const best = better(a.best, b.best);
  const gaveUp = earlier(a.gaveUp, b.gaveUp);
  const tasks = [...new Set([...Object.keys(a.hints ?? {}), ...Object.keys(b.hints ?? {})])].sort();
  const hints = tasks.map((task) => [task, Math.max(a.hints?.[task] ?? 0, b.hints?.[task] ?? 0)] as const);
  return {
    ...(best === undefined ? {} : { best }),
    ...(hints.length === 0 ? {} : { hints: Object.fromEntries(hints) }),
    ...(gaveUp === undefined ? {} : { gaveUp }),
  };
}

/** What a verdict adds to the progress; an unchanged starter adds nothing. */
export function progressOf({ sha256, tasks, points, of }: Verdict, at: string): LabProgress {
  if (sha256 === null || tasks.every(({ status }) => status === "not-written")) return {};
  const each = Object.fromEntries(tasks.map((task) => [task.id, task.points]));
  return { best: { at, hash: sha256.slice(0, 12), points, of, tasks: each } };
}

/** The points of the best file so far. */
export const pointsIn = (progress: Progress, lab: string): number => progress[lab]?.best?.points ?? 0;

const version = 2;

export const formatProgress = (progress: LabProgress): string =>
  `${JSON.stringify({ version, ...progress }, null, 2)}\n`;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isMoment = (value: unknown): value is string =>
  typeof value === "string" && !Number.isNaN(Date.parse(value));
const isCount = (value: unknown, most: number): value is number =>
  typeof value === "number" && value >= 0 && value <= most;
const isCounts = (value: unknown, most: number): value is Readonly<Record<string, number>> =>
  isFields(value) && Object.values(value).every((each) => isCount(each, most));

const isAttempt = (value: unknown): value is Attempt & Fields =>
  isFields(value) &&
  isMoment(value["at"]) &&
  typeof value["hash"] === "string" &&
  isCount(value["of"], 1e6) &&
  isCount(value["points"], value["of"]) &&
  isCounts(value["tasks"], value["of"]);

/** Reads what a file remembers; `damaged` means that a part of it was invalid and left out. */
export function parseProgress(text: string): { readonly progress: LabProgress; readonly damaged: boolean } {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    return { progress: {}, damaged: true };
  }
  if (!isFields(fields)) return { progress: {}, damaged: true };
  const { best, hints, gaveUp } = fields;
  const progress = {
    ...(isAttempt(best) ? { best } : {}),
    ...(isCounts(hints, 3) ? { hints } : {}),
    ...(isMoment(gaveUp) ? { gaveUp } : {}),
  };
  const told = [best, hints, gaveUp].filter((value) => value !== undefined).length;
  return { progress, damaged: fields["version"] !== version || Object.keys(progress).length < told };
}

import path from "node:path";
import type { Which } from "./graded-file.ts";
import { type Ending, GradingProcess } from "./grading-process.ts";
import { eventsByRequest } from "./protocol.ts";
import type { Verdict } from "./verdict.ts";
import { cardOf, collect, type Finished, verdictOf } from "./verdict-of-events.ts";

/** What `grade` can be told; the defaults are the learner's case. */
export interface GradeOptions {
  /** "src" unless told. */
  readonly which?: Which;
  /** Milliseconds that the file under grading may take; 10,000 unless told. */
  readonly timeout?: number;
  /** The course's root; the folder above `labs/` unless told. */
  readonly root?: string;
  /** Whether to look for known mistakes; true unless told. */
  readonly misconceptions?: boolean;
  /** Whether a passed lab draws its picture into the lab's `out/`; false unless told. */
  readonly picture?: boolean;
  /** A process that was started early for this lab. */
  readonly process?: GradingProcess;
  /** Stops the grading; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** How much of the time limit may go into looking for known mistakes. */
const patienceShare = 0.4;

/** The course's root of a lab's folder: `labs/08-adam` → the folder that holds `labs`. */
export const rootOf = (folder: string): string => path.resolve(folder, "..", "..");

/**
 * Grades one file of a lab in a process of its own, so that nothing the file does can harm the caller: an endless loop
 * is stopped, a crash is located, and the tasks it did not touch keep their result.
 *
 * @param folder The lab's folder, such as `labs/08-adam`.
 * @throws {CourseError} When the lab itself (not the learner's file) cannot be loaded.
 * @example
 * ```ts
 * import { grade } from "@downhill/grader";
 * const verdict = await grade("labs/08-adam");
 * console.log(`${verdict.points} of ${verdict.of}`);
 * ```
 */
export async function grade(folder: string, options: GradeOptions = {}): Promise<Verdict> {
  const { which = "src", timeout = 10_000, misconceptions = true, picture = false } = options;
  const lab = path.resolve(folder);
  const root = path.resolve(options.root ?? rootOf(lab));
  const start = performance.now();
  const attempt = async (skip: readonly string[], limit: number, early?: GradingProcess): Promise<Ending> => {
    const grading = early ?? new GradingProcess(lab, root);
    const stop = (): void => grading.dispose();
    options.signal?.addEventListener("abort", stop);
    const ending = await grading.run(
      [{ which, skip, misconceptions, picture, patience: timeout * patienceShare }],
      limit,
    );
    options.signal?.removeEventListener("abort", stop);
    options.signal?.throwIfAborted();
    return ending;
  };

  const endings = [await attempt([], timeout, options.process)];
  const finished = new Map<string, Finished>();
  let ending = endings[0] as Ending;
  const card = cardOf(ending.events, lab, ending.output);
  let left = timeout;
  while (collect(finished, ending, card, timeout) === "again" && left > 0) {
    const since = performance.now();
    ending = await attempt([...finished.keys()], left);
    endings.push(ending);
    left -= performance.now() - since;
  }

  return verdictOf(card, finished, endings, performance.now() - start);
}

/**
 * Grades several files of a lab, one after another in one process, which is quicker than a process each. A file that
 * ends that process is graded by `grade` instead, as are those after it.
 *
 * @throws {CourseError} When the lab itself cannot be loaded.
 */
export async function gradeMany(
  folder: string,
  files: readonly Which[],
  options: Omit<GradeOptions, "which" | "picture" | "process" | "signal"> = {},
): Promise<readonly Verdict[]> {
  const { timeout = 10_000, misconceptions = true } = options;
  const lab = path.resolve(folder);
  const process = new GradingProcess(lab, path.resolve(options.root ?? rootOf(lab)));
  const requests = files.map((which) => ({
    which,
    skip: [],
    misconceptions,
    picture: false,
    patience: timeout * patienceShare,
  }));
  const ending = await process.run(requests, timeout);
  const card = cardOf(ending.events, lab, ending.output);
  const parts = eventsByRequest(ending.events);
  const verdicts: Verdict[] = [];
  for (const [i, which] of files.entries()) {
    const events = parts[i] ?? [];
    const finished = new Map<string, Finished>();
    const own: Ending = { events, output: "", how: "done" };
    const whole =
      events.some(({ type }) => type === "done") && collect(finished, own, card, timeout) === "whole";
    verdicts.push(whole ? verdictOf(card, finished, [own], 0) : await grade(folder, { ...options, which }));
  }
  return verdicts;
}

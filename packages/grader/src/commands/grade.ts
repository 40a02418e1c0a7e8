import { randomInt } from "node:crypto";
import { availableParallelism } from "node:os";
import path from "node:path";
import pLimit from "p-limit";
import { grade as gradeFile } from "../judge/grade.ts";
import { Key } from "../judge/key.ts";
import { openLab } from "../judge/open-lab.ts";
import type { Verdict } from "../judge/verdict.ts";
import { findLab, findRoot } from "../lab/course.ts";
import { colors } from "../report/color.ts";
import { outcomeOf } from "../report/outcome.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";

export interface GradeOptions {
  readonly json?: boolean;
  readonly jobs?: number;
  readonly seed?: number;
  readonly timeout?: number;
}

/** One row of the JSON that `downhill grade` prints. */
interface Row {
  readonly file: string;
  readonly lab: string;
  readonly points: number;
  readonly of: number;
  readonly tasks: readonly {
    readonly id: string;
    readonly points: number;
    readonly of: number;
    readonly status: "passed" | "carried" | "failed" | "stopped" | "not-judged";
    readonly misconceptions: readonly { readonly id: string }[];
  }[];
}

/** A verdict as a row; a task that is not written yet counts as failed. */
const rowOf = (file: string, { lab, points, of, tasks }: Verdict): Row => ({
  file,
  lab,
  points,
  of,
  tasks: tasks.map((task) => ({
    id: task.id,
    points: task.points,
    of: task.of,
    status: task.status === "not-written" ? "failed" : task.status,
    misconceptions: task.misconceptions.map(({ id }) => ({ id })),
  })),
});

/** A verdict as a line for the file, and one for each task that is not correct. */
function lines(file: string, verdict: Verdict, { style }: Output): string {
  const { language } = style;
  const paint = colors(style.color);
  const { points, of } = verdict;
  const mark = points >= of ? paint.green("✓") : paint.red("✗");
  const tasks = verdict.tasks.flatMap((task) => {
    if (task.status === "passed") return [];
    const names = task.misconceptions.map(({ name }) => name[language]);
    const why =
      names.length > 0 ? names.join(", ") : (outcomeOf(task)?.[language] ?? task.failure?.sentence[language]);
    return [`    ${task.points}/${task.of}  ${task.id}${why === undefined ? "" : `: ${why}`}`];
  });
  const whole = verdict.failure?.sentence[language];
  return [
    `${mark} ${String(points).padStart(3)}/${of}  ${file}`,
    ...(whole === undefined ? tasks : [`    ${whole}`]),
  ].join("\n");
}

/**
 * `downhill grade`: grades any files of a lab, each in its own box, with fresh random numbers. Neither desks nor
 * progress are changed. The exit code is 0 if all files have full points, otherwise 1.
 */
export async function grade(
  out: Output,
  asked: string,
  files: readonly string[],
  { json = false, jobs = availableParallelism(), seed = randomInt(2 ** 31 - 1), timeout }: GradeOptions,
): Promise<ExitCode> {
  const root = findRoot(out.from);
  const folder = path.join(root, "labs", findLab(root, asked, out.from));
  const key = new Key(await openLab(folder, root), seed);
  try {
    const limit = pLimit(jobs);
    const running = files.map((file) =>
      limit(() =>
        gradeFile(folder, {
          root,
          key,
          file: path.resolve(out.from, file),
          ...(timeout === undefined ? {} : { seconds: timeout }),
        }),
      ),
    );
    // Only the first that fails is awaited; failures of the others are ignored.
    for (const each of running) each.catch(() => undefined);
    const rows: Row[] = [];
    for (const [i, each] of running.entries()) {
      const [file, verdict] = [files[i] ?? "", await each];
      rows.push(rowOf(file, verdict));
      if (!json) out.write(lines(file, verdict, out));
    }
    if (json) out.write(JSON.stringify(rows, null, 2));
    return rows.every(({ points, of }) => points >= of) ? 0 : 1;
  } finally {
    key.close();
  }
}

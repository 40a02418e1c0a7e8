import path from "node:path";
import { CourseError } from "./lab/course-error.ts";
import { endingFailure, notRun } from "./ending.ts";
import type { Ending } from "./grading-process.ts";
import type { Text } from "./lab.ts";
import { lessonAddress, shortName } from "./lesson-address.ts";
import type { Event, LabCard, TaskCard } from "./protocol.ts";
import type { Failure, Misconception, TaskVerdict, Verdict } from "./verdict.ts";

/** How one task ended. */
export interface Finished {
  readonly notWritten: boolean;
  readonly failure: Failure | null;
  readonly comparisons: number;
  readonly notes?: readonly Text[];
}

const only = <T extends Event["type"]>(
  events: readonly Event[],
  type: T,
): readonly Extract<Event, { type: T }>[] =>
  events.filter((event): event is Extract<Event, { type: T }> => event.type === type);

/** The manifest that a process reported.
 *
 * @throws {CourseError} When it reported none.
 */
export function cardOf(events: readonly Event[], folder: string, output: string): LabCard {
  const broken = only(events, "lab-broken")[0];
  if (broken !== undefined) throw new CourseError(broken.problem);
  const found = only(events, "lab")[0];
  if (found !== undefined) return found.lab;
  const name = path.basename(folder);
  throw new CourseError({
    en: `The lab ${name} could not be started.${output === "" ? "" : ` ${output.trim()}`}`,
    zh: `实验 ${name} 无法启动。${output.trim()}`,
  });
}

/** Adds what one process found out; a task that the process did not survive is the one that was running. */
export function collect(
  finished: Map<string, Finished>,
  ending: Ending,
  card: LabCard,
  timeout: number,
): "whole" | "again" {
  const { events } = ending;
  for (const { id, notWritten, failure, comparisons, notes } of only(events, "task-done")) {
    finished.set(id, { notWritten, failure, comparisons, notes });
  }
  const whole = only(events, "file-failed")[0]?.failure;
  const running = only(events, "task").at(-1)?.id;
  if (whole !== undefined || (running === undefined && ending.how !== "done")) {
    const failure = whole ?? endingFailure(ending, timeout);
    for (const { id } of card.tasks) {
      if (!finished.has(id)) finished.set(id, { notWritten: false, failure, comparisons: 0 });
    }
  } else if (running !== undefined && !finished.has(running)) {
    finished.set(running, { notWritten: false, failure: endingFailure(ending, timeout), comparisons: 0 });
  }
  return card.tasks.every(({ id }) => finished.has(id)) ? "whole" : "again";
}

function taskVerdict(
  card: LabCard,
  task: TaskCard,
  result: Finished | undefined,
  misconceptions: readonly Misconception[],
): TaskVerdict {
  const { notWritten = false, comparisons = 0, notes = [] } = result ?? {};
  const failure = result === undefined ? notRun : result.failure;
  const status = notWritten ? "not-written" : failure === null ? "passed" : "failed";
  return {
    id: task.id,
    title: task.title,
    status,
    points: status === "passed" ? task.points : 0,
    of: task.points,
    comparisons,
    ...(failure === null ? {} : { failure }),
    ...(notes.length === 0 ? {} : { notes }),
    misconceptions,
    hint: `npx downhill hint ${shortName(card.id)} ${task.id}`,
    lesson: lessonAddress(card.id, task.anchor),
  };
}

/** Puts together what one process or several, one after another, found out about one file. */
export function verdictOf(
  card: LabCard,
  finished: ReadonlyMap<string, Finished>,
  endings: readonly Ending[],
  milliseconds: number,
): Verdict {
  const events = endings.flatMap((each) => each.events);
  const matches = new Map(only(events, "misconceptions").map((event) => [event.task, event.matches]));
  const tasks = card.tasks.map((task) =>
    taskVerdict(card, task, finished.get(task.id), matches.get(task.id) ?? []),
  );
  const points = tasks.reduce((sum, task) => sum + task.points, 0);
  const of = tasks.reduce((sum, task) => sum + task.of, 0);
  const file = only(events, "file")[0];
  const drawn = only(events, "picture")[0]?.file;
  return {
    version: 1,
    lab: card.id,
    title: card.title,
    file: file?.path ?? "",
    sha256: file?.sha256 ?? null,
    exports: only(events, "exports")[0]?.names ?? [],
    points,
    of,
    passed: tasks.length > 0 && points === of && tasks.every(({ status }) => status === "passed"),
    tasks,
    output: endings.map(({ output }) => output).join(""),
    ...(drawn === undefined ? {} : { picture: drawn }),
    milliseconds: Math.round(milliseconds),
  };
}

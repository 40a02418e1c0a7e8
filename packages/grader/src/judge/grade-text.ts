import type { AnswerKey } from "./answer-key.ts";
import type { FileAnswers } from "./ask-file.ts";
import { Grading, type GradingOptions, type Judged } from "./grading.ts";
import type { JudgedLab } from "./judged-lab.ts";
import { lessonAddress, shortName } from "./lesson-address.ts";
import type { TranslatedText } from "./translated-text.ts";
import type { Failure, TaskVerdict, Verdict } from "./verdict.ts";

function taskVerdict(lab: JudgedLab, { task, status, failure, given, misconceptions }: Judged): TaskVerdict {
  const { id, title, points } = task;
  return {
    id,
    title,
    status,
    points: status === "passed" || status === "carried" ? points : 0,
    of: points,
    questions: lab.questions[id]?.length ?? 0,
    ...(failure === undefined ? {} : { failure }),
    ...(given === undefined ? {} : { given }),
    misconceptions,
    hint: `npx downhill hint ${shortName(lab.card.id)} ${id}`,
    lesson: lessonAddress(lab.card.id, id),
  };
}

/** The final result for a file. */
export interface Found {
  readonly judged: readonly Judged[];
  readonly failure?: Failure;
  readonly asked?: FileAnswers;
}

/** Runs a file in a box, judges its answers and, if tasks failed, investigates further. */
export async function gradeText(
  lab: JudgedLab,
  key: AnswerKey,
  text: TranslatedText,
  options: GradingOptions,
): Promise<Found> {
  const grading = new Grading(lab, key, text, { ...options, seed: key.seed });
  try {
    const tasks = lab.card.tasks.map(({ id }) => id);
    const [asked] = await Promise.all([grading.ask(tasks), key.right()]);
    if (asked.failure !== undefined) return { ...brokenFile(lab, asked.failure), asked };
    return { judged: await grading.verdicts(asked), asked };
  } finally {
    grading.close();
  }
}

const stopsFile = ({ kind }: Failure): boolean =>
  ["loop", "stopped", "stalled", "memory", "exit"].includes(kind);

/** A file that could not be run has one failure for all tasks. */
export const brokenFile = (lab: JudgedLab, failure: Failure): Found => ({
  failure,
  judged: lab.card.tasks.map((task) => ({
    task,
    status: stopsFile(failure) ? "stopped" : "failed",
    notes: [],
    misconceptions: [],
  })),
});

/** The verdict about a file, apart from what tells it from other files. */
export function verdictOf(
  lab: JudgedLab,
  { judged, failure, asked }: Found,
): Omit<Verdict, "file" | "sha256" | "picture" | "milliseconds"> {
  const tasks = judged.map((each) => taskVerdict(lab, each));
  const points = tasks.reduce((sum, task) => sum + task.points, 0);
  const of = tasks.reduce((sum, task) => sum + task.of, 0);
  const passed = points === of && tasks.every(({ status }) => status === "passed");
  return {
    version: 2,
    lab: lab.card.id,
    title: lab.card.title,
    exports: asked?.exports ?? [],
    points,
    of,
    passed,
    tasks,
    ...(failure === undefined ? {} : { failure }),
    notes: judged.flatMap(({ notes }) => notes),
    output: asked?.output ?? "",
    cut: asked?.cut ?? 0,
  };
}

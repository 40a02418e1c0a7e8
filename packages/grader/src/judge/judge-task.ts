import { questionId } from "../box/protocol.ts";
import { AnsweredError, Stopped, Threw, Unwritten } from "../lab/answer.ts";
import type { TaskCard } from "../lab/card.ts";
import type { Question } from "../lab/questions.ts";
import type { Text } from "../lab/text.ts";
import type { FileAnswers, Runnable } from "./ask-file.ts";
import { crash } from "./ending.ts";
import { fault } from "./fault.ts";
import type { JudgedLab } from "./judged-lab.ts";
import type { Failure, Status } from "./verdict.ts";

/** The outcome of a task's answers. */
export interface TaskOutcome {
  readonly status: Extract<Status, "passed" | "failed" | "stopped" | "not-written">;
  readonly failure?: Failure;
  readonly notes: readonly Text[];
}

function missingExport(names: readonly string[], exports: readonly string[]): Failure {
  const missing = names.map((name) => `\`${name}\``);
  const has = exports.map((name) => `\`${name}\``);
  return {
    kind: "missing-export",
    sentence: {
      en: `The file does not export ${missing.join(", ")}; it exports ${has.length === 0 ? "nothing" : has.join(", ")}. Put \`export\` in front of it and check the spelling.`,
      zh: `文件没有导出 ${missing.join("、")}，现在${has.length === 0 ? "什么都没有导出" : `导出的是 ${has.join("、")}`}。请在声明前加上 \`export\`，并检查拼写。`,
    },
  };
}

/** The right answer may be an error: then the learner's code must throw one of that class. */
const rightToThrow = (answer: Threw, right: unknown): boolean =>
  right instanceof Threw &&
  answer.error instanceof AnsweredError &&
  right.error instanceof AnsweredError &&
  !answer.error.accidental &&
  answer.error.kinds.includes(right.error.kinds[0] ?? right.error.name);

function failureOf(
  question: Question<unknown>,
  answer: unknown,
  right: unknown,
  { locate }: Runnable,
): Failure | undefined {
  if (answer instanceof Threw)
    return rightToThrow(answer, right) ? undefined : crash(answer, locate, question.what);
  if (right instanceof Threw) {
    const expected = right.error instanceof AnsweredError ? right.error.name : "Error";
    return {
      kind: "difference",
      sentence: {
        en: `${question.what.en}: ${/^[AEIOU]/.test(expected) ? "an" : "a"} ${expected} must be thrown, but nothing was thrown.`,
        zh: `${question.what.zh}：应当抛出 ${expected}，实际却没有抛出。`,
      },
    };
  }
  const comparison = fault(question, answer, right);
  return comparison === undefined
    ? undefined
    : { kind: "difference", sentence: comparison.sentence, comparison };
}

const rightSoFar: Failure = {
  kind: "unfinished",
  sentence: {
    en: "What you have written of this task is right so far; the rest is still to be written.",
    zh: "这项任务已经写好的部分目前是对的，其余的还没有写。",
  },
};

/** A task with some code missing; `begun` if other code of it has answered its questions correctly. */
function unwritten(task: TaskCard, missing: string, begun: boolean): TaskOutcome {
  if (missing === task.id || !task.builds.includes(missing))
    return { status: "not-written", notes: [], ...(begun ? { failure: rightSoFar } : {}) };
  return {
    status: "failed",
    notes: [],
    failure: {
      kind: "needs",
      sentence: {
        en: `This task calls code from the task \`${missing}\`, which is not written yet.`,
        zh: `这项任务要用到 \`${missing}\` 的代码，而那部分尚未完成。`,
      },
    },
  };
}

/** A task's questions with their places: those that are costly come last. */
function inOrder(
  { questions }: JudgedLab,
  { id }: TaskCard,
): readonly (readonly [number, Question<unknown>])[] {
  const all = [...(questions[id] ?? []).entries()];
  return all.toSorted(([, a], [, b]) => Number(a.costly ?? false) - Number(b.costly ?? false));
}

/**
 * Compares a file's answers to one task's questions with the right ones, in order; the first that is wrong decides.
 * Code that is not written yet does not keep the rest of the task from being judged. The costly questions may be left
 * out: then the outcome tells whether they are worth asking.
 */
export function judgeTask(
  lab: JudgedLab,
  task: TaskCard,
  text: Runnable,
  asked: FileAnswers,
  right: ReadonlyMap<string, unknown>,
  { costly = true } = {},
): TaskOutcome {
  const missing = task.writes.filter((name) => !asked.exports.includes(name));
  if (missing.length > 0)
    return { status: "failed", failure: missingExport(missing, asked.exports), notes: [] };
  const notes: Text[] = [];
  let [missingTask, begun]: [string | undefined, boolean] = [undefined, false];
  for (const [index, question] of inOrder(lab, task)) {
    if (question.costly === true && !costly) continue;
    const id = questionId({ task: task.id, index });
    const answer = asked.answers.get(id);
    if (answer instanceof Unwritten) {
      missingTask ??= answer.task;
      continue;
    }
    if (answer instanceof Stopped || !asked.answers.has(id)) {
      const failure = asked.stops.get(task.id) ?? asked.failure;
      // Of a task that is still to be written, the costly questions are not asked.
      if (missingTask !== undefined && question.costly === true && failure === undefined) continue;
      return { status: "stopped", notes, ...(failure === undefined ? {} : { failure }) };
    }
    const failure = failureOf(question, answer, right.get(id), text);
    if (failure !== undefined) {
      const stop = asked.stops.get(task.id);
      return stop === undefined
        ? { status: "failed", failure, notes }
        : { status: "stopped", failure: stop, notes };
    }
    const note = question.note?.(answer);
    if (note !== undefined) notes.push(note);
    begun = true;
  }
  if (missingTask !== undefined) return unwritten(task, missingTask, begun);
  return { status: "passed", notes };
}

/** For `askFile`: a task is worth its costly questions when its other answers are right. */
export const promising =
  (lab: JudgedLab, text: Runnable, right: () => Promise<ReadonlyMap<string, unknown>>) =>
  async (id: string, asked: FileAnswers): Promise<boolean> => {
    const task = lab.card.tasks.find((each) => each.id === id);
    if (task === undefined) return false;
    return judgeTask(lab, task, text, asked, await right(), { costly: false }).status === "passed";
  };

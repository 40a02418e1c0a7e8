import { layOut } from "../desk/desk.ts";
import type { Progress } from "../desk/progress.ts";
import { lessonAddress } from "../judge/lesson-address.ts";
import type { LabCard } from "../lab/card.ts";
import { findRoot } from "../lab/course.ts";
import { readCourse } from "../lab/read-lab.ts";
import type { Text } from "../lab/text.ts";
import { progressIn } from "./asked-lab.ts";
import { type CourseMap, mapOf } from "./course-map.ts";
import type { ExitCode } from "./exit-code.ts";
import { openTask } from "./open-task.ts";
import type { Output } from "./output.ts";

/** What to do next, for people and for programs; `lab` is null when everything is done. */
interface NextStep {
  readonly version: 1;
  readonly lab: string | null;
  readonly task: string | null;
  /** Labs that come before this one and are not done yet; only where every open lab has one. */
  readonly missing: readonly string[];
  readonly lesson: Text | null;
  readonly command: string | null;
}

/** The first open task of the lab that comes next. */
export function nextStep(cards: readonly LabCard[], progress: Progress): NextStep {
  const { labs, next }: CourseMap = mapOf(cards, progress);
  const card = cards.find(({ id }) => id === next?.lab);
  const task = card && openTask(card, progress);
  return {
    version: 1,
    lab: card?.id ?? null,
    task: task?.id ?? null,
    missing: labs.find(({ id }) => id === card?.id)?.missing ?? [],
    lesson: card && task ? lessonAddress(card.id, task.id).file : null,
    command: next?.command ?? null,
  };
}

/** `downhill next`: the lab and the task to continue with, where to read about it, and the command. */
export async function next(out: Output, { json = false }: { readonly json?: boolean }): Promise<ExitCode> {
  const root = findRoot(out.from);
  const cards = await readCourse(root);
  const step = nextStep(cards, await progressIn(root, out));
  if (json) {
    out.write(JSON.stringify(step, null, 2));
    return 0;
  }
  const card = cards.find(({ id }) => id === step.lab);
  const task = card?.tasks.find(({ id }) => id === step.task);
  if (card === undefined || task === undefined) {
    out.write(out.say({ en: "All labs are done.", zh: "所有实验都已完成。" }));
    return 0;
  }
  layOut(card);
  const lines: readonly Text[] = [
    {
      en: `${card.id} · ${card.title.en} · ${card.minutes} min`,
      zh: `${card.id} · ${card.title.zh} · ${card.minutes} 分钟`,
    },
    ...(step.missing.length === 0
      ? []
      : [{ en: `It builds on ${step.missing.join(", ")}.`, zh: `它以 ${step.missing.join("、")} 为基础。` }]),
    { en: `Task:   ${task.title.en} (${task.id})`, zh: `任务：${task.title.zh}（${task.id}）` },
    { en: `Lesson: ${step.lesson!.en}`, zh: `讲义：${step.lesson!.zh}` },
    { en: `Code:   labs/${card.id}/src/${card.file}`, zh: `代码：labs/${card.id}/src/${card.file}` },
    { en: `Grade:  ${step.command!}`, zh: `评分：${step.command!}` },
  ];
  for (const line of lines) out.write(out.say(line));
  return 0;
}

import type { Verdict } from "../judge/verdict.ts";
import { commonFailure } from "./common-failure.ts";
import { failureLines } from "./failure-lines.ts";
import type { ReportStyle } from "./style.ts";
import { isRight, outcomeOf } from "./outcome.ts";
import { explainTask } from "./task-lines.ts";

/** A task as a test runner shows it, with what is wrong, or null. */
export interface LabTest {
  readonly name: string;
  readonly problem: string | null;
}

/** Turns a verdict into tests: one for each task. A task that is right except for an earlier one passes. */
export function labTests(verdict: Verdict, style: ReportStyle): readonly LabTest[] {
  const common = commonFailure(verdict);
  return verdict.tasks.map((task) => {
    const title = task.title[style.language];
    const name = `${task.id}: ${title}`;
    if (isRight(task)) return { name, problem: null };
    const outcome = outcomeOf(task)?.[style.language];
    const heading = outcome === undefined ? title : `${title} · ${outcome}`;
    const why = common === undefined ? explainTask(task, style) : failureLines(common, 0, style);
    return { name, problem: [heading, ...why].join("\n") };
  });
}

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { LabCard } from "../lab/card.ts";
import type { Questions } from "../lab/questions.ts";
import { languagesInStep } from "../lab/languages-in-step.ts";
import type { Mistake } from "../lab/mistakes.ts";
import { starterOf } from "../lab/starter.ts";
import { mistakeText } from "../judge/mistake-text.ts";
import type { Feedback } from "../lab/card.ts";

const repeated = (ids: readonly string[]): readonly string[] => ids.filter((id, i) => ids.indexOf(id) !== i);

/** The tasks that a solution marks as the learner's to write. */
const regionsOf = (solution: string): readonly string[] =>
  [...solution.matchAll(/^\s*\/\/ #task (\S+)/gm)].map(([, id = ""]) => id);

/** What a number can precede in Chinese: 第 3 步, 第 3 个坐标. */
const measured = /^[个步次行列组件种轮层条项]/u;

/** Axes whose Chinese name has no measure word. */
const axisFaults = (questions: Questions<unknown>): readonly string[] =>
  [...new Set(Object.values(questions).flatMap((all) => all.flatMap(({ axes }) => axes ?? [])))]
    .filter(({ zh }) => !measured.test(zh))
    .map(({ zh }) => `the axis "${zh}" has no measure word: write 个${zh}`);

function taskFaults(card: LabCard, questions: Questions<unknown>, solution: string): readonly string[] {
  const ids = card.tasks.map(({ id }) => id);
  const points = card.tasks.reduce((sum, task) => sum + task.points, 0);
  const regions = regionsOf(solution);
  const asked = Object.keys(questions);
  return [
    ...(points === 100 ? [] : [`the points add up to ${points}, not 100`]),
    ...ids.filter((id) => !regions.includes(id)).map((id) => `key/solution.ts has no region // #task ${id}`),
    ...regions
      .filter((id) => !ids.includes(id))
      .map((id) => `key/solution.ts marks "${id}", which is not a task`),
    ...ids.filter((id) => (questions[id]?.length ?? 0) === 0).map((id) => `no question asks about ${id}`),
    ...asked
      .filter((id) => !ids.includes(id))
      .map((id) => `questions ask about "${id}", which is not a task`),
    ...card.tasks
      .flatMap(({ writes }) => writes)
      .filter((name) => !new RegExp(`^export [^\\n]*\\b${name}\\b`, "m").test(solution))
      .map((name) => `key/solution.ts does not export ${name}`),
  ];
}

function mistakeFaults(
  card: LabCard,
  mistakes: readonly Mistake[],
  feedback: Readonly<Record<string, Feedback>>,
  solution: string,
): readonly string[] {
  const ids = mistakes.map(({ id }) => id);
  const tasks = card.tasks.map(({ id }) => id);
  const unfit = mistakes.flatMap((mistake) => {
    try {
      return mistakeText(solution, mistake) === solution ? [`mistake ${mistake.id} changes nothing`] : [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  return [
    ...unfit,
    ...repeated(ids).map((id) => `two mistakes are called ${id}`),
    ...mistakes
      .filter(({ task }) => !tasks.includes(task))
      .map(({ id, task }) => `mistake ${id} belongs to "${task}", which is not a task`),
    ...ids.filter((id) => feedback[id] === undefined).map((id) => `key/feedback.md does not explain ${id}`),
    ...Object.keys(feedback)
      .filter((id) => !ids.includes(id))
      .map((id) => `key/feedback.md explains "${id}", which is not a mistake`),
  ];
}

/**
 * The faults of a lab's files, each in a sentence for its authors; the part of the gate that does not run a learner's
 * file.
 */
export function structureFaults(
  card: LabCard,
  questions: Questions<unknown>,
  mistakes: readonly Mistake[],
  feedback: Readonly<Record<string, Feedback>>,
): readonly string[] {
  const file = path.join(card.folder, "key", "solution.ts");
  if (!existsSync(file)) return ["key/solution.ts is missing"];
  const solution = readFileSync(file, "utf8");
  starterOf(solution);
  return [
    ...taskFaults(card, questions, solution),
    ...axisFaults(questions),
    ...mistakeFaults(card, mistakes, feedback, solution),
    ...languagesInStep(card.folder),
  ];
}

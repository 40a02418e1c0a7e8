import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { grade } from "../judge/grade.ts";
import type { LabCard } from "../lab/card.ts";
import { CourseError } from "../lab/course-error.ts";
import { deskFile, deskRecord } from "./desk.ts";
import { solutionText, starterText } from "./starter-text.ts";

/** A part of a training stack, and the file that holds it: the learner's where its tasks pass, otherwise the solution. */
export interface Part {
  readonly name: string;
  readonly lab: string;
  readonly file: string;
  /** Whether it is the learner's. */
  readonly own: boolean;
  /** The tasks that have to pass before the learner's file is used. */
  readonly open: readonly string[];
  /** Lines of code that the learner wrote, if the part is theirs. */
  readonly lines: number;
}

/** Lines that are code. */
const codeOf = (text: string): readonly string[] =>
  text
    .replace(/\/\*.*?\*\//gs, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//"));

/** How many lines of code a text has in addition to the starter's. */
export function linesBeyond(text: string, start: string): number {
  const given = new Map<string, number>();
  for (const line of codeOf(start)) given.set(line, (given.get(line) ?? 0) + 1);
  return codeOf(text).filter((line) => {
    const left = given.get(line) ?? 0;
    given.set(line, left - 1);
    return left <= 0;
  }).length;
}

/** The lab that provides a part: the last one up to the lab that uses it. */
function providerOf(name: string, cards: readonly LabCard[], user: LabCard): LabCard {
  const found = cards.findLast((card) => card.id <= user.id && card.provides?.[name] !== undefined);
  if (found !== undefined) return found;
  throw new CourseError("unknown-part", {
    en: `labs/${user.id}/lab.ts uses "${name}", which neither this lab nor an earlier one provides.`,
    zh: `labs/${user.id}/lab.ts 用到部件 “${name}”，但这个实验和更早的实验都没有提供它。`,
  });
}

/** The tasks among these, and those they build on, that the learner's file does not pass. */
async function openTasks(card: LabCard, asked: readonly string[]): Promise<readonly string[]> {
  const needed = card.tasks.filter(({ id }) =>
    asked.some((each) => each === id || card.tasks.find((task) => task.id === each)?.builds.includes(id)),
  );
  if (!existsSync(deskFile(card))) return needed.map(({ id }) => id);
  const { tasks } = await grade(card.folder);
  const passed = new Set(tasks.filter(({ status }) => status === "passed").map(({ id }) => id));
  return needed.map(({ id }) => id).filter((id) => !passed.has(id));
}

/**
 * The parts that a lab uses. The learner's files are graded as they are now.
 *
 * @throws {CourseError} If no lab provides a part, or if the learner's file does not pass and the key is absent.
 */
export async function partsOf(cards: readonly LabCard[], user: LabCard): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const name of user.uses ?? []) {
    const card = providerOf(name, cards, user);
    const open = await openTasks(card, card.provides?.[name] ?? []);
    const own = open.length === 0;
    if (!own && solutionText(card) === undefined) {
      throw new CourseError("not-found", {
        en: `${name} comes from lab ${card.id}, whose tasks are open: ${open.join(", ")}. Finish them first.`,
        zh: `部件 ${name} 来自实验 ${card.id}，还有任务没有通过：${open.join("、")}。请先完成。`,
      });
    }
    const file = own ? deskFile(card) : path.join(card.folder, "key", "solution.ts");
    const began = (): string => deskRecord(card)?.text ?? starterText(card);
    const lines = own ? linesBeyond(readFileSync(file, "utf8"), began()) : 0;
    parts.push({ name, lab: card.id, file, own, open, lines });
  }
  return parts;
}

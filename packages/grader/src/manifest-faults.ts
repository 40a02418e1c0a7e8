import type { Text } from "./lab.ts";
import type { LabCard } from "./protocol.ts";

const hintLevels: number = 3;

const blank = (text: Partial<Text> | undefined): boolean =>
  typeof text?.en !== "string" ||
  text.en.trim() === "" ||
  typeof text.zh !== "string" ||
  text.zh.trim() === "";

const repeated = (ids: readonly string[]): readonly string[] => ids.filter((id, i) => ids.indexOf(id) !== i);

/** What a manifest's data get wrong, each in a sentence for the lab's authors. */
export function manifestFaults(card: LabCard): readonly string[] {
  const faults: string[] = [];
  const texts: [string, Partial<Text> | undefined][] = [
    ["title", card.title],
    ["summary", card.summary],
    ...card.tasks.flatMap((task): [string, Partial<Text> | undefined][] => [
      [`${task.id}'s title`, task.title],
      ...[0, 1, 2].map((i): [string, Partial<Text> | undefined] => [
        `${task.id}'s hint ${i + 1}`,
        task.hints[i],
      ]),
    ]),
    ...card.mistakes.flatMap((mistake): [string, Partial<Text> | undefined][] => [
      [`${mistake.id}'s name`, mistake.name],
      [`${mistake.id}'s explanation`, mistake.explanation],
    ]),
  ];
  for (const [what, text] of texts) if (blank(text)) faults.push(`${what} must be written in both languages`);
  const points = card.tasks.reduce((sum, task) => sum + task.points, 0);
  if (points !== 100) faults.push(`the points add up to ${points}, not 100`);
  for (const id of repeated(card.tasks.map((task) => task.id))) faults.push(`two tasks are called ${id}`);
  for (const id of repeated(card.mistakes.map((mistake) => mistake.id)))
    faults.push(`two mistakes are called ${id}`);
  for (const { id } of card.mistakes) {
    if (["src", "starter", "solution"].includes(id)) faults.push(`a mistake may not be called ${id}`);
  }
  for (const { id, points: each } of card.tasks) if (!(each > 0)) faults.push(`${id} must give points`);
  for (const { id, hints } of card.tasks)
    if (hints.length !== hintLevels) faults.push(`${id} must have three hints`);
  if (!(card.minutes > 0)) faults.push("minutes must be above 0");
  return faults;
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { importsSolution } from "./graded-file.ts";
import type { LabCard } from "./protocol.ts";

const read = (file: string): string => readFileSync(file, "utf8").replaceAll("\r\n", "\n");

function lessonFaults(folder: string, name: string, card: LabCard): readonly string[] {
  const file = path.join(folder, name);
  if (!existsSync(file)) return [`${name} is missing`];
  const text = read(file);
  return card.tasks
    .filter(({ anchor }) => !text.includes(`{#${anchor}}`))
    .map(({ id, anchor }) => `${name} has no heading {#${anchor}} for ${id}`);
}

/**
 * What a lab's folder gets wrong: missing files, lessons without a task's heading, a shipped `src/` that is not the
 * starter, mistakes without a module or modules without a mistake, anything but a mistake that imports the solution.
 */
export function labFiles(folder: string, card: LabCard): readonly string[] {
  const faults: string[] = [];
  const needed = ["package.json", ...["starter", "solution"].map((part) => `${part}/${card.file}`)];
  for (const name of needed) if (!existsSync(path.join(folder, name))) faults.push(`${name} is missing`);
  faults.push(...lessonFaults(folder, "lesson.md", card), ...lessonFaults(folder, "lesson.zh.md", card));

  const known = new Set(card.mistakes.map(({ id }) => id));
  const mistakes = path.join(folder, "mistakes");
  const modules = existsSync(mistakes) ? readdirSync(mistakes).filter((name) => name.endsWith(".ts")) : [];
  for (const id of known) if (!modules.includes(`${id}.ts`)) faults.push(`mistakes/${id}.ts is missing`);
  for (const name of modules) {
    if (!known.has(name.slice(0, -3))) faults.push(`mistakes/${name} is in no mistake of lab.ts`);
  }
  const own = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !/^(solution|mistakes|node_modules)\b/.test(name),
  );
  for (const name of own)
    if (importsSolution(read(path.join(folder, name)))) faults.push(`${name} imports the solution`);
  return faults;
}

/** Whether the learner's file is still the starter, byte for byte apart from line ends. */
export function isUntouched(folder: string, card: LabCard): boolean {
  const [starter, own] = ["starter", "src"].map((part) => path.join(folder, part, card.file));
  return (
    starter !== undefined &&
    own !== undefined &&
    existsSync(own) &&
    existsSync(starter) &&
    read(own) === read(starter)
  );
}

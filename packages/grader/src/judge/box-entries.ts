import { createHash } from "node:crypto";
import { existsSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { LabCard } from "../lab/card.ts";
import { ownModule } from "./own-module.ts";

/** Something that a learner's file may import: its name there, what is bundled for it, and the name of that output. */
interface Importable {
  readonly name: string;
  readonly source: string;
  readonly output: string;
}

const todo = "@downhill/grader/todo";
const safeName = (name: string): string => name.replace(/[^\w.-]+/g, "_");

/** Files that the learner's code may import from `../provided/`. */
function provided(lab: string): readonly string[] {
  const folder = path.join(lab, "provided");
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".ts")) : [];
}

/** What a learner's file may import: the placeholder of unwritten code, packages, and what the lab provides. */
export function importsOf(card: LabCard): readonly Importable[] {
  const packages = (card.imports ?? []).map((name) => ({
    name,
    source: name,
    output: `imports/${safeName(name)}`,
  }));
  const files = provided(card.folder).map((name) => ({
    name: `../provided/${name}`,
    source: path.join(card.folder, "provided", name),
    output: `provided/${name.slice(0, -3)}`,
  }));
  return [
    { name: todo, source: ownModule("lab/todo"), output: `imports/${safeName(todo)}` },
    ...packages,
    ...files,
  ];
}

/** What is bundled of a lab, by the name of its output. */
export function labEntries(card: LabCard): Readonly<Record<string, string>> {
  const at = (name: string): string => path.join(card.folder, name);
  const questions =
    ["questions.ts", "questions/index.ts"].map(at).find((file) => existsSync(file)) ?? at("questions.ts");
  return {
    questions,
    ...(existsSync(at("picture.ts")) ? { picture: at("picture.ts") } : {}),
    ...Object.fromEntries(importsOf(card).map(({ output, source }) => [output, source])),
  };
}

/** A lab's copy of a package lacks the functions that the lab asks for. */
export function withhold(
  folder: string,
  card: LabCard,
  exported: ReadonlyMap<string, readonly string[]>,
): void {
  for (const [name, without] of Object.entries(card.withholds ?? {})) {
    const output = `imports/${safeName(name)}`;
    const kept = (exported.get(output) ?? []).filter((each) => !without.includes(each));
    const file = path.join(folder, `${output}.mjs`);
    const whole = `${safeName(name)}-${createHash("sha256").update(String(Math.random())).digest("hex").slice(0, 12)}.mjs`;
    renameSync(file, path.join(folder, "imports", whole));
    writeFileSync(file, `export { ${kept.join(", ")} } from "./${whole}";\n`);
  }
}

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");
const labs = path.join(root, "labs");

/** A lab's lesson, its figures, and the programs that it tells a learner to save and run. */
export function lessonOf(lab: string) {
  const folder = path.join(labs, lab);
  const node = (...words: string[]): string =>
    execFileSync(process.execPath, ["--conditions=@downhill/source", "--import", "tsx", ...words], {
      cwd: folder,
      encoding: "utf8",
    });
  const texts = ["lesson.md", "lesson.zh.md"].map(
    (name) => [name, readFileSync(path.join(folder, name), "utf8")] as const,
  );
  return {
    texts,
    /** What figures.ts prints: all of it, or what is named. */
    figures: (...names: string[]): string => node("figures.ts", ...names),
    /** What a program of the lesson prints with the solution in place of the learner's file. */
    run(program: string): string {
      const home = mkdtempSync(path.join(tmpdir(), `${lab}-`));
      const file = path.join(home, "program.mts");
      const at = (name: string): string => JSON.stringify(path.join(folder, name));
      writeFileSync(
        file,
        program
          .replaceAll(/"\.\/[\w-]+\.ts"/g, at("key/solution.ts"))
          .replaceAll(/"\.\.\/(provided\/[\w-]+\.ts)"/g, (_, name: string) => at(name))
          // The program is outside the project, where packages cannot be imported by name.
          .replaceAll(/"@downhill\/(\w+)"/g, (_, name: string) =>
            JSON.stringify(path.join(root, "packages", name, "src/index.ts")),
          ),
      );
      try {
        return node(file).trim();
      } finally {
        rmSync(home, { recursive: true });
      }
    },
  };
}

/** The fenced blocks of a lesson in one language. */
export const blocks = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, "gs"))].map(([, block = ""]) => block);

/** The part of what figures.ts printed that has this title, up to the next title. */
export function partIn(printed: string, title: string): string {
  const part = `\n\n${printed}`.split(/\n\n(?=[\w-]+\n)/).find((each) => each.startsWith(`${title}\n`));
  if (part === undefined) throw new Error(`figures.ts prints nothing under the title "${title}"`);
  return part;
}

/** The cells of a printed table, without its title and its header. */
export const rowsIn = (printed: string, title: string): readonly (readonly string[])[] =>
  partIn(printed, title)
    .trimEnd()
    .split("\n")
    .slice(2)
    .map((line) => line.trim().split(/ {2,}/));

/** Each table of a lesson, the given number in each language, is in what was printed, and its opening is what figures.ts draws: in a separate process unless the test passes another way. */
export function testFigures(
  lab: string,
  { texts, figures }: ReturnType<typeof lessonOf>,
  tables: number,
  printed: string,
  drawn = (): string => figures("opening"),
): void {
  test.each(texts)("%s: every table is what figures.ts prints", (_, text) => {
    expect(blocks(text, "text")).toHaveLength(tables);
    for (const table of blocks(text, "text")) expect(printed).toContain(table);
  });
  test("opening.svg is what figures.ts draws", () => {
    expect(drawn()).toBe(readFileSync(path.join(labs, lab, "opening.svg"), "utf8"));
  });
}

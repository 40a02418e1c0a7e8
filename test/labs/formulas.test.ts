import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/* A lesson's display formulas carry a kind in their first line: code (with what computes it), step, or quoted (with its source). */
const root = path.resolve(import.meta.dirname, "../..");
const labs = readdirSync(path.join(root, "labs")).filter((name) => /^\d\d-/.test(name));
const kind = /^% (?:code (?<code>\S+)|step|quoted \S.*)$/;

const formulasOf = (lesson: string): readonly string[] =>
  [...lesson.replace(/```.*?```/gs, "").matchAll(/\$\$(.*?)\$\$/gs)].map(([, tex = ""]) => tex.trim());

/** What a code formula names: a task of the lab, or an export of a package. */
function computes(lab: string, name: string): boolean {
  const [source = "", exported] = name.split("#");
  if (exported === undefined)
    return readFileSync(path.join(root, "labs", lab, "key", "solution.ts"), "utf8").includes(
      `// #task ${source}\n`,
    );
  const folder = path.join(root, "packages", source.replace("@downhill/", ""), "src");
  const file = exported.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return existsSync(path.join(folder, `${file}.ts`));
}

describe.each(labs)("%s", (lab) => {
  test.each(["lesson.md", "lesson.zh.md"])("%s: every display formula has its kind", (name) => {
    for (const tex of formulasOf(readFileSync(path.join(root, "labs", lab, name), "utf8"))) {
      const [first = ""] = tex.split("\n");
      const found = kind.exec(first);
      expect(found, tex).not.toBeNull();
      const { code } = found?.groups ?? {};
      if (code !== undefined)
        expect(computes(lab, code), `${first} names nothing that computes it`).toBe(true);
    }
  });
});

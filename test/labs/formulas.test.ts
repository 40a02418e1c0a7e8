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

/** What is between single dollar signs, outside of code and display formulas. */
const inlineOf = (lesson: string): readonly string[] => {
  const prose = lesson
    .replace(/```.*?```/gs, "")
    .replace(/`[^`\n]*`/g, "")
    .replace(/\$\$.*?\$\$/gs, "");
  return [...prose.matchAll(/(?<!\\)\$((?:[^$\\]|\\.)*?)\$/gs)].map(([, tex = ""]) => tex);
};

/** A word among others, which no formula has outside of \text: then a dollar meant money. */
const wordy = (tex: string): boolean =>
  /[A-Za-z]{3,}\s|\s[A-Za-z]{3,}|[\u4E00-\u9FFF]|\n\n| \| /.test(
    tex.replace(/\\(?:text|mathrm|operatorname)\{[^}]*\}/g, "").replace(/\\[A-Za-z]+/g, ""),
  );

test("a price is not a formula", () => {
  expect(inlineOf("in ($/h)², and $x$").some(wordy)).toBe(true);
  expect(inlineOf(String.raw`$x_i \cdot \text{the mean of all}$ costs \$5 and \$6`)).toHaveLength(1);
  expect(inlineOf(String.raw`$x_i \cdot \text{the mean of all}$`).some(wordy)).toBe(false);
});

describe.each(labs)("%s", (lab) => {
  test.each(["lesson.md", "lesson.zh.md"])("%s: dollar signs enclose only formulas", (name) => {
    const lesson = readFileSync(path.join(root, "labs", lab, name), "utf8");
    expect(inlineOf(lesson).filter(wordy)).toEqual([]);
  });

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

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { alike, fileOf, languages, linksOf, root, sectionsOf, textOf } from "./pages/page.ts";

/* The pages of docs/reference that people write in both languages: one is the other, section by section. */
const pages = ["faq", "notation", "conventions", "grading", "writing-labs", "optimizers/adam"];

/** The ids of a Markdown file's headings. */
const idsIn = (file: string): readonly string[] =>
  [...readFileSync(file, "utf8").matchAll(/^#{2,} .*\{#([\w-]+)\}$/gm)].map(([, id]) => id!);

describe.each(pages)("%s", (name) => {
  test("has the same headings, formulas, numbers, code and links in both languages", () => {
    const [english, chinese] = languages.map((language) => sectionsOf(name, language).map(alike));
    expect(chinese).toEqual(english);
  });

  test.each(languages)("has no invisible character, such as a tab: %s", (language) => {
    expect(textOf(name, language).match(/(?!\n)\p{Cc}/gu)).toBeNull();
  });

  test("has an id for each heading, each once", () => {
    const ids = sectionsOf(name, "en")
      .slice(1)
      .map(({ id }) => id);
    expect(ids.filter((id, i) => id === "" || ids.indexOf(id) !== i)).toEqual([]);
  });

  test.each(languages)("links to files and headings that exist: %s", (language) => {
    const folder = path.join(root, path.dirname(fileOf(name, language)));
    const targets = [...textOf(name, language).matchAll(/\]\(([^)]+)\)/g)]
      .map(([, target]) => target!)
      .filter((target) => !target.startsWith("https://"));
    const broken = targets.filter((target) => {
      const [file = "", id] = target.split("#");
      const at = path.join(folder, file === "" ? path.basename(fileOf(name, language)) : file);
      return !existsSync(at) || (id !== undefined && !idsIn(at).includes(id));
    });
    expect(broken).toEqual([]);
    const inLanguage = (target: string) =>
      !/\.md/.test(target) || /\.zh\.md/.test(target) === (language === "zh");
    expect(targets.filter((target) => !inLanguage(target))).toEqual([]);
    expect(linksOf(textOf(name, language)).length).toBeGreaterThan(0);
  });
});

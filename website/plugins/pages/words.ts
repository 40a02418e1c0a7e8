import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { aboutKind, type Kind } from "./kinds.ts";

/** What a page says in addition to the doc block: its title in both languages, and the doc block in Chinese. */
export interface Words {
  /** The field's name for it. */
  readonly title: Readonly<Record<"en" | "zh", string>>;
  /** Other words that people look for, in both languages. */
  readonly keywords: readonly string[];
  /** The doc block's paragraphs in Chinese, those before its first displayed formula and those after. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What each parameter means, in Chinese. */
  readonly params: ReadonlyMap<string, string>;
}

/** A section of words/KIND.zh.md: `## NAME`, the titles, the keywords, the paragraphs around `…`, the parameters. */
function wordsOf(section: string, file: string): [string, Words] {
  const [name = "", ...blocks] = section.trim().split(/\n\s*\n/);
  const [titles = "", ...rest] = blocks;
  const [english, chinese] = (titles.split("\n")[0] ?? "").split(" / ");
  if (english === undefined || chinese === undefined)
    throw new Error(`${file}: ${name} has no line with its titles, "English / 中文".`);
  const keywords = titles
    .split("\n")
    .slice(1)
    .join("，")
    .split(/[,，]\s*/)
    .filter((word) => word !== "");
  const items = rest.filter((block) => block.startsWith("- "));
  const prose = rest.filter((block) => !block.startsWith("- ")).map((block) => block.replaceAll("\n", ""));
  const at = prose.indexOf("…");
  const params = items
    .flatMap((block) => block.split("\n"))
    .map((line): [string, string] => {
      const [, param = "", meaning = ""] = /^- `(\w+)`：(.*)$/.exec(line) ?? [];
      if (param === "") throw new Error(`${file}: ${name}: "${line}" is not "- \`name\`：meaning".`);
      return [param, meaning];
    });
  return [
    name,
    {
      title: { en: english, zh: chinese },
      keywords,
      before: at < 0 ? prose : prose.slice(0, at),
      after: at < 0 ? [] : prose.slice(at + 1),
      params: new Map(params),
    },
  ];
}

/** The words for the pages of a kind, by name. */
export function wordsFor(root: string, kind: Kind): ReadonlyMap<string, Words> {
  const file = path.join(root, "website/plugins/pages/words", `${aboutKind[kind].folder}.zh.md`);
  if (!existsSync(file)) return new Map();
  const sections = readFileSync(file, "utf8").split(/^## /m).slice(1);
  return new Map(sections.map((section) => wordsOf(section, path.basename(file))));
}

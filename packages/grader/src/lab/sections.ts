import type { Heading, RootContent } from "mdast";
import { lineOf, type Page, pageFault, sourceOf } from "./markdown.ts";

/** The text under one `##` heading. */
export interface Section {
  /** From `## Title {#id}`; undefined where the heading has none. */
  readonly id: string | undefined;
  /** Markdown text. */
  readonly title: string;
  readonly line: number;
  readonly children: readonly RootContent[];
}

const marked = /^(?:(.*?)\s+)?\{#([^}]+)\}$/s;

/** A heading's text and id. */
export function headingOf(
  page: Page,
  heading: Heading,
): { readonly id: string | undefined; readonly title: string } {
  const text = sourceOf(page, heading)
    .replace(/^#+\s*/, "")
    .replace(/\s+#+\s*$/, "")
    .trim();
  const found = marked.exec(text);
  return found === null ? { id: undefined, title: text } : { id: found[2], title: found[1] ?? "" };
}

/** The sections of a page in order; text before the first heading is left out. */
export function sectionsOf(page: Page): readonly Section[] {
  const sections: (Section & { readonly children: RootContent[] })[] = [];
  for (const node of page.root.children) {
    if (node.type === "heading" && node.depth === 1) {
      throw pageFault(page, lineOf(node), {
        en: "a level-one heading; the page's title is `title` in the front matter. Write `##`.",
        zh: "这里用了一级标题。页面标题写在 front matter 的 `title` 里，正文请从 `##` 开始。",
      });
    }
    if (node.type === "heading" && node.depth === 2) {
      sections.push({ ...headingOf(page, node), line: lineOf(node), children: [] });
    } else {
      sections.at(-1)?.children.push(node);
    }
  }
  const ids = new Map<string, Section>();
  for (const section of sections) {
    const other = ids.get(section.id ?? "");
    if (section.id === undefined) continue;
    if (other !== undefined) {
      throw pageFault(page, section.line, {
        en: `the id {#${section.id}} already belongs to the heading on line ${other.line}. Choose another.`,
        zh: `id {#${section.id}} 已经被第 ${other.line} 行的标题使用，请换一个。`,
      });
    }
    ids.set(section.id, section);
  }
  return sections;
}

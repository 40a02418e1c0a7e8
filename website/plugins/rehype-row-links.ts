import { readFileSync } from "node:fs";
import path from "node:path";
import type { Element, Root } from "hast";
import { toString } from "hast-util-to-string";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { allReferencePages } from "../reference-pages.ts";

const isElement = (node: { readonly type: string }): node is Element => node.type === "element";

const cellsOf = (row: Element): Element[] => row.children.filter(isElement);

const words = {
  en: { about: "what it does", law: "a law" },
  zh: { about: "作用", law: "定律" },
};

/** What the front matter of a page says it is. */
function descriptionOf(folder: string, page: string, suffix: string): string {
  const text = readFileSync(path.join(folder, `${page}${suffix}`), "utf8");
  const [, description = ""] = /^description: (.*)$/m.exec(text) ?? [];
  return description.startsWith('"') ? (JSON.parse(description) as string) : description;
}

/**
 * The reference's tables are an overview on the site: each name leads to the page of its function, which has its formula and
 * its law, so here a sentence stands in place of them. A section's id is the folder of its pages.
 */
export default function rehypeRowLinks() {
  return (tree: Root, file: VFile): void => {
    const suffix = /^reference((?:\.zh)?\.md)$/.exec(path.basename(file.path))?.[1];
    if (suffix === undefined) return;
    const said = words[suffix === ".md" ? "en" : "zh"];
    let folder = "";
    let head: Element | undefined;
    visit(tree, "element", (node: Element) => {
      if (node.tagName === "h2") [folder, head] = [node.properties.id ?? "", undefined];
      if (node.tagName !== "tr") return;
      const cells = cellsOf(node);
      const [name, , oracle, difference, law, ofLaw] = cells;
      if (name?.tagName === "th") head = node;
      const [only] = name?.tagName === "td" ? name.children : [];
      if (name === undefined || only === undefined || !isElement(only)) return;
      const page = `${folder}/${toString(only)}`;
      if (!allReferencePages.includes(page)) return;
      shortenHead(head, said.about);
      name.children = [
        { type: "element", tagName: "a", properties: { href: `/reference/${page}` }, children: [only] },
      ];
      const bare = oracle !== undefined && law !== undefined && toString(oracle) === "";
      const about = descriptionOf(path.dirname(file.path), page, suffix);
      const texts = [about, bare ? said.law : toString(oracle!), toString((bare ? ofLaw : difference)!)];
      node.children = [name, ...texts.map((text, i) => cell(text, i === 2 ? difference : undefined))];
    });
  };
}

const cell = (value: string, like: Element | undefined): Element => ({
  type: "element",
  tagName: "td",
  properties: { ...like?.properties },
  children: [{ type: "text", value }],
});

/** A table's head without the columns of its laws, once. */
function shortenHead(head: Element | undefined, about: string): void {
  if (head === undefined || head.properties["data-short"] !== undefined) return;
  const [name, formula, ...others] = cellsOf(head);
  if (name === undefined || formula === undefined) return;
  formula.children = [{ type: "text", value: about }];
  head.properties["data-short"] = "";
  head.children = [name, formula, ...others.slice(0, 2)];
}

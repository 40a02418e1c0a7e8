import type { Root } from "mdast";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";

/** Markdown with formulas, as a tree. */
export const parsed = (markdown: string): Root => unified().use(remarkParse).use(remarkMath).parse(markdown);

/** The texts and formulas that are marked in a tree, in their order. */
export function marksIn(tree: Root): readonly string[] {
  const found: string[] = [];
  visit(tree, "emphasis", ({ data, children: [inside] }) => {
    if (data?.hName === "mark" && inside !== undefined && "value" in inside) found.push(inside.value);
  });
  return found;
}

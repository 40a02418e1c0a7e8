import type { Element, Root } from "hast";
import { visit } from "unist-util-visit";

/** Lets the keyboard reach tables, for one that is wider than the page scrolls. */
export default function rehypeScrollingTables() {
  return (tree: Root): void =>
    visit(tree, { type: "element", tagName: "table" }, (table: Element) => {
      table.properties.tabIndex = 0;
    });
}

import type { Element, Root } from "hast";
import { toString } from "hast-util-to-string";
import { visit } from "unist-util-visit";

/** Gives each row of a table whose first cell is a name in code, or an erratum's number, this as its id, so that links reach it. */
export default function rehypeRowIds() {
  return (tree: Root): void => {
    const taken = new Set<string>();
    visit(tree, { type: "element", tagName: "tr" }, (row: Element) => {
      const first = row.children.find((child): child is Element => child.type === "element");
      const [only, ...others] = first?.tagName === "td" ? first.children : [];
      if (only === undefined || others.length > 0) return;
      const id = toString(only);
      const named = only.type === "element" ? only.tagName === "code" : /^E\d\d$/.test(id);
      if (!named) return;
      if (!/^\w+$/.test(id) || taken.has(id)) return;
      taken.add(id);
      row.properties.id = id;
    });
  };
}

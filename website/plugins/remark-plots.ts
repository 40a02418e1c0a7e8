import type { Root } from "mdast";
import type { MdxJsxFlowElement } from "mdast-util-mdx-jsx";
import { visit } from "unist-util-visit";

/** Draws what a page has in a block of code named `plot`: lines, their axes and a table of their data. */
export default function remarkPlots() {
  return (tree: Root): void => {
    visit(tree, "code", (node, index, parent) => {
      if (node.lang !== "plot" || index === undefined || !parent) return;
      const plot: MdxJsxFlowElement = {
        type: "mdxJsxFlowElement",
        name: "Plot",
        attributes: [{ type: "mdxJsxAttribute", name: "data", value: node.value }],
        children: [],
      };
      parent.children[index] = plot;
    });
  };
}

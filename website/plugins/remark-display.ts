import type { Element } from "hast";
import type { Root } from "mdast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";

/** A paragraph that is nothing but `$$…$$` on one line is a display formula, as on GitHub. */
export default function remarkDisplay() {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    visit(tree, "paragraph", (node, index, parent) => {
      const [only, ...others] = node.children;
      if (only?.type !== "inlineMath" || others.length > 0 || index === undefined || !parent) return;
      const start = only.position?.start.offset ?? 0;
      if (!source.startsWith("$$", start)) return;
      const value = only.value;
      const code: Element = {
        type: "element",
        tagName: "code",
        properties: { className: ["math-display"] },
        children: [{ type: "text", value }],
      };
      parent.children[index] = { type: "math", value, data: { hName: "pre", hChildren: [code] } };
    });
  };
}

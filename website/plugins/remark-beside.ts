import path from "node:path";
import type { Root } from "mdast";
import type { MdxJsxFlowElement } from "mdast-util-mdx-jsx";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { beside, besideMarker } from "./beside/beside.ts";

const root = path.resolve("..");

/** Puts a formula beside its code where a page asks for it. */
export default function remarkBeside() {
  return async (tree: Root, file: VFile): Promise<void> => {
    const places: { what: string; put: (element: MdxJsxFlowElement) => void }[] = [];
    visit(tree, "html", (node, index, parent) => {
      const what = besideMarker.exec(node.value.trim())?.[1];
      if (what === undefined || index === undefined || !parent) return;
      places.push({ what, put: (element) => (parent.children[index] = element) });
    });
    for (const { what, put } of places) {
      const data = await beside(root, what, file.path.endsWith(".zh.md")).catch((error: Error) => {
        throw new Error(`${file.path}: ${error.message}`);
      });
      put({
        type: "mdxJsxFlowElement",
        name: "Beside",
        attributes: [{ type: "mdxJsxAttribute", name: "data", value: JSON.stringify(data) }],
        children: [],
      });
    }
  };
}

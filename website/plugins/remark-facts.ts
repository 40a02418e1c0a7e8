import path from "node:path";
import type { Root } from "mdast";
import type { MdxJsxFlowElement } from "mdast-util-mdx-jsx";
import type { VFile } from "vfile";

/** Puts what a lesson asks for, by its front matter, under its title. */
export default function remarkFacts() {
  return (tree: Root, file: VFile): void => {
    const id = path.basename(path.dirname(file.path));
    const facts: MdxJsxFlowElement = {
      type: "mdxJsxFlowElement",
      name: "LessonFacts",
      attributes: [{ type: "mdxJsxAttribute", name: "id", value: id }],
      children: [],
    };
    tree.children.unshift(facts);
  };
}

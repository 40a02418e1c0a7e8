import type { Root } from "mdast";
import type { MdxJsxFlowElement } from "mdast-util-mdx-jsx";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";

/** The figures a lesson may ask for with `<!-- figure: name -->`; the components are in src/theme/MDXComponents. */
export const figures: Readonly<Record<string, string>> = {
  clipping: "ClipFigure",
  descent: "DescentFigure",
  microscope: "Microscope",
  momentum: "MomentumPlane",
  penalty: "PenaltyFigure",
};

const marker = /^<!--\s*figure:\s*(\S+?)\s*-->$/;

/** Puts an interactive figure where a lesson has an HTML comment, which every other reader of the file ignores. */
export default function remarkFigures() {
  return (tree: Root, file: VFile): void => {
    visit(tree, "html", (node, index, parent) => {
      const name = marker.exec(node.value.trim())?.[1];
      if (name === undefined || index === undefined || !parent) return;
      const component = figures[name];
      if (component === undefined) {
        const known = Object.keys(figures).join(", ");
        throw new Error(
          `${file.path}:${node.position?.start.line}: there is no figure "${name}"; there are: ${known}.`,
        );
      }
      const figure: MdxJsxFlowElement = {
        type: "mdxJsxFlowElement",
        name: component,
        attributes: [],
        children: [],
      };
      parent.children[index] = figure;
    });
  };
}

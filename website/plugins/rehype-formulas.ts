import type { ObjectExpression, Property } from "estree";
import type { Element, Parents, Root } from "hast";
import type { MdxJsxTextElementHast } from "mdast-util-mdx-jsx";
import { toString } from "hast-util-to-string";
import { visitParents } from "unist-util-visit-parents";
import type { VFile } from "vfile";
import { typeset } from "./typeset.ts";

/** Replaces what remark-math leaves (`<code class="math-inline">`, `<pre><code class="math-display">`) by
 * formulas typeset at build time. A formula that is not valid TeX stops the build with file, line and reason. */
export default function rehypeFormulas() {
  return async (tree: Root, file: VFile): Promise<void> => {
    const found: { code: Element; ancestors: Parents[]; display: boolean }[] = [];
    visitParents(tree, { type: "element", tagName: "code" }, (code: Element, ancestors) => {
      const classes = code.properties.className;
      if (!Array.isArray(classes)) return;
      const display = classes.includes("math-display");
      if (display || classes.includes("math-inline"))
        found.push({ code, ancestors: [...ancestors], display });
    });
    for (const { code, ancestors, display } of found) {
      const outer = display ? ancestors.at(-1) : code;
      const parent = ancestors.at(display ? -2 : -1);
      if (!outer || !parent) continue;
      const tex = toString(code).trim();
      const line = (code.position ?? outer.position)?.start.line;
      const html = await typeset(tex, display).catch((error: Error) => {
        const place = line === undefined ? file.path : `${file.path}:${line}`;
        throw new Error(`${place}: "${tex}" is not valid TeX: ${error.message}.`);
      });
      const children: unknown[] = parent.children;
      children[children.indexOf(outer)] = formula(html, tex, display);
    }
  };
}

/** A span that React leaves alone: no element per glyph to hydrate, and the HTML is in the script only once. */
function formula(html: string, tex: string, display: boolean): MdxJsxTextElementHast {
  const inner: Property = {
    type: "Property",
    kind: "init",
    method: false,
    shorthand: false,
    computed: false,
    key: { type: "Identifier", name: "__html" },
    value: { type: "Literal", value: html },
  };
  const expression: ObjectExpression = { type: "ObjectExpression", properties: [inner] };
  return {
    type: "mdxJsxTextElement",
    name: "span",
    attributes: [
      { type: "mdxJsxAttribute", name: "className", value: display ? "formula formula-display" : "formula" },
      { type: "mdxJsxAttribute", name: "data-tex", value: tex.replace(/^%.*\n/, "") },
      {
        type: "mdxJsxAttribute",
        name: "dangerouslySetInnerHTML",
        value: {
          type: "mdxJsxAttributeValueExpression",
          value: "",
          data: {
            estree: {
              type: "Program",
              sourceType: "module",
              comments: [],
              body: [{ type: "ExpressionStatement", expression }],
            },
          },
        },
      },
    ],
    children: [],
  };
}

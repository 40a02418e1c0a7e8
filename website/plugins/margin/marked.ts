import type { Nodes, PhrasingContent, RootContent } from "mdast";
import { visit } from "unist-util-visit";

type Leaf = Extract<PhrasingContent, { readonly value: string }>;

/** A leaf, the list that holds it, and where its source begins in that of the whole text. */
interface Part {
  readonly leaf: Leaf;
  readonly siblings: PhrasingContent[];
  readonly from: number;
}

/** A leaf as it is in the source, and in quotations. */
const sourceOf = (leaf: Leaf): string => (leaf.type === "inlineMath" ? `$${leaf.value}$` : leaf.value);

/** The source of a text without its markup, and its leaves. */
function sourceIn(node: Nodes): { readonly source: string; readonly leaves: readonly Part[] } {
  const leaves: Part[] = [];
  let source = "";
  visit(node, (leaf, _, parent) => {
    if (!("value" in leaf) || parent === undefined) return;
    const each = leaf as Leaf;
    leaves.push({ leaf: each, siblings: parent.children as PhrasingContent[], from: source.length });
    source += sourceOf(each);
  });
  return { source, leaves };
}

/** The text of a heading. */
export const textOf = (node: Nodes): string => sourceIn(node).source;

/**
 * Marks words in a block, formulas among them included, and answers whether they are there. In a block of code or a
 * displayed formula nothing can be marked.
 */
export function marked(block: RootContent, words: string): boolean {
  if ("value" in block) return block.value.includes(words);
  let found = false;
  visit(block, ["paragraph", "heading", "tableCell"], (node) => {
    const { source } = sourceIn(node);
    for (let at = source.indexOf(words); at >= 0; at = source.indexOf(words, at + words.length)) {
      found = true;
      for (const { leaf, siblings, from } of sourceIn(node).leaves) {
        const [a, b] = [Math.max(0, at - from), Math.min(sourceOf(leaf).length, at + words.length - from)];
        if (a < b) siblings.splice(siblings.indexOf(leaf), 1, ...parts(leaf, a, b));
      }
    }
  });
  return found;
}

/** A leaf in up to three parts, the middle one marked; a formula is marked as a whole. */
function parts(leaf: Leaf, a: number, b: number): PhrasingContent[] {
  const mark = (inside: PhrasingContent): PhrasingContent => ({
    type: "emphasis",
    children: [inside],
    data: { hName: "mark" },
  });
  if (leaf.type !== "text") return [mark(leaf)];
  const cut = (from: number, to?: number): PhrasingContent[] => {
    const value = leaf.value.slice(from, to);
    return value === "" ? [] : [{ type: "text", value }];
  };
  return [...cut(0, a), ...cut(a, b).map(mark), ...cut(b)];
}

/*
 * Trees of numbers: a model's parameters as its parts hold them, and gradients of the same form. A leaf is a list of
 * numbers; a branch is a list of trees, or an object whose fields are trees.
 */

export type Vector = number[];
export type Tree = Vector | Tree[] | { readonly [name: string]: Tree };

const isLeaf = (tree: Tree): tree is Vector =>
  ArrayBuffer.isView(tree) || (Array.isArray(tree) && typeof (tree[0] ?? 0) === "number");

/** All numbers of a tree, in a new list. */
export function numbersOf(tree: Tree): Vector {
  const found: Vector = [];
  const collect = (part: Tree): void => {
    if (isLeaf(part)) for (const each of part) found.push(each);
    else for (const inner of Object.values(part)) collect(inner);
  };
  collect(tree);
  return found;
}

/** A new tree of the same form, of what `change` makes of each number. */
export function mapTree(change: (value: number) => number, tree: Tree): Tree {
  if (isLeaf(tree)) return Array.from(tree).map((value) => change(value));
  if (Array.isArray(tree)) return tree.map((part) => mapTree(change, part));
  return Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, mapTree(change, part)]));
}

/** Two trees of the same form, number by number. */
export function joinTrees(join: (a: number, b: number) => number, one: Tree, other: Tree): Tree {
  const rest = numbersOf(other);
  let i = 0;
  return mapTree((value) => join(value, rest[i++]!), one);
}

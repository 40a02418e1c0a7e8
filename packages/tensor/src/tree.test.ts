import fc from "fast-check";
import { expect, test } from "vitest";
import { leaves, paths, type Tree, TreeError, treeMap } from "./tree.ts";

const trees = fc.letrec<{ tree: Tree<number> }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.double(),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), tie("tree"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).tree;

test("mapping the identity gives an equal tree; mapping keeps the paths", () => {
  fc.assert(
    fc.property(trees, (tree) => {
      expect(treeMap((x: number) => x, tree)).toEqual(tree);
      const doubled = treeMap((x: number): string => String(x), tree);
      expect(paths(doubled)).toEqual(paths(tree).map(([path, x]) => [path, String(x)]));
      expect(leaves(tree)).toEqual(paths(tree).map(([, x]) => x));
    }),
  );
});

test("several trees are walked together", () => {
  expect(treeMap((a: number, b: number) => a + b, { w: 1, b: [2, 3] }, { b: [20, 30], w: 10 })).toEqual({
    w: 11,
    b: [22, 33],
  });
});

test("trees that differ are refused with the path", () => {
  const add = (a: number, b: number): number => a + b;
  const wrong = (a: Tree<number>, b: Tree<number>) => () => treeMap(add, a, b);
  expect(wrong({ w: [1, 2] }, { w: [1] })).toThrow(TreeError);
  expect(wrong({ w: [1, 2] }, { w: [1] })).toThrow('tree: at "w" only one tree has "1"');
  expect(wrong({ w: 1 }, { v: 1 })).toThrow('tree: at the root only one tree has "w"');
  expect(wrong({ w: { x: 1 } }, { w: 1 })).toThrow(
    'tree: at "w" one tree has branches and the other does not',
  );
});

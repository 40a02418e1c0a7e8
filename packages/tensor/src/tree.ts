import { checkFunction } from "./check-function.ts";
import type { Bilingual } from "./bilingual.ts";
import { meant } from "./meant.ts";

/** A leaf, or arrays and records of trees: parameters, gradients and optimizer states all have this structure. */
export type Tree<T> = T | readonly Tree<T>[] | { readonly [key: string]: Tree<T> };

/**
 * Thrown when two trees that should match do not; names the path where they differ.
 *
 * @example
 * ```ts
 * import { TreeError, treeMap } from "@downhill/tensor";
 * try {
 *   treeMap((a: number, b: number) => a + b, { w: 1 }, { b: 1 });
 * } catch (error) {
 *   if (error instanceof TreeError) console.log(error.message); // tree: at the root only one tree has "w"; …
 * }
 * ```
 */
export class TreeError extends TypeError {
  override readonly name = "TreeError";
  /** The kind of error, stable across versions: a row on the page of error codes in the reference. */
  readonly code: string;
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(code: string, { en, zh }: Bilingual) {
    super(en);
    this.code = code;
    this.zh = zh;
  }
}

type Node = readonly unknown[] | { readonly [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
  Array.isArray(value) ||
  (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype);

const entries = (node: Node): [string, unknown][] => Object.entries(node);

const at = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

/**
 * Applies a function to each leaf, or to the leaves of several trees of the same form together.
 *
 * @throws TreeError when the trees differ in form; the message names the path.
 * @example
 * ```ts
 * import { treeMap } from "@downhill/tensor";
 * treeMap((a: number, b: number) => a + b, { w: 1, b: [2, 3] }, { w: 10, b: [20, 30] }); // { w: 11, b: [22, 33] }
 * ```
 */
export function treeMap<T, P extends Tree<T>>(fn: (leaf: T, ...others: T[]) => T, tree: P, ...others: P[]): P;
export function treeMap<T, R>(
  fn: (leaf: T, ...others: T[]) => R,
  tree: Tree<T>,
  ...others: Tree<T>[]
): Tree<R>;
export function treeMap(fn: (...leaves: unknown[]) => unknown, tree: unknown, ...others: unknown[]): unknown {
  checkFunction("treeMap", "fn", fn);
  const visit = (node: unknown, rest: readonly unknown[], path: string): unknown => {
    if (!isNode(node)) return fn(node, ...rest);
    for (const other of rest) matchNode(node, other, path);
    const mapped = entries(node).map(([key, child]) => {
      const children = rest.map((other) => (other as Record<string, unknown>)[key]);
      return [key, visit(child, children, at(path, key))] as const;
    });
    return Array.isArray(node) ? mapped.map(([, value]) => value) : Object.fromEntries(mapped);
  };
  return visit(tree, others, "");
}

function matchNode(node: Node, other: unknown, path: string): void {
  const place = path === "" ? { en: "the root", zh: "根部" } : { en: `"${path}"`, zh: ` "${path}" 处` };
  if (!isNode(other) || Array.isArray(node) !== Array.isArray(other)) {
    throw new TreeError("tree-mismatch", {
      en: `tree: at ${place.en} one tree has branches and the other does not; give both the same form`,
      zh: `tree：在${place.zh}，一棵树有分支，另一棵没有；请让两者结构相同`,
    });
  }
  const missing = (from: Node, of: Node) => Object.keys(of).find((key) => !Object.hasOwn(from, key));
  const odd = missing(other, node) ?? missing(node, other);
  if (odd !== undefined) {
    const lacking = Object.keys(Object.hasOwn(node, odd) ? other : node);
    const near = Array.isArray(node) ? undefined : meant(odd, lacking);
    const [also, alsoZh] =
      near === undefined ? ["", ""] : [` where the other has "${near}"`, `，另一棵有 "${near}"`];
    throw new TreeError("tree-mismatch", {
      en: `tree: at ${place.en} only one tree has "${odd}"${also}; give both the same form`,
      zh: `tree：在${place.zh}，只有一棵树有 "${odd}"${alsoZh}；请让两者结构相同`,
    });
  }
}

/**
 * The leaves in order, depth first.
 *
 * @example
 * ```ts
 * import { leaves } from "@downhill/tensor";
 * leaves({ w: 1, layers: [2, { b: 3 }] }); // [1, 2, 3]
 * ```
 */
export function leaves<T>(tree: Tree<T>): T[] {
  const found: T[] = [];
  const visit = (node: Tree<T>): void => {
    if (isNode(node)) for (const child of Object.values(node)) visit(child);
    else found.push(node);
  };
  visit(tree);
  return found;
}

/**
 * The leaves with their paths, such as `layers.0.w`: the names under which a checkpoint stores them.
 *
 * @example
 * ```ts
 * import { paths } from "@downhill/tensor";
 * paths({ layers: [{ w: 1 }] }); // [["layers.0.w", 1]]
 * ```
 */
export function paths<T>(tree: Tree<T>, prefix = ""): [path: string, leaf: T][] {
  return isNode(tree)
    ? entries(tree).flatMap(([key, child]) => paths(child as Tree<T>, at(prefix, key)))
    : [[prefix, tree]];
}

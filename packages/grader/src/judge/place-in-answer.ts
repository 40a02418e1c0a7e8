import type { Text } from "../lab/text.ts";
import { fieldName } from "./field-name.ts";
import type { Path } from "./verdict.ts";

/** How deep lists are nested, along first entries. */
const depthOf = (value: unknown): number => (Array.isArray(value) ? 1 + depthOf(value[0]) : 0);

/** An index with the name of its axis; several indices without names are one place in a nested list, `[0][2]`. */
const numbered = (axis: Text | undefined, ...indices: readonly number[]): Text => {
  const index = indices.length === 1 ? String(indices[0]) : indices.map((each) => `[${each}]`).join("");
  return axis === undefined
    ? { en: `entry ${index}`, zh: `第 ${index} 项` }
    : { en: `${axis.en} ${index}`, zh: `第 ${index} ${axis.zh}` };
};

/**
 * A place in an answer, in words: "m, step 3, coordinate 1 (counting from 0)". The question's axes name the innermost
 * lists, so that one pair of names fits both a path of points and a single point.
 *
 * @param right What the right answer has at this place; lists inside it count as lists that the axes name.
 */
export function placeInAnswer(
  path: Path,
  axes: readonly Text[],
  right: unknown,
  names: Readonly<Record<string, Text>> = {},
): Text {
  const lists = path.filter((key) => typeof key === "number").length + depthOf(right);
  let at = axes.length - lists;
  const parts: Text[] = [];
  let unnamed: number[] = [];
  for (const [i, key] of path.entries()) {
    const axis = typeof key === "number" ? axes[at++] : undefined;
    if (typeof key !== "number") parts.push(fieldName(key, names));
    else if (axis !== undefined) parts.push(numbered(axis, key));
    else {
      unnamed.push(key);
      if (typeof path[i + 1] === "number" && axes[at] === undefined) continue;
      parts.push(numbered(undefined, ...unnamed));
      unnamed = [];
    }
  }
  if (parts.length === 0) return { en: "", zh: "" };
  const counted = path.some((key) => typeof key === "number");
  return {
    en: `${parts.map(({ en }) => en).join(", ")}${counted ? " (counting from 0)" : ""}`,
    zh: `${parts.map(({ zh }) => zh).join("，")}${counted ? "（从 0 数起）" : ""}`,
  };
}

import { expect, test } from "@playwright/test";
import { marked } from "../plugins/margin/marked.ts";
import { marksIn, parsed } from "../plugins/margin/parsed.ts";

// Without a browser: here the site's own packages are installed.
test("words are marked across formulas, and wherever they are; a word elsewhere is not", () => {
  const tree = parsed("若 $a$ 与 $b$ 相等，则 **$a$ 与 $b$** 都是 1。");
  expect(marked(tree.children[0]!, "$a$ 与 $b$")).toBe(true);
  expect(marksIn(tree)).toEqual(["a", " 与 ", "b", "a", " 与 ", "b"]);
  expect(marked(tree.children[0]!, "不相等")).toBe(false);
});

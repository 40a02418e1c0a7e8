import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parsePage } from "../packages/grader/src/lab/markdown.ts";

/* CommonMark does not close emphasis between punctuation and a letter, as in `**…。**它`: asterisks would be shown. */
const root = path.resolve(import.meta.dirname, "..");
const pages = execFileSync(
  "git",
  ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.zh.md"],
  {
    cwd: root,
    encoding: "utf8",
  },
)
  .split("\0")
  .filter((file) => file !== "");

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

const textsIn = ({ type, value = "", children = [] }: Node): readonly string[] =>
  type === "text" ? [value] : children.flatMap(textsIn);

const unclosed = (name: string, markdown: string): string[] =>
  textsIn(parsePage(name, markdown).root).flatMap((text) => text.match(/.{0,12}\*\*.{0,12}/g) ?? []);

test("emphasis that does not close is noticed", () => {
  expect(unclosed("", "所以**步数加倍，建议减半。**训练")).not.toEqual([]);
  expect(unclosed("", "所以**步数加倍，建议减半**。训练")).toEqual([]);
});

test.each(pages)("%s: all bold type is bold", (file) => {
  expect(unclosed(file, readFileSync(path.join(root, file), "utf8"))).toEqual([]);
});

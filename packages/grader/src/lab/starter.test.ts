import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { starterOf, tasksIn, unmarked } from "./starter.ts";

const solution = readFileSync(
  path.resolve(import.meta.dirname, "../../fixtures/labs/01-double/key/solution.ts"),
  "utf8",
);

test("each region becomes a todo; signatures and comments stay", () => {
  expect(starterOf(solution)).toBe(`import { todo } from "@downhill/grader/todo";

/** Twice x. */
export function double(x: number): number {
  return todo("double");
}

/** The rows [start, -start], each the double of the one before, \`steps\` rows in all. */
export function path(start: number, steps: number): number[][] {
  return todo("path");
}
`);
  expect(tasksIn(solution)).toEqual(["double", "path"]);
  expect(unmarked(solution)).not.toContain("#");
  expect(unmarked(solution)).toContain("  return x + x;\n}");
});

test("the import comes before the others, below a comment about the file", () => {
  const text = `/* About. */\n\nimport { a } from "a";\n\nexport const f = () => {\n  // #task f\n  return a;\n  // #end\n};\n`;
  expect(starterOf(text)).toBe(
    `/* About. */\n\nimport { todo } from "@downhill/grader/todo";\nimport { a } from "a";\n\nexport const f = () => {\n  return todo("f");\n};\n`,
  );
});

test("starter lines replace the todo, an empty one gives nothing, and no gap is left", () => {
  const text = `// #task f
// #starter
const helper = (x) => x;
// #end

export function f(x) {
  // #task f
  // #starter // Call g twice:
  // #starter for (;;) {
  // #starter   break;
  // #starter }
  return helper(x);
  // #end
}
`;
  expect(starterOf(text)).toBe(`export function f(x) {
  // Call g twice:
  for (;;) {
    break;
  }
}
`);
});

test.each([
  ["// #task a\nx", /solution\.ts:1: the region of "a" has no end/],
  ["// #task a\n// #task b\n// #end", /solution\.ts:2: the marker .*regions cannot be nested/],
  ["// #end", /does not belong here/],
  ["// #starter x", /does not belong here/],
  ["// #task\n// #end", /does not belong here/],
  ["// #taks a\n// #end", /does not belong here/],
])("%j is refused", (text, message) => {
  expect(() => starterOf(text)).toThrow(message);
});

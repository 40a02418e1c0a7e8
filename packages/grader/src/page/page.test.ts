import path from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { ownModule } from "../judge/own-module.ts";
import { CallWatch } from "./call-watch.ts";
import { pageText } from "./page-text.ts";

test.each(["page/index", "page/box"])("%s imports nothing of Node", async (name) => {
  const { metafile } = await build({
    entryPoints: [ownModule(name)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    external: ["node:*"],
    absWorkingDir: path.dirname(ownModule(name)),
    conditions: ["@downhill/source"],
    metafile: true,
    logLevel: "silent",
  });
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports);
  expect(imported.length).toBeGreaterThan(3);
  expect(
    imported.filter(({ path: file, external }) => external === true || file.startsWith("node:")),
  ).toEqual([]);
});

const imports = new Map([
  ["@downhill/grader/todo", "https://a.example/todo.mjs"],
  ["../provided/matrix.ts", "https://a.example/matrix.mjs"],
]);
const translated = (text: string, toJavaScript = (given: string): string => given) =>
  pageText(text, { file: "labs/x/src/x.ts", imports, toJavaScript });

test("imports are replaced with their addresses, and every line stays", () => {
  const made = translated(
    'import { todo } from "@downhill/grader/todo";\nimport { a } from "../provided/matrix";\n' +
      'const later = import("../provided/matrix.ts");\nexport const f = () => [todo, a, later];\n',
  );
  expect(made).toMatchObject({
    code:
      'import { todo } from "https://a.example/todo.mjs";\nimport { a } from "https://a.example/matrix.mjs";\n' +
      'const later = import("https://a.example/matrix.mjs");\nexport const f = () => [todo, a, later];\n',
    exports: ["f"],
  });
  if ("kind" in made) throw new Error(made.sentence.en);
  expect(made.locate(4, 1)).toEqual({
    file: "labs/x/src/x.ts",
    line: 4,
    column: 1,
    text: "export const f = () => [todo, a, later];",
  });
  expect(made.locate(99, 1)).toBeUndefined();
});

test.each([
  ['import fs from "node:fs";', "import", '"node:fs" cannot be imported in this lab.', 1],
  ['\nconst x = import("./other.ts");', "import", '"./other.ts" cannot be imported in this lab.', 2],
  ['\n\nconst x = import("a" + 1);', "import", "computes the name of its module", 3],
  ['import { f } from "../key/solution.ts";', "import", "is the lab's solution", 1],
])("%j is refused as %s", (text, kind, sentence, line) => {
  const made = translated(text);
  if (!("kind" in made)) throw new Error("it was accepted");
  expect(made.kind).toBe(kind);
  expect(made.sentence.en).toContain(sentence);
  expect(made.at?.line).toBe(line);
});

test("what the translator rejects is a syntax error at its line", () => {
  const made = translated("a\n  b\n", () => {
    throw new Error("Error transforming x: Unexpected token (2:3)");
  });
  expect(made).toMatchObject({
    kind: "syntax",
    sentence: { en: "The file cannot be read as TypeScript. Unexpected token (2:3)" },
    at: { line: 2, column: 3, text: "b" },
  });
});

test("the outermost call is told of, and its end; of many quick calls only some are", () => {
  const told: string[] = [];
  let time = 0;
  const watch = new CallWatch(
    ["step", "walk"],
    (name) => told.push(name),
    () => time,
  );
  watch.begin();
  watch.enter(1);
  watch.enter(0);
  watch.leave();
  expect(told).toEqual(["walk"]);
  watch.leave();
  expect(told).toEqual(["walk", ""]);
  const call = (): void => {
    watch.enter(0);
    watch.leave();
  };
  for (let i = 0; i < 1000; i++) call();
  expect(told).toHaveLength(200);
  time = 10;
  call();
  expect(told.slice(200)).toEqual(["step", ""]);
});

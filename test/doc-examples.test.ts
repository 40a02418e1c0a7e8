import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { reference, useBackend } from "@downhill/tensor";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Example, examplesInPage, examplesInSource } from "./doc-examples/blocks.ts";
import { check, checkPrinted, comparisons } from "./doc-examples/compare.ts";
import { instrumented } from "./doc-examples/instrument.ts";
import { literals } from "./doc-examples/literal.ts";
import { type Snippet, typeErrors } from "./doc-examples/types.ts";

// Runs every example of the packages' doc blocks, READMEs and pages that explain, and compares what it gives with the comments behind it.
const project = path.resolve(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(path.join(project, file), "utf8");
const packages = readdirSync(path.join(project, "packages")).map((name) => `packages/${name}`);
const sources = packages.flatMap((folder) =>
  readdirSync(path.join(project, folder, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/\.test(-d)?\.ts$/.test(name))
    .map((name) => path.posix.join(folder, "src", ...name.split(path.sep))),
);
const pages = [
  ...packages.map((folder) => `${folder}/README.md`),
  "docs/reference/nan.md",
  "docs/reference/nan.zh.md",
];
const examples = [
  ...sources.flatMap((file) => examplesInSource(file, read(file))),
  ...pages.flatMap((file) => examplesInPage(file, read(file))),
];

/** An example may be a complete file of the project: then its first line names it. */
const quoted = ({ text }: Example): string | undefined => /^\/\/ ([\w./-]+\/[\w.-]+)\n/.exec(text)?.[1];

/** What is not public has no import to show: an example without any sees what its own file exports. */
function ownExports(name: string, text: string): string {
  const file = name.slice(0, name.lastIndexOf(":"));
  if (/^import /m.test(text) || !file.endsWith(".ts")) return "";
  const names = [...read(file).matchAll(/^export (?:const|function|async function|class) (\w+)/gm)].map(
    ([, each]) => each!,
  );
  return `import { ${names.join(", ")} } from ${JSON.stringify(pathToFileURL(path.join(project, file)).href)};\n`;
}

let home: string;
let elsewhere: string;
const before = process.cwd();
beforeAll(() => {
  // Modules are in the project, where package names resolve; their output goes elsewhere.
  mkdirSync(path.join(project, ".downhill"), { recursive: true });
  home = mkdtempSync(path.join(project, ".downhill", "examples-"));
  elsewhere = mkdtempSync(path.join(realpathSync(tmpdir()), "downhill-examples-"));
  symlinkSync(path.join(project, "labs"), path.join(elsewhere, "labs"), "junction");
  process.chdir(elsewhere);
});
afterAll(() => {
  process.chdir(before);
  for (const folder of [home, elsewhere]) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
beforeEach(() => {
  vi.spyOn(console, "log").mockReturnValue();
  vi.stubGlobal("check", check);
  vi.stubGlobal("checkPrinted", checkPrinted);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  // An example may have chosen another.
  useBackend(reference);
});

const cases = examples.map((example) => [`${example.file}:${example.line}`, example] as const);

describe("examples", () => {
  test("are many, in sources and pages", () => {
    expect(examples.filter(({ file }) => file.endsWith(".ts")).length).toBeGreaterThan(80);
    expect(new Set(examples.filter(({ file }) => file.endsWith(".md")).map(({ file }) => file)).size).toBe(
      pages.length,
    );
  });

  test("all run, except a few that give a reason", () => {
    expect(examples.filter(({ noRun }) => noRun !== undefined).length).toBeLessThanOrEqual(3);
  });

  test.each(cases.filter(([, example]) => example.noRun === undefined && quoted(example) === undefined))(
    "%s",
    { timeout: 60_000 },
    async (name, { text }) => {
      const file = path.join(home, `${name.replaceAll(/[/:]/g, "-")}.ts`);
      writeFileSync(file, `${ownExports(name, text)}${instrumented(text)}\nexport {};\n`);
      await import(/* @vite-ignore */ pathToFileURL(file).href);
    },
  );

  test.each(cases.filter(([, example]) => quoted(example) !== undefined))(
    "%s quotes its file",
    (_, example) => {
      const code = (text: string) =>
        text
          .replace(/^\/\/.*\n/, "")
          .replaceAll(/\s+/g, " ")
          .trim();
      expect(code(read(quoted(example)!))).toBe(code(example.text));
    },
  );

  test("pass the type checker, as strict as it is with the packages", { timeout: 180_000 }, () => {
    const snippets = cases
      .filter(([, example]) => quoted(example) === undefined)
      .map(([name, example]): Snippet => ({ ...example, before: ownExports(name, example.text) }));
    expect(typeErrors(project, snippets)).toEqual([]);
  });

  test("are compared with what they say", () => {
    expect(comparisons()).toBeGreaterThan(60);
  });
});

test.each([
  ["[2, 4]", 1, [[2, 4]]],
  ["−0.1", 1, [-0.1]],
  ["w = [0.9, 2.1]: the first step", 1, [[0.9, 2.1]]],
  ["9, [-6]", 2, [9, [-6]]],
  ["0, and 0 from there on", 1, [0]],
])("the comment %s is a value", (comment, count, expected) => {
  const bare = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(bare) : (value as { readonly number: number }).number;
  expect(literals(comment, count)?.values.map(bare)).toEqual(expected);
});

test.each(["nearly 3", "2 images", "4.7 % of the rate", "[{ w, b }, []]"])(
  "the comment %s is prose",
  (comment) => expect(literals(comment, 1)).toBeUndefined(),
);

test("a type that is wrong is noticed, in the document's own line", () => {
  const snippet = (text: string, before = ""): Snippet => ({ file: "README.md", line: 10, text, before });
  const add = 'import { add, tensor } from "@downhill/tensor";\n';
  expect(
    typeErrors(project, [
      snippet(`${add}const y = add(tensor(1), 2);`),
      snippet(`${add}\nconst y: string = add(tensor(1), 2);`),
      snippet("const z = add(1);", add),
    ]),
  ).toEqual([
    "README.md:13: Type 'Tensor' is not assignable to type 'string'.",
    expect.stringMatching(/^README\.md:11: Expected 2 arguments/),
  ]);
});

test("a comment that is wrong is noticed", async () => {
  await expect(check([0.3], "0.31")).rejects.toThrow("the comment states 0.31, but the value is 0.3");
  await expect(check([[1, 2]], "[1, 3]")).rejects.toThrow();
  await expect(check([298.4e-6], "2.98e-4")).resolves.toBeUndefined();
});

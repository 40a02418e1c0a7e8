import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { typeset } from "../plugins/typeset.ts";

// Every formula of the project, wherever it is, can be typeset as the site does it: in documents, in the doc blocks
// of sources, and in the table of the reference, where each op and each rule of the code has its own.
const project = path.resolve("..");
const filesOf = (folder: string, end: RegExp): string[] =>
  readdirSync(path.join(project, folder), { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.replaceAll("\\", "/")))
    .filter(
      (name) => end.test(name) && !/\/(node_modules|dist|fixtures|out)\/|^labs\/[^/]+\/src\//.test(name),
    );
const read = (name: string): string => readFileSync(path.join(project, name), "utf8");

interface Formula {
  readonly tex: string;
  readonly display: boolean;
}

/** The formulas of a Markdown text. */
function formulasIn(markdown: string): Formula[] {
  const found: Formula[] = [];
  visit(unified().use(remarkParse).use(remarkMath).parse(markdown), (node) => {
    if (node.type === "math" || node.type === "inlineMath")
      found.push({ tex: node.value, display: node.type === "math" });
  });
  return found;
}

/** The formulas of a source's doc blocks, whose displays may begin on the line of their `$$`. */
const formulasOfDocs = (source: string): Formula[] =>
  [...source.matchAll(/\/\*\*[^]*?\*\//g)].flatMap(([block]) =>
    [
      ...block
        .replaceAll(/^\s*\* ?/gm, "")
        .replaceAll(/```[^]*?```|`[^`]*`/g, "")
        .matchAll(/\$\$([^]+?)\$\$|\$([^$]+)\$/g),
    ].map(([, display, inline = ""]) => ({ tex: display ?? inline, display: display !== undefined })),
  );

/** MathJax's errors in the formulas of each text. */
async function faults(
  texts: readonly (readonly [name: string, formulas: readonly Formula[]])[],
): Promise<string[]> {
  const found: string[] = [];
  for (const [name, formulas] of texts) {
    for (const { tex, display } of formulas) {
      await typeset(tex, display).catch((error: Error) => found.push(`${name}: ${tex}: ${error.message}`));
    }
  }
  return found;
}

const count = (texts: readonly (readonly [string, readonly Formula[]])[]): number =>
  texts.reduce((sum, [, formulas]) => sum + formulas.length, 0);

test("formulas of documents", async () => {
  const names = [
    "README.md",
    "CONTRIBUTING.md",
    ...["docs", "labs", "packages"].flatMap((folder) => filesOf(folder, /\.md$/)),
  ];
  const texts = names.map((name) => [name, formulasIn(read(name))] as const);
  expect(count(texts)).toBeGreaterThan(1000);
  expect(await faults(texts)).toEqual([]);
});

test("formulas of doc blocks", async () => {
  const texts = filesOf("packages", /\/src\/.*\.ts$/).map(
    (name) => [name, formulasOfDocs(read(name))] as const,
  );
  expect(count(texts)).toBeGreaterThan(500);
  expect(await faults(texts)).toEqual([]);
});

test("formulas of the reference's table, which come from the code", async () => {
  const rows = JSON.parse(read("docs/reference/reference.json")) as readonly {
    readonly name: string;
    readonly tex: readonly string[];
    readonly law?: { readonly tex: string };
  }[];
  const texts = rows.map(
    ({ name, tex, law }) =>
      [
        name,
        [...tex, ...(law === undefined ? [] : [law.tex])].map((each) => ({ tex: each, display: true })),
      ] as const,
  );
  expect(rows.length).toBeGreaterThan(100);
  expect(await faults(texts)).toEqual([]);
});

test("an invalid formula is noticed", async () => {
  expect(await faults([["here", formulasIn("Half of it, $\\frac{1$, and $x$")]])).toEqual([
    "here: \\frac{1: Missing close brace",
  ]);
});

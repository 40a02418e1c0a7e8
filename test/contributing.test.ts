import { exec } from "node:child_process";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Block, blocksOf } from "./contributing/blocks.ts";
import { reading, stubSite } from "./contributing/page.ts";
import { place } from "./contributing/place.ts";
import { ProjectCopy } from "./contributing/project-copy.ts";

// Follows CONTRIBUTING.md in a copy of the project, and checks that the new entry was tested.
const project = path.resolve(import.meta.dirname, "..");
const pageOf = (name: string): string => readFileSync(path.join(project, name), "utf8");
const blocks = blocksOf(pageOf("CONTRIBUTING.md")).filter(({ section }) => section.startsWith("Add "));
const of = (section: string): Block[] => blocks.filter((block) => block.section === section);
const limit = { timeout: 120_000 };

const parts = [
  "package.json",
  "package-lock.json",
  "turbo.json",
  "tsconfig.json",
  "vitest.config.ts",
  "packages",
  "scripts",
  "labs/08-adam",
  "labs/lab.test.ts",
  "labs/vitest.lab.config.ts",
  "test/devices",
  "test/left-behind.ts",
  "test/oracles",
  "website/src",
  "website/tests",
  "website/docusaurus.config.ts",
];
let copy: ProjectCopy;
let placed: string[] = [];
let newLab: Ran;
beforeAll(async () => {
  copy = new ProjectCopy(project, parts);
  const [first] = of("Add a lab").filter(({ language }) => language === "sh");
  newLab = await run(first!.text.trim());
  placed = blocks.filter(({ language }) => language !== "sh").map((block) => place(copy.root, block));
  // What the documented `generate.py --only adabelief` writes; the walk needs no Python.
  cpSync(
    path.join(project, "test/oracles/adabelief.example.json"),
    path.join(copy.root, "test/oracles/adabelief.json"),
  );
}, limit.timeout);
afterAll(() => copy[Symbol.dispose]());

interface Ran {
  readonly code: number;
  readonly out: string;
}
/** The environment without the variables that tell vitest or a terminal about the current run. */
const quiet = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VITEST.*|NODE_OPTIONS|FORCE_COLOR|CI)$/.test(name)),
);
const run = (command: string, cwd = copy.root, env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const options = { cwd, env: { ...quiet, NO_COLOR: "1", ...env } };
    exec(command, options, (error, out, err) => resolve({ code: error?.code ?? 0, out: out + err }));
  });

/** Runs a section's only command, a vitest, and returns the names of the tests that passed. */
async function passing(section: string): Promise<string[]> {
  const [command, ...others] = of(section).filter(({ language }) => language === "sh");
  expect(others).toEqual([]);
  const report = path.join(copy.root, `${section.replaceAll(" ", "-")}.json`);
  const { code, out } = await run(`${command!.text.trim()} --reporter=json --outputFile=${report}`);
  expect(code, out).toBe(0);
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
    testResults: { assertionResults: { fullName: string; status: string }[] }[];
  };
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  expect(results.filter(({ status }) => status === "failed")).toEqual([]);
  return results.filter(({ status }) => status === "passed").map(({ fullName }) => fullName);
}

describe("CONTRIBUTING.md", () => {
  test("shows how to add an op, an optimizer, a schedule, a lab and a page", () => {
    const sections = new Set(blocks.map(({ section }) => section));
    expect([...sections]).toEqual([
      "Add an op",
      "Add an optimizer",
      "Add a schedule",
      "Add a lab",
      "Add a page",
    ]);
  });

  test("an op is one file and one line, and a line for its oracle and for its edges", () => {
    expect(of("Add an op").map(({ language }) => language)).toEqual(["ts", "diff", "sh", "diff", "diff"]);
    for (const block of of("Add an op").filter(({ language }) => language === "diff"))
      expect(addedLines(block)).toBe(1);
  });

  test("an op is tested by being in the table", limit, async () => {
    const names = await passing("Add an op");
    expect(names).toContain("softplus has the right first and second derivative");
    expect(names).toContain("softplus agrees on wasm with the reference");
    expect(names).toContain("softplus leaks nothing on wasm");
    expect(names.filter((name) => !name.includes("softplus"))).toEqual([]);
  });

  test("an optimizer is one file, one line and its oracle", () => {
    const [file, row, ...oracle] = of("Add an optimizer");
    expect(file!.text).toContain('from "./transform.ts"');
    expect(addedLines(row!)).toBe(1);
    expect(oracle.filter(({ info }) => info !== "").map(({ info }) => info)).toEqual([
      "file=test/oracles/optimizers.py",
      "file=test/oracles/optimizers.py",
    ]);
  });

  test("an optimizer is tested by being in the table", limit, async () => {
    const names = await passing("Add an optimizer");
    expect(names.filter((name) => name.startsWith("adabelief follows the oracle:"))).toHaveLength(3);
    expect(names).toContain("adabelief is named as it is exported");
    expect(names).toContain("adabelief has equations");
    expect(names).toContain("adabelief follows the oracle in numbers");
    expect(names).toContain(
      "adabelief descends the parabola (x − 3)², and holds the same number of tensors at every step",
    );
  });

  test("a schedule is tested by being in the table", limit, async () => {
    const names = await passing("Add a schedule");
    expect(names.filter((name) => name.startsWith("trapezoid: "))).toHaveLength(2);
  });

  test("a lab is one command, and the contents of its files are overwritten", () => {
    expect(newLab.out).toContain("labs/98-average/key/solution.ts");
    expect(newLab.code, newLab.out).toBe(0);
    const replaced = of("Add a lab").filter(({ info }) => info.startsWith("replaces="));
    expect(
      replaced
        .map(({ language }) => language)
        .sort()
        .join(" "),
    ).toBe("md md md md md md ts ts ts ts ts ts ts");
  });

  test("a lab's solution is compared with another library's numbers", limit, async () => {
    const { code, out } = await run("npx vitest run test/labs/oracle/98.test.ts");
    expect(out).toContain("1 passed");
    expect(code, out).toBe(0);
  });

  test("a lab passes the gate", limit, async () => {
    const [, command] = of("Add a lab").filter(({ language }) => language === "sh");
    const { code, out } = await run(command!.text.trim());
    expect(out).toMatch(/✓ 98-average +(\d+) of \1 checks/);
    expect(code, out).toBe(0);
  });

  test("a page has its texts in both languages, in the folder that the site reads", limit, async () => {
    const [name] = of("Add a page").map(({ info }) => info.replace("file=", ""));
    const site = path.join(copy.root, "website");
    // Without options the plugin reads src/pages; a different path would be an option.
    expect(readFileSync(path.join(site, "docusaurus.config.ts"), "utf8")).toMatch(
      /^ +"@docusaurus\/plugin-content-pages",$/m,
    );
    expect(name).toMatch(/^website\/src\/pages\/[a-z-]+\.tsx$/);
    stubSite(site);
    writeFileSync(path.join(site, "read.mts"), reading(`./${path.posix.relative("website", name!)}`));
    const [english, chinese] = await Promise.all(
      ["en", "zh-Hans"].map((LOCALE) => run("node --import tsx read.mts", site, { LOCALE })),
    );
    expect(english!.out).toContain("the learning rate");
    expect(chinese!.out).toContain("学习率");
    expect(chinese!.out).not.toContain("rate");
  });

  test("what is shown passes the type check", limit, async () => {
    const files = placed.filter((name) => name.endsWith(".ts") && !name.startsWith("website/"));
    writeFileSync(
      path.join(copy.root, "tsconfig.walk.json"),
      JSON.stringify({ extends: "./tsconfig.json", include: [], files: [...new Set(files)] }),
    );
    const { code, out } = await run("npx tsc --noEmit -p tsconfig.walk.json");
    expect(out).not.toContain("error TS");
    expect(code, out).toBe(0);
  });
});

const addedLines = ({ text }: Block): number =>
  text.split("\n").filter((line) => line.startsWith("+")).length;

describe("README.md and docs/architecture.md", () => {
  const page = pageOf("docs/architecture.md");

  test("the architecture names files that exist", () => {
    const named = [...page.matchAll(/`((?:packages|labs|test|scripts|website|docs|bench)\/[\w./-]*)`/g)].map(
      ([, name]) => name!,
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !existsSync(path.join(project, name)))).toEqual([]);
  });

  test.each([
    ["docs/architecture.md", 12],
    ["README.md", 1],
  ])("%s shows code that is in the file it names", (name, least) => {
    const shown = blocksOf(pageOf(name)).filter(({ language }) => language === "ts");
    expect(shown.length).toBeGreaterThanOrEqual(least);
    for (const { info, line, text } of shown) {
      expect(info, `${name}:${line}`).toMatch(/^from=\S+$/);
      const source = squeezed(pageOf(info.slice("from=".length)));
      const missing = text.split("…").filter((part) => !source.includes(squeezed(part)));
      expect(missing, `${name}:${line}, ${info}`).toEqual([]);
    }
  });
});

const squeezed = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { XMLValidator } from "fast-xml-parser";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { command, type Ran } from "../../fixtures/command.ts";
import { CourseCopy } from "../../fixtures/course-copy.ts";
import { progressFile } from "../desk/progress-file.ts";
import type { Verdict } from "../judge/verdict.ts";
import { unmarked } from "../lab/starter.ts";

const limit = { timeout: 60_000 };
let course: CourseCopy;
beforeAll(() => {
  // One course for all, so that its box is bundled once; each test begins with an empty desk.
  course = new CourseCopy();
  vi.stubEnv("DOWNHILL_HOME", course.home);
});
beforeEach(() => {
  rmSync(path.join(course.lab, "src"), { recursive: true, force: true });
  for (const part of ["progress", "desk"])
    rmSync(path.join(course.root, ".downhill", part), { recursive: true, force: true });
});
afterAll(() => {
  vi.unstubAllEnvs();
  course[Symbol.dispose]();
});

const downhill = (...args: readonly string[]): Promise<Ran> => command(course.root, ...args);
const solve = (): void => course.write("src/double.ts", unmarked(course.read("key/solution.ts")));
const stored = (): string => readFileSync(progressFile(course.root, "01-double"), "utf8");

test("test creates a desk, grades it, and saves the progress", limit, async () => {
  const before = await downhill("test", "1");
  expect(before).toMatchObject({ code: 1, err: "Created labs/01-double/src/double.ts for you.\n" });
  expect(before.out).toContain("0 of 100 points");
  solve();
  const after = await command(course.lab, "test", "--lang", "zh");
  expect(after).toMatchObject({ code: 0, err: "" });
  expect(after.out).toContain("得分 100 / 100");
  expect(JSON.parse(stored())).toMatchObject({ best: { points: 100, tasks: { double: 40, path: 60 } } });
  expect((await downhill("list")).out).toContain("✓ 100/100  01-double");
  expect((await downhill("hint", "1")).out).toMatch(
    /^Every task of this lab has passed.*\n.*01-double\/double/,
  );
});

test("--json prints only the verdict; --junit writes a file as well", limit, async () => {
  const { out, code } = await downhill("test", "double", "--json", "--junit", "result.xml");
  expect(code).toBe(1);
  expect(JSON.parse(out) as Verdict).toMatchObject({
    version: 2,
    lab: "01-double",
    points: 0,
    of: 100,
    passed: false,
    tasks: [{ id: "double", status: "not-written", hint: "npx downhill hint 01 double" }, { id: "path" }],
  });
  expect(XMLValidator.validate(readFileSync(path.join(course.root, "result.xml"), "utf8"))).toBe(true);
  expect(XMLValidator.validate((await downhill("test", "1", "--junit", "-")).out)).toBe(true);
});

test(
  "an unwritable progress file is reported after the report, with a separate exit code",
  limit,
  async () => {
    solve();
    writeFileSync(path.join(course.root, ".downhill", "progress"), "in the way");
    const { code, out, err } = await downhill("test", "1");
    expect(out).toContain("✓ 100 of 100 points");
    expect(err).toMatch(/progress could not be saved in \.downhill\/progress\/01-double\.json \(E\w+\)/);
    expect(code).toBe(3);
    rmSync(path.join(course.root, ".downhill", "progress"));
  },
);

test("hints open one after another and are remembered", limit, async () => {
  expect((await downhill("hint", "1", "path", "--level", "2")).err).toContain("level 1 comes first");
  expect((await downhill("hint", "1")).out).toContain("1. What is 3 doubled?");
  expect((await downhill("hint", "1")).out).toContain("2. Doubling is adding a number to itself.");
  expect((await downhill("hint", "1", "double", "--level", "1")).out).not.toContain("adding");
  expect(JSON.parse(stored())).toMatchObject({ hints: { double: 2 } });
  for (let level = 0; level < 2; level++) await downhill("hint", "1", "path");
  expect((await downhill("hint", "1", "path", "--lang=zh")).out).toContain(
    "3. 在循环里收集各行：\n     rows.push(row);",
  );
});

test(
  "the solution stays hidden until the lab is passed or given up, which is remembered",
  limit,
  async () => {
    const shut = await downhill("solution", "1");
    expect(shut).toMatchObject({ code: 1, out: "" });
    expect(shut.err).toContain("--give-up");
    const shown = (await downhill("solution", "1", "--give-up")).out;
    expect(shown).toContain("return x + x");
    expect(shown).not.toContain("#task");
    expect(JSON.parse(stored())).toHaveProperty("gaveUp");
    expect((await downhill("solution", "1")).code).toBe(0);
  },
);

test("reset restores the starter and reports where the learner's files are", limit, async () => {
  solve();
  const { out } = await downhill("reset", "1");
  expect(course.read("src/double.ts")).toContain('return todo("double");');
  const kept = /saved in (.*)/.exec(out)?.[1] ?? "none";
  expect(readFileSync(path.join(kept, "double.ts"), "utf8")).toContain("return x + x");
  expect(kept.startsWith(course.home)).toBe(true);
});

test("reset --all restores every lab, and refuses a lab as well", limit, async () => {
  solve();
  const { code, out } = await downhill("reset", "--all");
  expect(code).toBe(0);
  expect(out).toContain("labs/01-double/src/double.ts is the starter again.");
  expect(course.read("src/double.ts")).toContain('return todo("double");');
  const both = await downhill("reset", "1", "--all");
  expect(both).toMatchObject({ code: 2, out: "" });
  expect(both.err).toContain("Leave one of the two out.");
});

test("next names the open task, its lesson and its command, and creates the desk", limit, async () => {
  const lines = (await downhill("next")).out.split("\n").slice(1);
  expect(lines.slice(1)).toEqual([
    "Lesson: labs/01-double/lesson.md",
    "Code:   labs/01-double/src/double.ts",
    "Grade:  npx downhill watch 01",
    "",
  ]);
  expect(lines[0]).toMatch(/^Task: {3}.* \(double\)$/);
  expect(course.read("src/double.ts")).toContain("todo");
  expect((await downhill("next", "--lang=zh")).out).toContain("讲义：labs/01-double/lesson.zh.md");
  expect(JSON.parse((await downhill("next", "--json")).out)).toMatchObject({
    lab: "01-double",
    task: "double",
  });
  solve();
  await downhill("test", "1");
  expect((await downhill("next")).out).toBe("All labs are done.\n");
});

test(
  "open gives the learner's file to $VISUAL, and names the variable to set when that fails",
  limit,
  async () => {
    const seen = path.join(course.root, "a file & more.txt");
    const editor = path.join(course.root, "edit.mjs");
    writeFileSync(
      editor,
      "import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[2], process.argv[3]);",
    );
    vi.stubEnv("VISUAL", `"${process.execPath}" "${editor}" "${seen}"`);
    expect(await downhill("open", "1")).toMatchObject({ code: 0, out: "" });
    expect(readFileSync(seen, "utf8")).toBe(path.join(course.lab, "src", "double.ts"));
    vi.stubEnv("VISUAL", `"${process.execPath}" -e "process.exit(7)"`);
    const failed = await downhill("open", "1");
    expect(failed.code).toBe(2);
    expect(failed.err).toMatch(/failed \(7\)\.\nSet VISUAL to the command of your editor/);
    expect(failed.err).toContain("Your file is labs/01-double/src/double.ts");
  },
);

test(
  "a newer starter is announced by list, shown by update, and applied by update --write",
  limit,
  async () => {
    await downhill("list");
    course.change("key/solution.ts", "/** Twice x. */", "/** Two times x. */");
    try {
      expect((await downhill("list")).out).toContain("a newer starter: npx downhill update 01");
      const shown = await downhill("update", "1");
      expect(shown.out).toContain("-/** Twice x. */\n+/** Two times x. */");
      expect(course.read("src/double.ts")).not.toContain("Two times");
      const written = await downhill("update", "1", "--write");
      expect(written).toMatchObject({ code: 0, err: "" });
      expect(course.read("src/double.ts")).toContain("Two times");
      expect((await downhill("update", "1", "--lang=zh")).out).toContain("最新的起始代码");
    } finally {
      course.change("key/solution.ts", "/** Two times x. */", "/** Twice x. */");
    }
  },
);

test("backup writes one file outside the course and restores it", limit, async () => {
  solve();
  const { out } = await downhill("backup");
  const file = /files in (.*)/.exec(out)?.[1] ?? "none";
  expect(file.startsWith(course.home)).toBe(true);
  rmSync(path.join(course.lab, "src"), { recursive: true });
  expect(await downhill("backup", "--restore", file)).toMatchObject({ code: 0, err: "" });
  expect(course.read("src/double.ts")).toContain("return x + x");
});

test.each<[args: string[], english: RegExp, chinese: RegExp]>([
  [["tset"], /no command "tset"\. Did you mean test\?/, /没有叫 “tset” 的命令。是不是想用 test？/],
  [["test", "01-duoble"], /no lab "01-duoble"\. Did you mean 01-double\?/, /是不是想找 01-double/],
  [["test", "99"], /^There is no lab 99\. `npx/, /^没有编号为 99 的实验。用/],
  [["test", "xyz"], /^There is no lab "xyz"\. `npx/, /^没有叫 “xyz” 的实验。用/],
  [["test"], /Which lab\?/, /要评哪个实验/],
  [["test", "1", "--frob"], /no option --frob/, /没有 --frob 这个选项/],
  [["test", "1", "--timeout", "soon"], /needs a number above 0/, /大于 0 的数/],
  [["test", "1", "--timeout"], /--timeout <seconds> needs a value/, /需要一个值/],
  [["test", "1", "2"], /Too many words after "test"/, /参数太多/],
  [["hint", "1", "pth"], /Did you mean path\?/, /是不是想找 path/],
  [["hint", "1", "zzz"], /has no task "zzz"\. Its tasks: double, path/, /没有叫 “zzz” 的任务。它的任务有/],
  [["grade", "1"], /needs "files" as well/, /还缺少参数/],
  [["grade", "99", "x.ts"], /There is no lab 99/, /没有编号为 99 的实验/],
  [["grade", "1", "x.ts", "--jobs", "0.5"], /needs a whole number of at least 1/, /正整数/],
  [["list", "--lang", "de"], /--lang is en or zh, not "de"/, /--lang is en or zh/],
])("%j is answered with a sentence and exit code 2", async (args, english, chinese) => {
  const asked = await downhill(...args);
  expect(asked).toMatchObject({ code: 2, out: "" });
  expect(asked.err).toMatch(english);
  const inChinese = await downhill(...args, "--lang", "zh");
  expect(inChinese.code).toBe(2);
  expect(inChinese.err).toMatch(chinese);
});

test("outside a course it explains where to go", async () => {
  // Outside any folder that has labs/.
  const { code, err } = await command(path.parse(process.cwd()).root, "list");
  expect(code).toBe(2);
  expect(err).toContain("No course found");
});

test("a broken lab is reported with its file", async () => {
  course.change("lab.ts", "points: 60", "points: 61");
  try {
    expect(await downhill("test", "1")).toMatchObject({ code: 2, out: "" });
  } finally {
    course.change("lab.ts", "points: 61", "points: 60");
  }
});

test("help is in the reader's language, headings and usage too", async () => {
  const { out } = await downhill("--help", "--lang=zh");
  expect(out).toContain("给实验评分");
  expect(out).toMatch(/^用法： downhill \[选项\] \[命令\]/);
  expect(out).toContain("选项：");
  expect(out).toContain("命令：");
  expect(out).not.toMatch(/Usage|Options|Commands|\[options\]/);
  const test = await downhill("test", "--help");
  expect(test.out).toMatch(/^Usage: downhill test \[options\] \[lab\]/);
  expect(test.out).toMatch(/--timeout <seconds> +seconds of computing/);
  expect(test.out).not.toContain("10000");
  expect((await downhill("grade", "--help")).out).toContain("<lab> <files…>");
});

test("doctor checks the machine, and what the course adds in scripts/doctor.ts", limit, async () => {
  const { out } = await downhill("doctor", "--json");
  const { findings } = JSON.parse(out) as { findings: { id: string; ok: boolean }[] };
  const ids = findings.map(({ id }) => id);
  expect(ids).toContain("@downhill/tensor");
  expect(ids.filter((id) => !id.startsWith("@"))).toEqual([
    "node",
    "npm",
    "git",
    "machine",
    "terminal",
    "fixture",
  ]);
  expect(findings.find(({ id }) => id === "node")?.ok).toBe(true);
  expect(findings.find(({ id }) => id === "fixture")?.ok).toBe(false);
  const unknown = await downhill("doctor", "--device", "sundial");
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain("abacus");
  expect(existsSync(path.join(course.root, "out"))).toBe(false);
});

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CourseError } from "./course-error.ts";
import { readFeedback } from "./feedback.ts";
import { readCourse, readLab } from "./read-lab.ts";

let root = "";
let lab = "";
beforeEach(() => {
  // Blanks, Chinese, # and % are all fine in a path.
  root = mkdtempSync(path.join(tmpdir(), "课 程 #1 %20-"));
  lab = path.join(root, "labs", "01-double");
  cpSync(path.resolve(import.meta.dirname, "../../fixtures/labs"), path.join(root, "labs"), {
    recursive: true,
  });
});
afterEach(() => rmSync(root, { recursive: true }));

const change = (name: string, find: string, put: string): void => {
  const file = path.join(lab, name);
  const text = readFileSync(file, "utf8");
  expect(text).toContain(find);
  writeFileSync(file, text.replace(find, put));
};

test("a lab is its structure with the texts of its Markdown, and reading it writes nothing", async () => {
  const before = readdirSync(lab);
  const [card] = await readCourse(root);
  expect(card).toMatchObject({
    id: "01-double",
    folder: lab,
    file: "double.ts",
    title: { en: "Doubling", zh: "翻倍" },
    summary: { en: "The smallest lab there can be.", zh: "一个尽可能小的实验。" },
    minutes: 5,
    level: "introductory",
    prerequisites: [],
    tasks: [
      { id: "double", points: 40, title: { en: "Double a number", zh: "把一个数翻倍" }, builds: [] },
      { id: "path", points: 60, builds: ["double"] },
    ],
  });
  expect(card?.tasks[0]?.hints[1]).toEqual({
    en: "Doubling is adding a number to itself.",
    zh: "翻倍就是一个数加上它自己。",
  });
  expect(card?.tasks[1]?.hints[2]?.en).toBe("Collect the rows in a loop:\n\n```ts\nrows.push(row);\n```");
  expect(readdirSync(lab)).toEqual(before);
});

test("feedback is a name and an explanation for each mistake, in both languages", async () => {
  expect(await readFeedback(lab)).toEqual({
    square: {
      name: { en: "squaring instead of doubling", zh: "把翻倍当成了平方" },
      explanation: { en: "x·x is the square; twice x is `x + x`.", zh: "x·x 是平方，x 的两倍是 `x + x`。" },
    },
    "late-start": {
      name: { en: "the start is left out", zh: "漏掉了起点" },
      explanation: {
        en: "The path begins where it starts: its first row is the start itself.",
        zh: "路径从起点开始：第一行就是起点本身。",
      },
    },
  });
});

test.each<[name: string, find: string, put: string, en: RegExp, zh: RegExp]>([
  [
    "lab.ts",
    "export default",
    "export const lab =",
    /lab\.ts: it must export a lab as its default/,
    /必须默认导出/,
  ],
  ["lab.ts", "points: 40", "points: 41", /add up to 101; make it 100/, /之和是 101/],
  [
    "lab.ts",
    'needs: ["double"]',
    'needs: ["duoble"]',
    /"path" needs only other tasks of this lab/,
    /其他任务/,
  ],
  ["lab.ts", "needs: ", "need: ", /"path" has the unknown field "need"/, /无法识别的字段 “need”/],
  [
    "lab.ts",
    "tasks:",
    'provides: { walk: ["paths"] }, tasks:',
    /`provides` must list tasks of this lab/,
    /`provides` 应当/,
  ],
  [
    "lab.ts",
    "tasks:",
    "provides: { walk: [] }, tasks:",
    /`provides` must list tasks of this lab/,
    /`provides` 应当/,
  ],
  ["lab.ts", "tasks:", 'provides: { "A walk": ["path"] }, tasks:', /`provides` must list/, /`provides` 应当/],
  ["lab.ts", "tasks:", 'uses: "walk", tasks:', /`uses` must list parts/, /`uses` 应当列出/],
  [
    "lab.ts",
    'writes: ["double"]',
    'writes: ["double"], needs: ["path"]',
    /"double" depends on itself/,
    /依赖了自己/,
  ],
  [
    "lab.ts",
    "file:",
    "file = ;",
    /labs\/01-double\/lab\.ts:4 cannot be read/,
    /无法读取 labs\/01-double\/lab\.ts:4/,
  ],
  ["lab.ts", "defineLab(", "defineLab(nowhere, ", /stops with an error: nowhere is not defined/, /运行出错/],
  ["lesson.md", "{#path}", "{#way}", /lesson\.md:1: no heading explains the task "path"/, /没有标题讲解任务/],
  [
    "lesson.md",
    "{#path}",
    "{#double}",
    /lesson\.md:21: the id \{#double\} already belongs.*line 12/,
    /第 12 行/,
  ],
  ["lesson.md", "minutes: 5", "minutes: long", /needs `minutes: …`, a number/, /大于 0 的数/],
  ["lesson.md", "level: introductory", "level: easy", /one of introductory, intermediate/, /可取的值/],
  [
    "lesson.md",
    "title: Doubling",
    "title: a: b",
    /lesson\.md:2: the front matter is not valid YAML/,
    /不是合法的 YAML/,
  ],
  ["lesson.md", "---\ntitle", "title", /front matter is missing/, /缺少 front matter/],
  ["lesson.md", "## Double a", "# Double a", /lesson\.md:12: a level-one heading/, /一级标题/],
  [
    "lesson.zh.md",
    "summary: ",
    "minutes: 5\nsummary: ",
    /`minutes` is unknown; this file has title, summary/,
    /无法识别/,
  ],
  [
    "hints.md",
    "3. `return x + x`",
    "",
    /hints\.md:1: "double" must contain exactly 3 hints/,
    /需要 3 条提示/,
  ],
  ["hints.zh.md", "## path", "## way", /hints\.zh\.md:8: "way" is not a task/, /没有任务 “way”/],
])("a fault in %s is reported with its place and its remedy: %s → %s", async (name, find, put, en, zh) => {
  change(name, find, put);
  const error: unknown = await readLab(lab).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CourseError);
  expect((error as CourseError).text.en).toMatch(en);
  expect((error as CourseError).text.zh).toMatch(zh);
});

test.each(["lesson.md", "hints.zh.md"])("a missing %s is said", async (name) => {
  rmSync(path.join(lab, name));
  await expect(readLab(lab)).rejects.toThrow(`labs/01-double/${name} cannot be read (ENOENT)`);
});

test.each<[name: string, find: string, put: string, fault: RegExp]>([
  [
    "key/feedback.zh.md",
    "{#square}",
    "{#cube}",
    /feedback\.zh\.md:1: the mistake \{#square\} is explained in the other/,
  ],
  ["key/feedback.md", "{#square}", "", /feedback\.md:1: a mistake needs a name, an id and an explanation/],
])("a fault in %s is reported", async (name, find, put, fault) => {
  change(name, find, put);
  await expect(readFeedback(lab)).rejects.toThrow(fault);
});

test("a file with a byte order mark and Windows line ends reads the same", async () => {
  const before = await readLab(lab);
  for (const name of ["lesson.md", "hints.md"]) {
    const text = readFileSync(path.join(lab, name), "utf8");
    writeFileSync(path.join(lab, name), `\uFEFF${text.replaceAll("\n", "\r\n")}`);
  }
  expect(await readLab(lab)).toEqual(before);
  expect(existsSync(path.join(lab, "out"))).toBe(false);
});

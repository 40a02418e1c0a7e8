import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { command } from "../../fixtures/command.ts";
import { CourseCopy } from "../../fixtures/course-copy.ts";
import { linesBeyond, type Part } from "../desk/parts.ts";
import { starterOf, unmarked } from "../lab/starter.ts";

/* A course in which lab 01 provides two parts, and a training that records what it was given. */
const limit = { timeout: 60_000 };
let course: CourseCopy;
beforeAll(() => {
  course = new CourseCopy();
  course.change(
    "lab.ts",
    "  tasks: {",
    '  provides: { factor: ["double"], walk: ["path"] },\n  uses: ["factor", "walk"],\n  tasks: {',
  );
  course.write(
    "mine.ts",
    `import { writeFileSync } from "node:fs";
import { usedParts } from "@downhill/grader/parts";
const { modules, list, language } = await usedParts<any>();
const seen = { list, language, words: process.argv.slice(2), two: modules.factor.double(1), rows: modules.walk.path(1, 2) };
writeFileSync(new URL("seen.json", import.meta.url), JSON.stringify(seen));
`,
  );
});
afterAll(() => course[Symbol.dispose]());
beforeEach(() => rmSync(path.join(course.lab, "seen.json"), { force: true }));

const mine = (...words: readonly string[]): ReturnType<typeof command> =>
  command(course.root, "mine", ...words);
const seen = (): { readonly list: readonly Part[] } & Readonly<Record<string, unknown>> =>
  JSON.parse(course.read("seen.json")) as { readonly list: readonly Part[] };
const solution = (): string => course.read("key/solution.ts");

test(
  "before anything is written, the course's solution trains, and the open tasks are named",
  limit,
  async () => {
    course.write("src/double.ts", starterOf(solution()));
    const { code, out } = await mine();
    expect(code).toBe(0);
    expect(out).toContain("– factor     the course's, until lab 01 passes: double (npx downhill test 01)");
    expect(out).toContain(
      "– walk       the course's, until lab 01 passes: double, path (npx downhill test 01)",
    );
    expect(seen()).toMatchObject({
      two: 2,
      rows: [
        [1, -1],
        [2, -2],
      ],
      words: [],
    });
    expect(seen().list.every(({ own, lines }) => !own && lines === 0)).toBe(true);
  },
);

test("a part is the learner's as soon as its tasks and those that they need pass", limit, async () => {
  course.write("src/double.ts", unmarked(solution()).replace("rows.length < steps", "rows.length <= steps"));
  const { out } = await mine("1", "--lang", "zh", "7");
  expect(out).toContain("✓ factor     你的代码：labs/01-double/src/double.ts，5 行");
  expect(out).toContain("– walk       课程的代码，因为实验 01 还没有通过：path");
  expect(seen()).toMatchObject({
    language: "zh",
    words: ["7"],
    rows: [
      [1, -1],
      [2, -2],
    ],
  });
  course.write("src/double.ts", unmarked(solution()).replace("x + x", "2 * x"));
  expect((await mine()).out).not.toContain("the course's");
  expect(seen().list.map(({ own, lab, file }) => [own, lab, path.basename(path.dirname(file))])).toEqual([
    [true, "01-double", "src"],
    [true, "01-double", "src"],
  ]);
});

test("a program that fails makes the command fail", limit, async () => {
  const program = course.read("mine.ts");
  course.write("mine.ts", "process.exitCode = 3;\n");
  expect((await mine()).code).toBe(1);
  course.write("mine.ts", program);
});

describe("what cannot train", () => {
  const manifest = (): string => readFileSync(path.join(course.lab, "lab.ts"), "utf8");
  test("a part that no lab provides", limit, async () => {
    const before = manifest();
    course.change("lab.ts", 'uses: ["factor", "walk"]', 'uses: ["factor", "rest"]');
    expect((await mine()).err).toContain(
      'labs/01-double/lab.ts uses "rest", which neither this lab nor an earlier one provides.',
    );
    course.write("lab.ts", before);
  });

  test("a lab or a course without a training", limit, async () => {
    const before = manifest();
    course.change("lab.ts", 'uses: ["factor", "walk"]', "uses: []");
    expect((await mine()).err).toContain("No lab of this course trains with parts of your own.");
    expect((await mine("1")).err).toContain("Lab 01-double does not train with parts of your own");
    course.write("lab.ts", before);
  });

  test("open tasks in a course without the key", limit, async () => {
    const key = solution();
    course.write("src/double.ts", starterOf(key));
    rmSync(path.join(course.lab, "key", "solution.ts"));
    const { err, code } = await mine();
    expect(code).toBe(2);
    expect(err).toContain(
      "factor comes from lab 01-double, whose tasks are open: double. Finish them first.",
    );
    course.write("key/solution.ts", key);
  });
});

test.each([
  ["the starter itself", "const a = 1;\nb();", "const a = 1;\nb();", 0],
  [
    "other indentation and comments",
    "// one\n  const a = 1;\n/* two\n three */\nb();",
    "const a = 1;\nb();",
    0,
  ],
  ["one line more", "const a = 1;\nc();\nb();", "const a = 1;\nb();", 1],
  ["a line of the starter twice", "b();\nb();", "b();", 1],
  ["a line changed", "const a = 2;\nb();", "const a = 1;\nb();", 1],
])("lines beyond the starter: %s", (_, text, start, lines) => {
  expect(linesBeyond(text, start)).toBe(lines);
});

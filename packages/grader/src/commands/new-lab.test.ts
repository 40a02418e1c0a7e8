import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { command } from "../../fixtures/command.ts";
import { CourseCopy } from "../../fixtures/course-copy.ts";
import { gate } from "../gate/gate.ts";
import { readLab } from "../lab/read-lab.ts";

let course: CourseCopy;
beforeAll(() => {
  course = new CourseCopy();
});
afterAll(() => course[Symbol.dispose]());

test(
  "a new lab passes the gate at once, and lists what has to be written",
  { timeout: 120_000 },
  async () => {
    const { code, out, err } = await command(course.root, "new-lab", "97-two-words");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const folder = path.join(course.root, "labs", "97-two-words");
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    for (const name of names.filter((each) => /\.\w+$/.test(each))) {
      expect(out).toContain(`labs/97-two-words/${name.replaceAll(path.sep, "/")}\n`);
      const text = readFileSync(path.join(folder, name), "utf8");
      expect(text).not.toMatch(/__[A-Z]+__/);
      if (!/package|questions/.test(name)) expect(text).toMatch(name.includes(".zh.") ? /待写/ : /TODO/);
    }
    for (const beside of ["ideas/97-two-words.md", "right/97-two-words/loop.ts", "oracle/97.test.ts"]) {
      expect(out).toContain(`test/labs/${beside}\n`);
      expect(readFileSync(path.join(course.root, "test/labs", beside), "utf8")).toContain("TODO");
    }
    const card = await readLab(folder);
    expect(card).toMatchObject({ id: "97-two-words", file: "two-words.ts" });
    const { ok, checks } = await gate(folder, {
      right: path.join(course.root, "test/labs/right/97-two-words"),
    });
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(checks.map(({ id }) => id)).toEqual(expect.arrayContaining(["picture", "right: loop.ts"]));
    expect(ok).toBe(true);
    writeFileSync(
      path.join(folder, "picture.ts"),
      'export const draw = (): string => {\n  throw new Error("no ink");\n};\n',
    );
    const blank = (await gate(folder)).checks.find(({ id }) => id === "picture");
    expect(blank?.detail).toMatch(/draws no picture: Error: no ink/);
  },
);

test.each([
  ["7-x", /two-digit number/, /两位编号/],
  ["97-Big", /lower-case letters/, /小写字母/],
  ["../97-x", /two-digit number/, /两位编号/],
  ["01-other", /number 01 is taken by 01-double/, /编号 01 已被 01-double 使用/],
])("%s is refused", async (name, en, zh) => {
  const refused = await command(course.root, "new-lab", name);
  expect(refused).toMatchObject({ code: 2, out: "" });
  expect(refused.err).toMatch(en);
  expect((await command(course.root, "new-lab", name, "--lang=zh")).err).toMatch(zh);
});

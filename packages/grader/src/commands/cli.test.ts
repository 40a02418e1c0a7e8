import { spawn, type SpawnOptions } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { XMLValidator } from "fast-xml-parser";
import { CourseCopy } from "../fixtures/course-copy.ts";
import { main } from "./cli.ts";
import { languageOf } from "./language.ts";
import type { Output } from "./output.ts";
import { progressFile } from "./progress-file.ts";
import type { Verdict } from "./verdict.ts";

const bin = path.resolve(import.meta.dirname, "../bin/downhill.mjs");
const limit = { timeout: 120_000 };
let course: CourseCopy;
beforeEach(() => {
  course = new CourseCopy();
});
afterEach(() => course[Symbol.dispose]());

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const start = (args: readonly string[], options: SpawnOptions = {}): ReturnType<typeof spawn> => {
  const { NO_COLOR: _, FORCE_COLOR: __, DOWNHILL_LANG: ___, ...env } = process.env;
  return spawn(process.execPath, [bin, ...args], {
    cwd: course.root,
    stdio: ["ignore", "pipe", "pipe"],
    ...options,
    env: { ...env, LC_ALL: "C", ...options.env },
  });
};

async function downhill(args: readonly string[], options: SpawnOptions = {}): Promise<Ran> {
  const child = start(args, options);
  let [out, err] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, err };
}

const text = (name: string): string => readFileSync(path.join(course.lab, name), "utf8");
const solve = (): void => course.write("src/double.ts", text("solution/double.ts"));

test("test grades, saves the progress and exits 1 until all points are there, then 0", limit, async () => {
  const before = await downhill(["test", "1"]);
  expect(before).toMatchObject({ code: 1, err: "" });
  expect(before.out).toContain("0 of 100 points");
  solve();
  const after = await downhill(["test", "--lang", "zh"], { cwd: course.lab });
  expect(after.code).toBe(0);
  expect(after.out).toContain("得分 100 / 100");
  expect(readFileSync(progressFile(course.root), "utf8")).toMatch(/"01-double\/path": \{.*"points":60\}/);
  expect((await downhill(["list"])).out).toContain("✓ 100/100  01-double");
});

test("--json prints the verdict and nothing else; --junit writes a file beside it", limit, async () => {
  const { out, code } = await downhill(["test", "double", "--json", "--junit", "result.xml"]);
  const verdict = JSON.parse(out) as Verdict;
  expect(code).toBe(1);
  expect(Object.keys(verdict)).toEqual(
    expect.arrayContaining([
      "version",
      "lab",
      "title",
      "file",
      "sha256",
      "exports",
      "points",
      "of",
      "passed",
      "tasks",
      "output",
      "milliseconds",
    ]),
  );
  expect(verdict).toMatchObject({ version: 1, lab: "01-double", points: 0, of: 100, passed: false });
  expect(Object.keys(verdict.tasks[0] ?? {}).sort()).toEqual([
    "comparisons",
    "hint",
    "id",
    "lesson",
    "misconceptions",
    "of",
    "points",
    "status",
    "title",
  ]);
  expect(XMLValidator.validate(readFileSync(path.join(course.root, "result.xml"), "utf8"))).toBe(true);
});

test("--junit - prints XML alone", limit, async () => {
  expect(XMLValidator.validate((await downhill(["test", "1", "--junit", "-"])).out)).toBe(true);
});

test("colour follows FORCE_COLOR, NO_COLOR and the terminal", limit, async () => {
  expect((await downhill(["list"])).out).not.toContain("\u001B");
  expect((await downhill(["list"], { env: { FORCE_COLOR: "1" } })).out).toContain("\u001B[");
  expect((await downhill(["list"], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } })).out).not.toContain(
    "\u001B",
  );
});

test("DOWNHILL_LANG speaks Chinese", limit, async () => {
  expect((await downhill(["--help"], { env: { DOWNHILL_LANG: "zh" } })).out).toContain("给实验评分");
});

test("hints open one after another and are remembered", limit, async () => {
  expect((await downhill(["hint", "1", "path", "--level", "2"])).err).toContain("level 1 comes first");
  expect((await downhill(["hint", "1"])).out).toContain("What is 3 doubled?");
  const second = await downhill(["hint", "1"]);
  expect(second.out).toContain("adding a number to itself");
  expect((await downhill(["hint", "1", "double", "--level", "1"])).out).not.toContain("adding");
  expect(readFileSync(progressFile(course.root), "utf8")).toContain('"01-double/double": {"hints":2}');
});

test("the solution stays shut until the lab is passed or given up, which is remembered", limit, async () => {
  const shut = await downhill(["solution", "1"]);
  expect(shut).toMatchObject({ code: 1, out: "" });
  expect(shut.err).toContain("--give-up");
  expect((await downhill(["solution", "1", "--give-up"])).out).toContain("return x + x");
  expect(readFileSync(progressFile(course.root), "utf8")).toMatch(/"01-double": \{"gaveUp":"20/);
  expect((await downhill(["solution", "1"])).code).toBe(0);
});

test("reset brings the starter back and keeps the learner's file", limit, async () => {
  solve();
  const { out } = await downhill(["reset", "1"]);
  expect(text("src/double.ts")).toBe(text("starter/double.ts"));
  const kept = /kept in (\S+)\./.exec(out)?.[1] ?? "none";
  expect(readFileSync(path.join(course.root, kept), "utf8")).toBe(text("solution/double.ts"));
  expect(readdirSync(path.join(course.root, ".downhill/backup/01-double"))).toHaveLength(1);
});

test.each<[args: string[], english: RegExp, chinese: RegExp]>([
  [["tset"], /no command "tset"\. Did you mean test\?/, /没有叫 “tset” 的命令。是不是想用 test？/],
  [["test", "01-duoble"], /no lab "01-duoble"\. Did you mean 01-double\?/, /是不是想找 01-double/],
  [["test"], /Which lab\?/, /要评哪个实验/],
  [["test", "1", "--frob"], /no option --frob/, /没有 --frob 这个选项/],
  [["test", "1", "--timeout", "soon"], /needs a number above 0/, /大于 0 的数/],
  [["test", "1", "2"], /Too many words after "test"/, /参数太多/],
  [["hint", "1", "pth"], /Did you mean path\?/, /是不是想找 path/],
])("%j is answered with a sentence and exit code 2", async (args, english, chinese) => {
  let [out, err] = ["", ""];
  const output = (asked: string | undefined): Output => ({
    style: { language: languageOf({ LANG: "C" }, asked), color: false },
    from: course.root,
    isTerminal: false,
    write: (line) => (out += line),
    complain: (line) => (err += line),
    say: (each) => each[languageOf({ LANG: "C" }, asked)],
  });
  expect(await main(args, output)).toBe(2);
  expect(err).toMatch(english);
  expect(await main([...args, "--lang", "zh"], output)).toBe(2);
  expect(err).toMatch(chinese);
  expect(out).toBe("");
});

test("outside of a course it says where to go", limit, async () => {
  expect(await downhill(["list"], { cwd: path.parse(process.cwd()).root })).toMatchObject({
    code: 2,
    out: "",
  });
});

test("doctor looks at the machine, and at what the course adds in scripts/doctor.ts", limit, async () => {
  const { out } = await downhill(["doctor", "--json"]);
  const { findings } = JSON.parse(out) as { findings: { id: string; ok: boolean }[] };
  expect(findings.map(({ id }) => id)).toEqual(["node", "npm", "git", "machine", "terminal", "fixture"]);
  expect(findings.find(({ id }) => id === "node")?.ok).toBe(true);
  expect(findings.find(({ id }) => id === "fixture")?.ok).toBe(false);
});

test("--device names what labs compute on, for test, watch and doctor", limit, async () => {
  course.write(
    "src/double.ts",
    'export const double = (): never => { throw new Error(`on ${process.env["DOWNHILL_DEVICE"]}`); };',
  );
  const asked = await downhill(["test", "1", "--device", "abacus"], { env: { DOWNHILL_DEVICE: "else" } });
  expect(asked).toMatchObject({ code: 1, err: "" });
  expect(asked.out).toContain("on abacus");
  const doctor = await downhill(["doctor", "--device", "slide-rule", "--json"]);
  expect(JSON.parse(doctor.out)).toHaveProperty("findings");
  for (const command of [["watch", "1"], ["doctor"]]) {
    const unknown = await downhill([...command, "--device", "loom", "--lang", "zh"]);
    expect(unknown).toMatchObject({ code: 2, out: "" });
    expect(unknown.err).toBe("没有叫 “loom” 的设备；可用的设备有 abacus、slide-rule。\n");
  }
  course.write("../../scripts/doctor.ts", "export default [];");
  expect((await downhill(["test", "1", "--device", "abacus"])).err).toContain("no devices to choose among");
});

test.each([["native"], ["--poll"]])(
  "watch (%s) grades at once and after a save, and leaves on a signal",
  limit,
  async (way) => {
    const child = start(["watch", "1", ...(way === "--poll" ? ["--poll", "100"] : [])]);
    let out = "";
    const saw = (pattern: RegExp): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (pattern.test(out)) resolve();
        };
        child.stdout?.on("data", look);
        look();
      });
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
    await saw(/0 of 100 points/);
    solve();
    await saw(/100 of 100 points/);
    expect(out).not.toContain("\u001B");
    child.kill("SIGINT");
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
      child.once("close", (...ending) => resolve(ending)),
    );
    if (process.platform !== "win32") expect([code, signal]).toEqual([0, null]);
    expect(existsSync(progressFile(course.root))).toBe(true);
  },
);

import { spawn, type SpawnOptions } from "node:child_process";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Ran } from "../../fixtures/command.ts";
import { CourseCopy } from "../../fixtures/course-copy.ts";
import { unmarked } from "../lab/starter.ts";

/* What only a separate process shows: the command as it is started, its exit code, signals, odd paths. */
const bin = path.resolve(import.meta.dirname, "../../bin");
const limit = { timeout: 120_000 };
let course: CourseCopy;
beforeAll(() => {
  course = new CourseCopy("课 程 #1 %20");
});
beforeEach(() => course.write("src/double.ts", "export {};"));
afterAll(() => course[Symbol.dispose]());

const solution = (): string => unmarked(course.read("key/solution.ts"));

function start(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): ReturnType<typeof spawn> {
  const { NO_COLOR: _, FORCE_COLOR: __, DOWNHILL_LANG: ___, ...env } = process.env;
  const quiet = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("VITEST")));
  return spawn(process.execPath, [path.join(bin, program), ...args], {
    cwd: course.lab,
    stdio: ["ignore", "pipe", "pipe"],
    ...options,
    env: { ...quiet, LC_ALL: "C", DOWNHILL_HOME: course.home, ...options.env },
  });
}

async function run(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Omit<Ran, "code"> & { code: number | null }> {
  const child = start(program, args, options);
  let [out, err] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, err };
}

test("the command works in a path with blanks, Chinese, # and %", limit, async () => {
  course.write("src/double.ts", solution());
  expect(await run("downhill.mjs", ["test"])).toMatchObject({ code: 0, err: "" });
  const colored = await run("downhill.mjs", ["list"], { env: { FORCE_COLOR: "1" } });
  expect(colored.out).toContain("\u001B[");
  const plain = await run("downhill.mjs", ["list"], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } });
  expect(plain.out).toBe(stripVTControlCharacters(colored.out));
});

test(
  "a program of the learner's runs with their file and the packages, and gets their arguments",
  limit,
  async () => {
    course.write("src/double.ts", solution());
    course.write(
      "src/mine.ts",
      `import { tensor } from "@downhill/tensor";
import { double } from "./double.ts";
const words: readonly string[] = process.argv.slice(2);
console.log(double(21), tensor([1, 2]).shape, words);
if (words.includes("--fail")) throw new Error("mine");
`,
    );
    const ran = await run("downhill.mjs", ["run", "src/mine.ts", "a", "--times", "3"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toBe("42 [ 2 ] [ 'a', '--times', '3' ]\n");
    const failed = await run("downhill.mjs", ["run", "src/mine.ts", "--fail"]);
    expect(failed.code).toBe(1);
    expect(failed.err).toContain("Error: mine");
    expect(failed.err).toMatch(/mine\.ts:5/);
    expect(await run("downhill.mjs", ["run", "src/none.ts"])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("There is no file src/none.ts") as string,
    });
    expect((await run("downhill.mjs", ["--lang=zh", "run", "src/none.ts"])).err).toContain(
      "找不到文件 src/none.ts",
    );
  },
);

test("npm test in a lab prints only our report, in such a path too", limit, async () => {
  const empty = await run("downhill-lab.mjs", []);
  expect(empty).toMatchObject({ code: 1, err: "" });
  expect(empty.out).toMatch(/^Doubling · 01-double\n/);
  expect(empty.out).toContain("double.ts exports nothing");
  expect(empty.out).not.toMatch(/Test Files|AssertionError|at .*\.ts:\d/);
  course.write("src/double.ts", solution());
  const solved = await run("downhill-lab.mjs", []);
  expect(solved).toMatchObject({ code: 0, err: "" });
  expect(solved.out).toContain("✓ 100 of 100 points");
});

test("vitest's own reporter sees one test per task, with our sentence and no stack", limit, async () => {
  course.write("src/double.ts", solution().replace("x + x", "x * x"));
  const { code, out, err } = await run("downhill-lab.mjs", ["--reporter=default", "--lang=zh"]);
  const said = stripVTControlCharacters(out + err);
  expect(code).toBe(1);
  expect(said).toMatch(/1 failed .* 1 passed/);
  expect(said).toContain("double(x)：最先不符的位置是");
  expect(said).toContain("把翻倍当成了平方");
  expect(said).not.toMatch(/at .*\.ts:\d/);
});

test("a lab that cannot be read fails npm test with its sentence", limit, async () => {
  course.change("lab.ts", "points: 60", "points: 61");
  const { code, out, err } = await run("downhill-lab.mjs", []);
  course.change("lab.ts", "points: 61", "points: 60");
  expect(code).toBe(1);
  expect(out + err).toContain("the points add up to 101; make it 100");
});

test.each(["watch", "watch --poll 100"])("%s grades every save until it is stopped", limit, async (words) => {
  const child = start("downhill.mjs", words.split(" "));
  let out = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
  const saw = (pattern: RegExp): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (pattern.test(out)) resolve();
      };
      child.stdout?.on("data", look);
      look();
    });
  await saw(/0 of 100 points[^]*quits/);
  course.write("src/double.ts", "for (;;) {}");
  await new Promise((resolve) => setTimeout(resolve, 500));
  course.write("src/double.ts", solution());
  await saw(/100 of 100 points/);
  expect(out).not.toContain("\u001B");
  expect(out.split(" of 100 points")).toHaveLength(3);
  child.kill("SIGINT");
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once("close", (...ending) => resolve(ending)),
  );
  if (process.platform !== "win32") expect([code, signal]).toEqual([0, null]);
});

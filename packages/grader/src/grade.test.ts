import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CourseCopy } from "../fixtures/course-copy.ts";
import { endingFailure } from "./ending.ts";
import { grade } from "./grade.ts";
import type { FailureKind, Verdict } from "./verdict.ts";

let course: CourseCopy;
beforeAll(() => {
  course = new CourseCopy();
});
afterAll(() => course[Symbol.dispose]());

const limit = { timeout: 60_000 };
const goodPath = `
export function path(start: number, steps: number): number[][] {
  if (steps < 0) throw new Error("steps must not be negative");
  return Array.from({ length: steps }, (_, i) => [start * 2 ** i, -start * 2 ** i]);
}`;

const graded = async (text: string, timeout = 20_000): Promise<Verdict> => {
  course.write("src/double.ts", text);
  return grade(course.lab, { timeout });
};
const statuses = (verdict: Verdict): string[] => verdict.tasks.map(({ status }) => status);

test("an untouched starter is not written yet and scores 0", limit, async () => {
  const verdict = await grade(course.lab, { which: "starter" });
  expect(statuses(verdict)).toEqual(["not-written", "not-written"]);
  expect(verdict).toMatchObject({ version: 1, points: 0, of: 100, passed: false });
});

test("the solution scores 100, with its hash and its picture", limit, async () => {
  const verdict = await grade(course.lab, { which: "solution", picture: true });
  expect(verdict).toMatchObject({ points: 100, passed: true, file: "labs/01-double/solution/double.ts" });
  expect(verdict.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(verdict.exports).toEqual(["double", "path"]);
  expect(readFileSync(path.join(course.root, verdict.picture ?? "none"), "utf8")).toMatch(/^<svg/);
});

test.each(["square", "late-start"])("the mistake %s is recognised by its numbers", limit, async (id) => {
  const verdict = await graded(readFileSync(path.join(course.lab, "mistakes", `${id}.ts`), "utf8"));
  const failed = verdict.tasks.filter(({ status }) => status === "failed");
  expect(failed).toHaveLength(1);
  expect(failed[0]?.misconceptions.map((each) => each.id)).toEqual([id]);
});

test("a wrong answer that is no known mistake is not called one", limit, async () => {
  const { tasks } = await graded(`export const double = (x: number) => 3 * x;${goodPath}`);
  expect(tasks[0]).toMatchObject({ status: "failed", misconceptions: [], failure: { kind: "difference" } });
  expect(tasks[1]).toMatchObject({ status: "passed", points: 60 });
});

const alone: [name: string, body: string, kind: FailureKind, line: number | undefined, sentence: RegExp][] = [
  ["a crash", "\n  throw new RangeError('odd');", "crash", 2, /RangeError: odd/],
  ["a thrown text", " throw 'odd';", "crash", undefined, /no Error was thrown: "odd"/],
  ["process.exit", "\n  process.exit(0);", "exit", 2, /process\.exit\(0\)/],
  ["an unhandled rejection", "\n  void Promise.reject(new Error('late')); return x + x;", "crash", 2, /late/],
  [
    "an error in a timer's callback",
    " setImmediate(() => { throw new Error('later'); }); return x + x;",
    "crash",
    1,
    /later/,
  ],
  ["endless recursion", "\n  return double(x);", "crash", 2, /Maximum call stack/],
];
test.each(alone)("%s in one task costs only that task", limit, async (_, body, kind, line, sentence) => {
  const { tasks, points } = await graded(`export function double(x: number): number {${body}\n}${goodPath}`);
  expect(tasks[0]?.failure).toMatchObject({ kind });
  expect(tasks[0]?.failure?.at?.line).toBe(line);
  expect(tasks[0]?.failure?.sentence.en).toMatch(sentence);
  expect(tasks[0]?.failure?.sentence.zh).toMatch(/[一-鿿]/);
  expect(points).toBe(60);
});

test(
  "an error that speaks Chinese is shown in it, and a device's is not laid at the learner's door",
  limit,
  async () => {
    const throwing = (name: string): string =>
      `throw Object.assign(new Error("no driver"), { name: "${name}", zh: "没有驱动" });`;
    const sentenceOf = async (name: string): Promise<{ en: string; zh: string } | undefined> =>
      (await graded(`export function double(): number { ${throwing(name)} }${goodPath}`)).tasks[0]?.failure
        ?.sentence;
    expect(await sentenceOf("DataError")).toEqual({
      en: "The code stopped with an error. DataError: no driver",
      zh: "代码运行时出错中断。DataError: 没有驱动",
    });
    expect(await sentenceOf("DeviceError")).toEqual({
      en: "The device could not be used, which says nothing of your code. no driver",
      zh: "计算设备无法使用，这与你的代码无关。没有驱动",
    });
  },
);

test("an endless loop is stopped, named, and costs only its task", limit, async () => {
  const { tasks, points } = await graded(`export function double(): number { for (;;) {} }${goodPath}`, 1000);
  expect(tasks[0]?.failure).toMatchObject({ kind: "loop" });
  expect(tasks[0]?.failure?.sentence.en).toMatch(/within 1 seconds and was stopped/);
  expect(points).toBe(60);
});

test("a loop at the top level stops everything in time", limit, async () => {
  const start = performance.now();
  const verdict = await graded("for (;;) {}", 500);
  expect(verdict.tasks.map(({ failure }) => failure?.kind)).toEqual(["loop", "loop"]);
  expect(performance.now() - start).toBeLessThan(20_000);
});

test("a process left for another reason than a loop is told apart", () => {
  expect(endingFailure({ events: [], output: "", how: "memory" }, 1).kind).toBe("memory");
  expect(endingFailure({ events: [{ type: "stalled" }], output: "", how: "left" }, 1).kind).toBe("stalled");
  expect(endingFailure({ events: [], output: "", how: "left" }, 1).kind).toBe("crash");
});

test("a promise that never settles is said to be one", limit, async () => {
  const { tasks } = await graded("await new Promise(() => undefined);\nexport {};");
  expect(tasks[0]?.failure?.kind).toBe("stalled");
});

test("a syntax error is reported at its line, with the line", limit, async () => {
  const { tasks, points } = await graded("export function double(x: number) {\n  return x +;\n}\n");
  expect(points).toBe(0);
  expect(tasks[0]?.failure).toMatchObject({
    kind: "syntax",
    at: { file: "labs/01-double/src/double.ts", line: 2, text: "return x +;" },
  });
});

test("an import that finds nothing is said to be one", limit, async () => {
  const { tasks } = await graded('import "./nowhere.ts";\nexport {};');
  expect(tasks[0]?.failure).toMatchObject({ kind: "import" });
});

test("the solution cannot be handed in by importing it", limit, async () => {
  const verdict = await graded('export * from "../solution/double.ts";');
  expect(verdict.points).toBe(0);
  expect(verdict.tasks[0]?.failure?.sentence.en).toMatch(/imports the lab's solution/);
});

test("a missing export is named, with what is there", limit, async () => {
  const { tasks } = await graded(`export const twice = (x: number) => x + x;${goodPath}`);
  expect(tasks[0]?.failure?.kind).toBe("missing-export");
  expect(tasks[0]?.failure?.sentence.en).toContain("does not export `double`; it exports `path`, `twice`");
});

test("a missing file is a failure with a remedy", limit, async () => {
  rmSync(path.join(course.lab, "src/double.ts"));
  const verdict = await grade(course.lab);
  expect(verdict).toMatchObject({ sha256: null, points: 0, passed: false });
  expect(verdict.tasks[0]?.failure).toMatchObject({ kind: "missing-file" });
});

test("what the code prints is kept apart", limit, async () => {
  const { output, points } = await graded(
    `export const double = (x: number) => (console.log("x is", x), x + x);${goodPath}`,
  );
  expect(points).toBe(100);
  expect(output).toBe("x is 0\nx is 3\nx is -2.5\n");
});

test("a check that compares nothing gives no points", limit, async () => {
  using empty = new CourseCopy();
  const manifest = readFileSync(path.join(empty.lab, "lab.ts"), "utf8");
  empty.write("lab.ts", manifest.replace("for (const x of [0, 3, -2.5])", "for (const x of [] as number[])"));
  const verdict = await grade(empty.lab, { which: "solution" });
  expect(verdict.tasks[0]).toMatchObject({ points: 0, failure: { kind: "no-checks" } });
});

test("a lab that cannot be loaded is the lab's fault and said so", limit, async () => {
  using broken = new CourseCopy();
  broken.write("lab.ts", "export default 7;");
  await expect(grade(broken.lab)).rejects.toThrow(/must export a lab as its default/);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { CourseCopy } from "../../fixtures/course-copy.ts";
import type { BoxSession } from "./box-session.ts";
import { grade } from "./grade.ts";
import { Key } from "./key.ts";
import { openLab } from "./open-lab.ts";
import type { Failure, Verdict } from "./verdict.ts";

/* One lab, opened once; each text is graded as a learner's file, in one box after another as they are used up. */
let course: CourseCopy;
let key: Key;
let session: BoxSession | undefined;
const limit = { timeout: 120_000 };

beforeAll(async () => {
  course = new CourseCopy();
  key = new Key(await openLab(course.lab, course.root), 12345);
}, 120_000);
afterAll(() => {
  session?.end();
  key.close();
  course[Symbol.dispose]();
});

function graded(text: string, seconds = 2): Promise<Verdict> {
  if (session?.open !== true) session = key.lab.open();
  return grade(course.lab, { file: `${course.lab}/src/double.ts`, text, key, session, seconds });
}

const double = "export const double = (x: number): number => x + x;\n";
const path = `export function path(start: number, steps: number): number[][] {
  if (steps < 0) throw new Error("steps must not be negative");
  return Array.from({ length: steps }, (_, i) => [start * 2 ** i, -start * 2 ** i]);
}\n`;
const byDouble = `export function path(start: number, steps: number): number[][] {
  if (steps < 0) throw new Error("steps must not be negative");
  const rows: number[][] = [];
  for (let row = [start, -start]; rows.length < steps; row = row.map(double)) rows.push(row);
  return rows;
}\n`;
const failureOf = ({ failure, tasks }: Verdict): Failure | undefined =>
  failure ?? tasks.find((task) => task.failure)?.failure;

/** Accidents of beginners: the first failure, its sentence, and the line it points at. */
const accidents: Readonly<
  Record<string, [text: string, kind: Failure["kind"], says: RegExp, line?: number, column?: number]>
> = {
  "a syntax error": [`${double}export const path = ;\n`, "syntax", /Unexpected/, 2, 21],
  "a missing brace": [`${double}export function path() {\n`, "syntax", /Expected "}"|Unexpected end/, 3],
  "a missing export": [`${double}function path() {}\n`, "missing-export", /does not export `path`.*`double`/],
  "a misspelt export": [double + path.replace("path", "paht"), "missing-export", /does not export `path`/],
  "an empty file": ["", "missing-export", /exports nothing/],
  "only comments": ["// later\n", "missing-export", /exports nothing/],
  "no return": [
    `${path}export function double(x: number) { x + x; }\n`,
    "difference",
    /undefined \(is a `return` missing, or was this entry never set\?\)/,
  ],
  "an undefined name": [
    `${path}export const double = (x: number) => x + y;\n`,
    "crash",
    /ReferenceError: y is not defined/,
    5,
    42,
  ],
  "a call of nothing": [
    `${path}export const double = (x: any) => x.twice();\n`,
    "crash",
    /TypeError: x\.twice is not a function/,
    5,
  ],
  "a thrown text": [
    `${path}export const double = () => { throw "no"; };\n`,
    "crash",
    /threw "no" \(double\(x\)\), which is not an Error/,
  ],
  "a throw at the top": [
    `${double}${path}throw new Error("top");\n`,
    "crash",
    /while loading the file\)\. Error: top/,
    6,
  ],
  "an endless loop": [
    `${path}export const double = (x: number) => { for (;;) x++; };\n`,
    "loop",
    /inside `double`.*--timeout/,
  ],
  "an endless loop at the top": [`${double}${path}for (;;) {}\n`, "loop", /while loading the file/],
  "an endless regular expression": [
    `${path}export const double = (x: number) => (/^(a+)+$/.test("a".repeat(40) + "b") ? 0 : 2 * x);\n`,
    "loop",
    /inside `double`/,
  ],
  "a flood of microtasks": [
    `${path}export const double = async (x: number) => { for (;;) await null; };\n`,
    "loop",
    /inside `double`/,
  ],
  "an await that never settles": [
    `${double}${path}await new Promise(() => {});\n`,
    "stalled",
    /waited for something that never happened/,
  ],
  "async where a number is expected": [
    `${path}export const double = async (x: number) => x + x;\n`,
    "difference",
    /remove `async`/,
  ],
  "process.exit": [`${path}export const double = () => process.exit(3);\n`, "exit", /process\.exit\(3\)/, 5],
  "recursion without end": [
    `${path}export const double = (x: number): number => double(x);\n`,
    "crash",
    /Maximum call stack.*calls itself too often/,
  ],
  "a spread that is too long": [
    `${path}export const double = (x: number) => Math.max(...Array.from({ length: 1e6 }, () => x));\n`,
    "crash",
    /`\.\.\.` passes too many arguments/,
  ],
  "a string that never stops growing": [
    `${path}export const double = (x: number) => { let all = "x"; for (;;) all += all; };\n`,
    "memory",
    /used up the memory.*never stops growing.*string/,
  ],
  "a map that never stops growing": [
    `${path}export const double = () => { const all = new Set<number>(); for (let i = 0; ; i++) all.add(i); };\n`,
    "memory",
    /used up the memory.*never stops growing/,
  ],
  "a length below zero": [
    `${path}export const double = () => new Array(-1);\n`,
    "crash",
    /Invalid array length$/,
  ],
  "a list that never stops growing": [
    `${path}export const double = (x: number) => { const all: object[] = []; for (;;) all.push([x, {}]); };\n`,
    "memory",
    /used up the memory.* \(the question: double\(x\)\)\. Look for a list that never stops growing/,
  ],
  "a list of numbers that never stops growing": [
    `${path}export const double = (x: number) => { const all = [x]; for (;;) all.push(x); };\n`,
    "memory",
    /used up the memory.*list that never stops growing/,
  ],
  "a list of 2^32 − 1": [
    `${path}export const double = () => new Array(4294967295);\n`,
    "difference",
    /far too long/,
  ],
  "a proxy": [
    `${path}export const double = () => new Proxy({}, { ownKeys() { throw new Error("no"); } });\n`,
    "difference",
    /throws when it is read/,
  ],
  "an object within itself": [
    `${path}export const double = () => { const o: any = {}; o.o = o; return o; };\n`,
    "difference",
    /a number is expected/,
  ],
  "a text for a number": [
    `${path}export const double = (x: number) => String(x + x);\n`,
    "difference",
    /a number is expected, got the text/,
  ],
  "a bigint": [`${path}export const double = (x: number) => 2n;\n`, "difference", /bigint/],
  "an unhandled rejection": [
    `${path}export const double = (x: number) => { void Promise.reject(new Error("late")); return x + x; };\n`,
    "crash",
    /Error: late/,
  ],
  "a missing package": [
    `import _ from "lodash";\n${double}${path}_;`,
    "import",
    /"lodash" cannot be imported/,
    1,
    15,
  ],
  "a missing file": [`import { x } from "./nowhere.ts";\n${double}${path}x;`, "import", /finds nothing/, 1],
  "a missing export of a package": [
    `import { todoo } from "@downhill/grader/todo";\n${double}${path}todoo;`,
    "import",
    /does not export `todoo`/,
  ],
  "Node's file system": [
    `import fs from "node:fs";\n${double}${path}fs;`,
    "import",
    /"node:fs" cannot be imported/,
  ],
  "a message of 3 MB": [
    `${path}export const double = () => { throw new Error("x".repeat(3e6)); };\n`,
    "crash",
    /^.{0,700}$/,
  ],
};

test.each(Object.entries(accidents))(
  "%s gets its sentence",
  limit,
  async (_, [text, kind, says, line, column]) => {
    const failure = failureOf(await graded(text, kind === "memory" ? 20 : 1));
    expect(failure).toMatchObject({ kind });
    expect(failure?.sentence.en).toMatch(says);
    expect(failure?.sentence.zh).toMatch(/[一-龥]/);
    if (line !== undefined)
      expect(failure?.at).toMatchObject({ line, ...(column === undefined ? {} : { column }) });
  },
);

/** Ordinary programs: whatever else a file contains, right answers are right. */
const ordinary: Readonly<Record<string, string>> = {
  "arrow functions": double + path,
  "a BOM and CRLF": `\uFEFF${double}${path}`.replaceAll("\n", "\r\n"),
  tabs: (double + path).replaceAll("  ", "\t"),
  "a list of exports": `const d = (x: number) => 2 * x;\n${path.replace("export ", "")}export { d as double, path };\n`,
  "an additional default export": `${double}${path}export default 3;\n`,
  "extra exports": `${double}${path}export const more = 1;\n`,
  "a class with private fields": `class Twice { #x; constructor(x: number) { this.#x = x; } get value() { return this.#x * 2; } }\nexport const double = (x: number) => new Twice(x).value;\n${path}`,
  "a static block": `class Twice { static by = 1; static { this.by = 2; } }\nexport const double = (x: number) => Twice.by * x;\n${path}`,
  generators: `function* rows(s: number, n: number) { for (let i = 0, x = s; i < n; i++, x *= 2) yield [x, -x]; }\n${double}export function path(s: number, n: number) { if (n < 0) throw new Error("negative"); return [...rows(s, n)]; }\n`,
  "an enum": `enum By { Two = 2 }\nexport const double = (x: number) => By.Two * x;\n${path}`,
  "a const enum": `const enum By { Two = 2 }\nexport const double = (x: number) => By.Two * x;\n${path}`,
  "a namespace": `namespace By { export const two = 2; }\nexport const double = (x: number) => By.two * x;\n${path}`,
  using: `const held = () => ({ [Symbol.dispose]() {} });\nexport function double(x: number) { using _ = held(); return x + x; }\n${path}`,
  "a label": `export function double(x: number) { out: for (;;) { break out; } return x + x; }\n${path}`,
  "a switch": `export function double(x: number) { switch (x) { case 0: return 0; default: return x + x; } }\n${path}`,
  satisfies: `export const double = ((x) => x + x) satisfies (x: number) => number;\n${path}`,
  overloads: `export function double(x: number): number;\nexport function double(x: any) { return x + x; }\n${path}`,
  "typed arrays": `${double}export function path(s: number, n: number) { if (n < 0) throw new Error("negative"); return Array.from({ length: n }, (_, i) => Float64Array.of(s * 2 ** i, -s * 2 ** i)); }\n`,
  "one typed array a row, in an iterator's list": `${double}export function path(s: number, n: number) { if (n < 0) throw new RangeError("negative"); return Array.from(Array(n).keys(), (i) => [s * 2 ** i, -s * 2 ** i]); }\n`,
  "a subclass of Error": `class Bad extends RangeError { override name = "Bad"; }\n${double}${path.replace("new Error", "new Bad")}`,
  "a subclass of an array": `class Rows extends Array<number[]> {}\n${double}export function path(s: number, n: number) { if (n < 0) throw new Error("negative"); const rows = new Rows(); for (let i = 0; i < n; i++) rows.push([s * 2 ** i, -s * 2 ** i]); return rows; }\n`,
  "frozen lists": `${double}${path.replace("return Array.from", "return Object.freeze(Array.from").replace("2 ** i]);", "2 ** i]));")}`,
  reduce: `export const double = (x: number) => [x, x].reduce((a, b) => a + b, 0);\n${path}`,
  recursion: `${double}export const path = (s: number, n: number): number[][] => { if (n < 0) throw new Error("negative"); return n === 0 ? [] : [[s, -s], ...path(2 * s, n - 1)]; };\n`,
  "console of everything": `console.log("hi", { a: 1 }); console.table([[1]]); console.error("e"); console.time("t");\n${double}${path}`,
  "a comment that imports": `// import { double } from "../key/solution.ts";\n/* import("../solution/double.ts") */\n${double}${path}`,
  "a text that imports": `const text = 'import x from "../key/solution.ts"; import("node:fs")';\nexport const double = (x: number) => x + x + text.length * 0;\n${path}`,
  "a template that imports":
    "const t = `import('${1 + 1}')`;\nexport const double = (x: number) => x + x + t.length * 0;\n" + path,
  "a timer": `setTimeout(() => {}, 60_000);\n${double}${path}`,
  "an interval": `setInterval(() => {}, 1000);\n${double}${path}`,
  "await at the top": `const two = await Promise.resolve(2);\nexport const double = (x: number) => two * x;\n${path}`,
  "a map and a symbol": `const by = new Map([[Symbol.for("two"), 2]]);\nexport const double = (x: number) => by.get(Symbol.for("two"))! * x;\n${path}`,
  bigint: `export const double = (x: number) => Number(2n) * x;\n${path}`,
  "a regular expression": `const two = Number(/(?<n>\\d)/u.exec("n2")!.groups!["n"]);\nexport const double = (x: number) => two * x;\n${path}`,
  "optional chaining": `const o: { by?: { n: number } } = { by: { n: 2 } };\nexport const double = (x: number) => (o?.by?.n ?? 0) * x;\n${path}`,
  "a getter on exports' object": `const o = { get two() { return 2; } };\nexport const double = (x: number) => o.two * x;\n${path}`,
  "a decorator-free mixin": `const M = <T extends new (...a: any[]) => object>(B: T) => class extends B { two = 2; };\nexport const double = (x: number) => new (M(Object))().two * x;\n${path}`,
  "a proxy in use": `const p = new Proxy({ two: 2 }, {});\nexport const double = (x: number) => p.two * x;\n${path}`,
  "a structured clone": `export const double = (x: number) => structuredClone({ x }).x * 2;\n${path}`,
  "process in use": `export const double = (x: number) => (process.platform.length > 0 && process.env !== undefined ? x + x : 0);\n${path}`,
  "a function's own property": `export const double = Object.assign((x: number) => x + x, { calls: 0 });\n${path}`,
  "a function that is never called with new": `export const double = function (this: unknown, x: number) { return x + x; };\n${path}`,
};

test.each(Object.entries(ordinary))("%s is accepted", limit, async (_, text) => {
  const verdict = await graded(text);
  expect(failureOf(verdict)?.sentence.en).toBeUndefined();
  expect(verdict).toMatchObject({ points: 100, passed: true });
});

test("a helper file in the same folder is part of the text, one outside is refused", limit, async () => {
  course.write("src/two.ts", "export const two = 2;\n");
  const helped = 'import { two } from "./two.ts";\nexport const double = (x: number) => two * x;\n';
  expect(await graded(helped + path)).toMatchObject({ points: 100 });
  const reached = 'import { double as d } from "../key/solution.ts";\nexport const double = d;\n';
  expect(failureOf(await graded(reached + path))).toMatchObject({ kind: "import", at: { line: 1 } });
});

const wrong = (text: string): string => text.replace("x + x", "x + x + 1");
/** Ways of writing a module in which the solution's \`double\` can replace a wrong one. */
const styles: Readonly<Record<string, string>> = {
  "a constant": wrong(double) + byDouble,
  "a function": `export function double(x: number) { return x + x + 1; }\n${byDouble}`,
  "a list of exports": `const double = (x: number) => x + x + 1;\n${byDouble.replace("export ", "")}export { double, path };\n`,
  "another name": `function twice(x: number) { return x + x + 1; }\n${byDouble.replace("export ", "").replace("row.map(double)", "row.map(twice)")}export { twice as double, path };\n`,
  let: `export let double = (x: number) => x + x + 1;\n${byDouble}`,
  "a function expression": `export const double = function (x: number) { return x + x + 1; };\n${byDouble}`,
  "an async neighbour": `${wrong(double)}export async function other() {}\n${byDouble}`,
  "used before its definition": `${byDouble}export function double(x: number) { return x + x + 1; }\n`,
};

test.each(Object.entries(styles))("an error is carried forward: %s", limit, async (_, text) => {
  const [first, second] = (await graded(text)).tasks;
  expect(first).toMatchObject({ status: "failed", points: 0 });
  expect(second).toMatchObject({ status: "carried", points: 60, given: ["double"] });
});

test(
  "a costly question is asked of a task whose other answers are right, of the same module",
  limit,
  async () => {
    const short = path.replace("length: steps", "length: Math.min(steps, 8)");
    const counted = `console.log("loaded");\n${double}`;
    const caught = await graded(counted + short);
    expect(caught).toMatchObject({ points: 40, output: "loaded\nlong\n" });
    expect(failureOf(caught)?.sentence.en).toMatch(/path\(0, 9\)/);
    expect(await graded(counted + wrong(path).replace("start *", "-start *"))).toMatchObject({
      output: "loaded\n",
    });
  },
);

test("an unwritten task carries nothing", limit, async () => {
  const todo =
    'import { todo } from "@downhill/grader/todo";\nexport const double = (x: number): number => todo("double");\n';
  const [first, second] = (await graded(todo + byDouble)).tasks;
  expect(first).toMatchObject({ status: "not-written", points: 0 });
  expect(second).toMatchObject({ status: "failed", points: 0, failure: { kind: "needs" } });
});

/** Only short paths are written; the others are still to be. */
const short = path
  .replace("export function", 'import { todo } from "@downhill/grader/todo";\nexport function')
  .replace("return Array", 'if (steps > 3) return todo("path");\n  return Array');

test("what is written of a task is judged, though the rest is not: right so far", limit, async () => {
  const { points, tasks } = await graded(double + short);
  expect(points).toBe(40);
  expect(tasks[1]).toMatchObject({ status: "not-written", points: 0, failure: { kind: "unfinished" } });
});

test("what is written of a task is judged and named, though the rest is not: wrong", limit, async () => {
  const [, late] = (await graded(double + short.replaceAll("start * 2", "2 * start * 2"))).tasks;
  expect(late).toMatchObject({ status: "failed", points: 0, failure: { kind: "difference" } });
  expect(late?.misconceptions.map(({ id }) => id)).toEqual(["late-start"]);
});

test("a mistake is named only in its task", limit, async () => {
  const [first, second] = (await graded(double.replace("x + x", "x * x") + byDouble)).tasks;
  expect(first?.misconceptions.map(({ id }) => id)).toEqual(["square"]);
  expect(second).toMatchObject({ status: "carried", misconceptions: [] });
});

test(
  "a task that is also wrong by itself is shown and named without the other task's fault",
  limit,
  async () => {
    const late = byDouble.replace("[start, -start]", "[start, -start].map(double)");
    const [, alone] = (await graded(double + late)).tasks;
    const [first, second] = (await graded(wrong(double) + late)).tasks;
    expect(alone?.misconceptions.map(({ id }) => id)).toEqual(["late-start"]);
    expect(first).toMatchObject({ status: "failed" });
    expect(second).toMatchObject({ status: "failed", points: 0, given: ["double"] });
    expect(second?.failure).toEqual(alone?.failure);
    expect(second?.misconceptions).toEqual(alone?.misconceptions);
  },
);

test("a loop costs only its own task's points", limit, async () => {
  const text = `export const double = (x: number): number => { for (;;) x++; };\n${path}`;
  expect((await graded(text, 0.5)).tasks).toMatchObject([
    { status: "stopped", points: 0, failure: { kind: "loop" } },
    { status: "passed", points: 60 },
  ]);
});

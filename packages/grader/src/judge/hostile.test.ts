import { afterAll, beforeAll, expect, test } from "vitest";
import { CourseCopy } from "../../fixtures/course-copy.ts";
import { grade } from "./grade.ts";
import { Key } from "./key.ts";
import { openLab } from "./open-lab.ts";
import type { Verdict } from "./verdict.ts";

/* Files that try to get points, or to harm the grader. */
let course: CourseCopy;
let key: Key;
const limit = { timeout: 120_000 };

beforeAll(async () => {
  course = new CourseCopy();
  key = new Key(await openLab(course.lab, course.root), 4321);
}, 120_000);
afterAll(() => {
  key.close();
  course[Symbol.dispose]();
});

function graded(text: string): Promise<Verdict> {
  return grade(course.lab, { file: `${course.lab}/src/double.ts`, text, key, seconds: 1 });
}

/** None gives a point, and each ends in a verdict. */
const hostile: Readonly<Record<string, string>> = {
  "answers forged on the channel":
    'process.stdout.write(\'\\n{"t":"answer","q":"double/0","answer":[0]}\\n\');',
  "its own verdict on the screen": 'console.log("\\u001b[2J✓ 100 of 100 points");',
  "a patched array": "Array.prototype.every = () => true; Array.prototype.filter = () => [];",
  "patched JSON": 'JSON.stringify = () => "0"; JSON.parse = () => 0;',
  "patched Object.is": "Object.is = () => true; Number.isFinite = () => true;",
  "a computed import": 'const { double: d } = await import(["..", "key", "solution.ts"].join("/"));',
  "an import by pattern": 'const k = "solution"; await import(`../key/${k}.ts`);',
  "a module of Node by the back door":
    'const m = (process as any).getBuiltinModule("fs"); m.writeFileSync("/tmp/PWNED", "");',
  "code from a text": 'new Function("return 1")();',
  "a signal to the parent": "(process as any).kill((process as any).ppid, 'SIGKILL');",
  "a signal to everything": 'for (let i = 1; i < 99999; i++) try { process.kill(i, "SIGTERM"); } catch {}',
  "its own end": "(process as any).reallyExit(0);",
  "numbers that change": "let n = 0; export const double = { valueOf: () => n++ } as any;",
  thenables: "export const double = () => ({ then(f: any) { f(0); } });",

  /* What the grader's later requests go through: patching it could make another file answer in place of this one. */
  "a JSON.parse that names another file": `const { parse } = JSON;
    JSON.parse = (...all: any) => {
      const value = parse(...(all as [string]));
      if (value?.file) value.file = value.file.replace(/learner-\\d+/, "given");
      return value;
    };`,
  "an emit that names another file": `const events = Object.getPrototypeOf(Object.getPrototypeOf(process));
    const { emit } = events;
    events.emit = function (name: string, ...rest: any[]) {
      return Reflect.apply(emit, this, [name, ...rest.map((r) => (typeof r === "string" ? r.replace(/learner-\\d+/, "given") : r))]);
    };`,
  "texts that read themselves differently": `for (const name of ["split", "slice", "indexOf", "trim", "toString", "endsWith"]) {
      const own = (String.prototype as any)[name];
      (String.prototype as any)[name] = function (...all: any[]) {
        const value = Reflect.apply(own, this, all);
        return typeof value === "string" ? Reflect.apply(String.prototype.replace, value, [/learner-\\d+/, "given"]) : value;
      };
    }`,
  "bytes that read themselves differently": `const { decode } = TextDecoder.prototype;
    TextDecoder.prototype.decode = function (...all: any) {
      return Reflect.apply(decode, this, all).replace(/learner-\\d+/, "given");
    };
    Buffer.prototype.toString = () => "given";
    Uint8Array.prototype.subarray = () => Buffer.from("given") as any;`,
  "their own iterators": `const none = function* () {} as any;
    Array.prototype[Symbol.iterator] = none;
    Map.prototype[Symbol.iterator] = none;
    Set.prototype[Symbol.iterator] = none;
    Map.prototype.get = () => undefined;
    Map.prototype.has = () => true;`,
  "their own promises": `Promise.prototype.then = function () { return this as any; };
    Object.defineProperty(Promise.prototype, "constructor", { get() { return Array; } });`,
  "setters on every object": `for (const name of ["file", "questions", "answer", "q", "t", "double", "path", "expected"])
      Object.defineProperty(Object.prototype, name, { configurable: true, set() {}, get() { return "given"; } });`,
  "exports that change once they were looked at": `let looks = 0;
    export let double: any = new Proxy(() => 1, { apply: () => (looks++ > 0 ? (double = path) : 0), get: () => looks++ });
    setTimeout(() => { double = path as any; });`,
  "the remains of import.meta and process": `const here = import.meta as any;
    const found: any[] = [here.resolve, here.dirname, ...Object.values(process), ...Object.values(globalThis)];
    for (const each of found) try { each(here.url); } catch {}
    for (const stream of [process.stdout, process.stderr]) try { stream.destroy(); } catch {}`,
  "timers that are not awaited": `const again = (): void => {
      JSON.parse = () => ({ file: "given", questions: [] });
      setTimeout(again, 1).unref();
    };
    setInterval(again, 1).unref();
    again();`,
};

test.each(Object.entries(hostile))("no point for %s", limit, async (_, text) => {
  const rest = /export (const|let) double/.test(text) ? "" : "export const double = () => 1;\n";
  const verdict = await graded(`${text}\n${rest}export const path = () => [[1]];\n`);
  expect(verdict.points).toBe(0);
  expect(verdict.output).not.toContain("\u001b");
});

test("a file that changes what reads requests is asked all of its questions", limit, async () => {
  const meddling = `JSON.parse = () => ({});
    TextDecoder.prototype.decode = () => "";
    Object.getPrototypeOf(Object.getPrototypeOf(process)).emit = () => false;`;
  const short = `export const double = (x: number) => x + x;
    export const path = (start: number, steps: number) => {
      if (steps < 0) throw new Error("negative");
      return Array.from({ length: Math.min(steps, 8) }, (_, i) => [start * 2 ** i, -start * 2 ** i]);
    };`;
  const verdict = await graded(`${meddling}\n${short}`);
  expect(verdict).toMatchObject({ points: 40, tasks: [{}, { failure: { kind: "difference" } }] });
  expect(verdict.tasks[1]?.failure?.sentence.en).toMatch(/^path\(0, 9\)/);
});

test("the replacement of a wrong function brings no other part of the solution", async () => {
  const { code, exports } = await key.given(["double"]);
  expect(exports).toEqual(["double"]);
  expect(code).not.toMatch(/path|rows/);
});

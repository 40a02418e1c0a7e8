import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compileKernel, WgslError } from "./index.ts";

/** A whole program, or the parts before and inside the kernel of the frame. */
type Judged = string | readonly [body: string, before: string] | { readonly program: string };

// The verdicts are Dawn's: test/devices/wgsl-verdicts.spec.ts asks it where it is installed.
const { frame, accepted, unknown, refused } = JSON.parse(
  readFileSync(new URL("./verdicts.json", import.meta.url), "utf8"),
) as Readonly<Record<"accepted" | "unknown" | "refused", readonly Judged[]>> & { readonly frame: string };

function complaint(judged: Judged): WgslError | undefined {
  const [body, before] = typeof judged === "string" ? [judged, ""] : "program" in judged ? ["", ""] : judged;
  const code =
    typeof judged === "object" && "program" in judged
      ? judged.program
      : frame.replace("/*before*/", () => before).replace("/*body*/", () => body);
  try {
    compileKernel(code);
    return undefined;
  } catch (error) {
    if (error instanceof WgslError) return error;
    throw error;
  }
}

// Some seconds on a busy machine: each kernel is compiled.
const patience = 60_000;

test("what Dawn accepts is accepted", { timeout: patience }, () => {
  expect(accepted.length).toBeGreaterThan(750);
  expect(accepted.flatMap((each) => complaint(each)?.message ?? [])).toEqual([]);
});

test("what Dawn refuses is refused, in both languages", { timeout: patience }, () => {
  expect(refused.length).toBeGreaterThan(800);
  for (const each of refused) {
    const found = complaint(each);
    expect(found, JSON.stringify(each)).toBeDefined();
    expect(found!.zh).toMatch(/^WGSL 第 \d+ 行：.*\p{Script=Han}/u);
    expect(found!.message).toMatch(/^WGSL line \d+: \S/);
  }
});

test("what Dawn accepts and the interpreter leaves out is named", () => {
  expect(unknown.length).toBeGreaterThan(10);
  for (const each of unknown) {
    expect(complaint(each)?.message).toMatch(/: the course's interpreter does not support [^;]+; [a-z]/);
    expect(complaint(each)?.zh).toMatch(/本课程的解释器不支持.+，.*\p{Script=Han}/u);
  }
});

// Compilers draw the line somewhere between these.
test.each([
  ["parentheses", (n: number) => `y[i] = ${"(".repeat(n)}1.0${")".repeat(n)};`, 60, 400],
  ["minus signs", (n: number) => `y[i] = ${"- ".repeat(n)}1.0;`, 60, 1000],
  ["calls", (n: number) => `y[i] = ${"abs(".repeat(n)}1.0${")".repeat(n)};`, 60, 400],
  ["a chain of sums", (n: number) => `y[i] = a[i]${" + 1.0".repeat(n)};`, 300, 10_000],
  ["blocks", (n: number) => "{".repeat(n) + "}".repeat(n), 60, 400],
  ["else if", (n: number) => `if (i == 0u) { }${" else if (i == 1u) { }".repeat(n)}`, 60, 400],
])("%s may nest deeply, but not without limit", (_, body, fine, tooDeep) => {
  expect(complaint(body(fine))).toBeUndefined();
  expect(complaint(body(tooDeep))?.zh).toMatch(/[\u4e00-\u9fff]/);
});

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

const lab = path.resolve(import.meta.dirname, "../../labs/08-adam");
mkdirSync(path.join(lab, "out"), { recursive: true });
const desk = mkdtempSync(path.join(lab, "out", "simple-net-"));
afterAll(() => rmSync(desk, { recursive: true }));

const lineOf = (text: string, epoch: number): readonly number[] =>
  new RegExp(String.raw`^epoch ${epoch}: loss (\d\.\d+), accuracy on test pictures (\d\.\d+)$`, "m")
    .exec(text)!
    .slice(1)
    .map(Number);

/**
 * The learner's program, with the solution in place of the learner's file; float32 rounds differently on each device.
 */
test("lab 08's simple-net prints what the lesson prints", { timeout: 300_000 }, () => {
  mkdirSync(path.join(desk, "src"));
  copyFileSync(path.join(lab, "simple-net.ts"), path.join(desk, "simple-net.ts"));
  copyFileSync(path.join(lab, "key", "solution.ts"), path.join(desk, "src", "adam.ts"));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--conditions=@downhill/source", "--import", "tsx", "simple-net.ts"],
    { cwd: desk, encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const lesson = readFileSync(path.join(lab, "lesson.md"), "utf8");
  for (const epoch of [1, 10]) {
    const [expected, got] = [lineOf(lesson, epoch), lineOf(stdout, epoch)];
    expect(Math.abs(got[0]! - expected[0]!)).toBeLessThan(0.01);
    expect(Math.abs(got[1]! - expected[1]!)).toBeLessThan(0.03);
  }
});

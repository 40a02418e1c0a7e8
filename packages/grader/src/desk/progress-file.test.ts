import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadProgress, progressFile, saveProgress } from "./progress-file.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "progress-"));
});
afterEach(() => rmSync(root, { recursive: true }));

test("saving adds to what is there and leaves no temporary file", () => {
  expect(loadProgress(root)).toEqual({ progress: {} });
  saveProgress(root, { "02/c": { points: 5, of: 10 } });
  saveProgress(root, { "02/c": { hints: 1 }, "02/d": { points: 1, of: 1 } });
  expect(readFileSync(progressFile(root), "utf8")).toBe(
    '{\n"02/c": {"hints":1,"of":10,"points":5},\n"02/d": {"of":1,"points":1},\n"version": 1\n}\n',
  );
  expect(readdirSync(path.dirname(progressFile(root)))).toEqual(["progress.json"]);
});

test("a damaged file is kept aside and said, once", () => {
  saveProgress(root, { "02/c": { points: 5, of: 10 } });
  writeFileSync(progressFile(root), readFileSync(progressFile(root), "utf8").slice(0, -8));
  const { progress, notice } = loadProgress(root);
  expect(progress).toEqual({ "02/c": { points: 5, of: 10 } });
  expect(notice?.en).toMatch(/was damaged/);
  expect(notice?.zh).toMatch(/已损坏/);
  expect(
    readdirSync(path.dirname(progressFile(root))).filter((name) => name.includes("damaged")),
  ).toHaveLength(1);
  expect(loadProgress(root).notice).toBeUndefined();
});

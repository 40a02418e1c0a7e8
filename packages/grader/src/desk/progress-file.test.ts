import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NotSaved } from "./not-saved.ts";
import { loadProgress, progressFile, saveProgress } from "./progress-file.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "progress-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const best = { at: "2026-01-01T00:00:00.000Z", hash: "a", points: 40, of: 100, tasks: { a: 40 } };

test("saving adds to existing progress, a file per lab, and creates no other file", async () => {
  expect(await loadProgress(root)).toEqual({ progress: {}, notices: [] });
  await saveProgress(root, "02-x", { best });
  await saveProgress(root, "02-x", { hints: { a: 1 } });
  await saveProgress(root, "08-y", { hints: { b: 2 } });
  await saveProgress(root, "08-y", {});
  expect(readdirSync(path.dirname(progressFile(root, "02-x")))).toEqual(["02-x.json", "08-y.json"]);
  expect(await loadProgress(root)).toEqual({
    progress: { "02-x": { best, hints: { a: 1 } }, "08-y": { hints: { b: 2 } } },
    notices: [],
  });
});

test("a damaged file is set aside and reported, once", async () => {
  await saveProgress(root, "02-x", { best });
  writeFileSync(progressFile(root, "02-x"), '{"version": 2, "hints": {"a": 1}, "gaveUp": 5}');
  const { progress, notices } = await loadProgress(root);
  expect(progress).toEqual({ "02-x": { hints: { a: 1 } } });
  expect(notices).toHaveLength(1);
  expect(notices[0]?.en).toMatch(/02-x\.json was damaged.*is now \.downhill\/progress\/02-x\.damaged-/);
  expect(notices[0]?.zh).toMatch(/已损坏/);
  const aside = readdirSync(path.dirname(progressFile(root, "02-x"))).filter((name) =>
    name.includes("damaged"),
  );
  expect(aside).toHaveLength(1);
  expect((await loadProgress(root)).notices).toEqual([]);
});

test("the first version's file is migrated once and set aside", async () => {
  mkdirSync(path.join(root, ".downhill"));
  const old = path.join(root, ".downhill", "progress.json");
  writeFileSync(old, '{"02-x/a": {"at":"2026-01-01T00:00:00.000Z","of":100,"points":40},"version":1}');
  await Promise.all([loadProgress(root), loadProgress(root)]);
  expect(await loadProgress(root)).toEqual({
    progress: { "02-x": { best: { ...best, hash: "" } } },
    notices: [],
  });
  expect(existsSync(old)).toBe(false);
  expect(readFileSync(`${old}.taken-over`, "utf8")).toContain("02-x/a");
});

// Where nothing is refused (root, Windows) there is nothing to test.
const mayWriteAnywhere = process.platform === "win32" || process.getuid?.() === 0;

test.skipIf(mayWriteAnywhere)("a folder that cannot be written to is reported, and still read", async () => {
  await saveProgress(root, "02-x", { best });
  const folder = path.dirname(progressFile(root, "02-x"));
  chmodSync(folder, 0o555);
  try {
    await expect(saveProgress(root, "02-x", { hints: { a: 1 } })).rejects.toThrow(NotSaved);
    expect((await loadProgress(root)).progress).toEqual({ "02-x": { best } });
  } finally {
    chmodSync(folder, 0o755);
  }
});

test("a file in the place of the folder is reported", async () => {
  writeFileSync(path.join(root, ".downhill"), "in the way");
  await expect(saveProgress(root, "02-x", { best })).rejects.toThrow(
    /could not be saved in \.downhill\/progress\/02-x/,
  );
});

test("processes that save at the same time lose nothing", { timeout: 60_000 }, async () => {
  const module = pathToFileURL(path.join(import.meta.dirname, "progress-file.ts")).href;
  const code = (name: string): string => `
    import { saveProgress } from ${JSON.stringify(module)};
    for (let i = 0; i < 10; i++) await saveProgress(${JSON.stringify(root)}, "02-x", { hints: { ["${name}" + i]: 1 } });
  `;
  const run = (name: string): Promise<number | null> =>
    new Promise((resolve) => {
      const args = ["--import", "tsx", "--input-type=module", "-e", code(name)];
      spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: "ignore" }).once("close", resolve);
    });
  expect(await Promise.all(["a", "b", "c"].map(run))).toEqual([0, 0, 0]);
  const { progress } = await loadProgress(root);
  expect(Object.keys(progress["02-x"]?.hints ?? {})).toHaveLength(30);
});

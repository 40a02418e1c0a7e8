import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CourseCopy } from "../../fixtures/course-copy.ts";
import type { LabCard } from "../lab/card.ts";
import { readLab } from "../lab/read-lab.ts";
import { restoreBackup, writeBackup } from "./backup.ts";
import { deskFile, hasNewerStarter, layOut, recordFile } from "./desk.ts";
import { loadProgress, saveProgress } from "./progress-file.ts";
import { resetDesk } from "./reset.ts";
import { starterText } from "./starter-text.ts";
import { starterChange, takeStarterOver } from "./update.ts";

let course: CourseCopy;
let card: LabCard;
beforeEach(async () => {
  course = new CourseCopy("课 程 #1");
  vi.stubEnv("DOWNHILL_HOME", course.home);
  card = await readLab(course.lab);
});
afterEach(() => {
  vi.unstubAllEnvs();
  course[Symbol.dispose]();
});

const now = new Date("2026-11-29T12:00:00.000Z");
const desk = (): string => readFileSync(deskFile(card), "utf8");
const best = { at: "2026-01-01T00:00:00.000Z", hash: "a", points: 40, of: 100, tasks: { double: 40 } };

test("a missing desk is created, and an existing one is never touched", () => {
  expect(layOut(card)).toBe(true);
  expect(desk()).toContain('return todo("double");');
  expect(layOut(card)).toBe(false);
  writeFileSync(deskFile(card), "mine");
  expect(layOut(card)).toBe(false);
  expect(desk()).toBe("mine");
});

test("a solved lab begins with its solution, without the markers", async () => {
  course.change("lab.ts", 'file: "double.ts",', 'file: "double.ts", solved: true,');
  card = await readLab(course.lab);
  layOut(card);
  expect(desk()).toContain("return x + x;");
  expect(desk()).not.toContain("#task");
});

test("reset restores the starter and copies the whole desk outside the course", () => {
  course.write("src/double.ts", "mine");
  course.write("src/helper.ts", "help");
  const kept = resetDesk(card, now);
  expect(desk()).toBe(starterText(card));
  expect(course.read("src/helper.ts")).toBe("help");
  expect(path.relative(course.home, kept ?? "").split(path.sep)).toEqual([
    "kept",
    "课 程 #1",
    "01-double",
    "2026-11-29T12-00-00-000Z",
  ]);
  expect(readFileSync(path.join(kept ?? "", "double.ts"), "utf8")).toBe("mine");
  expect(readFileSync(path.join(kept ?? "", "helper.ts"), "utf8")).toBe("help");
});

test("without a place for the copy nothing is reset", () => {
  course.write("src/double.ts", "mine");
  writeFileSync(course.home, "a file in the way");
  expect(() => resetDesk(card, now)).toThrow(/A copy of your file could not be saved.*nothing was changed/);
  expect(desk()).toBe("mine");
});

test("a newer starter is noticed, shown, and merged with the learner's work", () => {
  layOut(card);
  expect(hasNewerStarter(card)).toBe(false);
  expect(starterChange(card)).toEqual({ kind: "same" });
  course.change("src/double.ts", 'return todo("path");', "return [[start, steps]];");
  course.change("key/solution.ts", "/** Twice x. */", "/** Two times x. */");
  expect(hasNewerStarter(card)).toBe(true);
  const change = starterChange(card);
  expect(change.kind === "changed" && change.difference).toContain("-/** Twice x. */\n+/** Two times x. */");
  expect(change.kind === "changed" && change.difference).toMatch(
    /^--- a\/double\.ts\n\+\+\+ b\/double\.ts\n@@/,
  );
  const updated = takeStarterOver(card, now);
  expect(updated?.conflicts).toEqual([]);
  expect(desk()).toContain("/** Two times x. */");
  expect(desk()).toContain("return [[start, steps]];");
  expect(readFileSync(path.join(updated?.kept ?? "", "double.ts"), "utf8")).toContain("/** Twice x. */");
  expect(hasNewerStarter(card)).toBe(false);
});

test("where both changed the same lines, both stay, between markers", () => {
  layOut(card);
  course.change("src/double.ts", "/** Twice x. */", "/** My x. */");
  course.change("key/solution.ts", "/** Twice x. */", "/** Two times x. */");
  expect(takeStarterOver(card, now)?.conflicts).toEqual([3]);
  expect(desk()).toMatch(
    /<<<<<<< yours\n\/\*\* My x\. \*\/\n=+\n\/\*\* Two times x\. \*\/\n>>>>>>> the course's/,
  );
});

test("a desk with an unknown starter is left alone", () => {
  course.write("src/double.ts", "mine");
  expect(starterChange(card)).toEqual({ kind: "unknown" });
  expect(takeStarterOver(card, now)).toBeUndefined();
  expect(hasNewerStarter(card)).toBe(false);
  expect(desk()).toBe("mine");
});

test("a backup restores desks and progress, in another clone too", async () => {
  layOut(card);
  course.write("src/double.ts", "mine");
  course.write("src/deep/helper.ts", "help");
  await saveProgress(course.root, card.id, { best });
  const file = path.join(course.home, "all.zip");
  expect(writeBackup(course.root, file)).toBe(4);

  using other = new CourseCopy();
  await saveProgress(other.root, card.id, { hints: { path: 2 } });
  other.write("src/double.ts", "theirs");
  const { files, before } = await restoreBackup(other.root, file, now);
  expect(files).toBe(4);
  expect(other.read("src/double.ts")).toBe("mine");
  expect(other.read("src/deep/helper.ts")).toBe("help");
  expect((await loadProgress(other.root)).progress[card.id]).toEqual({ best, hints: { path: 2 } });
  expect(existsSync(recordFile(await readLab(other.lab)))).toBe(true);
  await restoreBackup(other.root, before ?? "", now);
  expect(other.read("src/double.ts")).toBe("theirs");
});

test.each([
  "../outside.txt",
  "labs/01-double/key/solution.ts",
  "labs/01-double/src/../key/x.ts",
  "/etc/x",
  "labs\\x",
])("an archive with %s in it is refused whole", async (name) => {
  const bytes = new Uint8Array([1]);
  const file = path.join(course.root, "odd.zip");
  writeFileSync(file, zipSync({ "labs/01-double/src/double.ts": bytes, [name]: bytes }));
  await expect(restoreBackup(course.root, file, now)).rejects.toThrow(
    /not a backup of a course: it contains/,
  );
  expect(existsSync(deskFile(card))).toBe(false);
});

test("a file that is not an archive is reported", async () => {
  const file = path.join(course.root, "odd.zip");
  writeFileSync(file, "no zip");
  await expect(restoreBackup(course.root, file, now)).rejects.toThrow(/cannot be read as a backup/);
  rmSync(file);
  await expect(restoreBackup(course.root, file, now)).rejects.toThrow(/cannot be read as a backup/);
  expect(readdirSync(course.lab)).not.toContain("src");
});

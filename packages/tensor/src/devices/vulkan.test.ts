import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hasDriver } from "./vulkan.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "downhill-vulkan-"));
  for (const name of ["VK_DRIVER_FILES", "VK_ICD_FILENAMES", "VK_ADD_DRIVER_FILES"]) vi.stubEnv(name, "");
  vi.stubEnv("XDG_DATA_DIRS", path.join(home, "data"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

/** Puts a driver's description under the home. */
function driver(...place: readonly string[]): string {
  const file = path.join(home, ...place);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "{}");
  return file;
}

test.each(["VK_DRIVER_FILES", "VK_ICD_FILENAMES"])("%s alone decides, if what it names exists", (name) => {
  driver("data", "vulkan", "icd.d", "gpu.json");
  vi.stubEnv(name, path.join(home, "nowhere.json"));
  expect(hasDriver()).toBe(false);
  vi.stubEnv(name, [path.join(home, "nowhere.json"), driver("other.json")].join(path.delimiter));
  expect(hasDriver()).toBe(true);
});

test("a named folder counts by its contents", () => {
  vi.stubEnv("VK_DRIVER_FILES", home);
  expect(hasDriver()).toBe(false);
  driver("gpu.json");
  expect(hasDriver()).toBe(true);
});

test("the loader's own folders are searched if none is named", () => {
  driver("data", "vulkan", "icd.d", "gpu.json");
  expect(hasDriver()).toBe(true);
});

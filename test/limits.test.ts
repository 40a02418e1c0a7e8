import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

// Tests are not about time: none is given less than a minute, which a busy machine may need.
const project = path.resolve(import.meta.dirname, "..");
const least = 60_000;
const read = (file: string): string => readFileSync(path.join(project, file), "utf8");
const files = ["packages", "test", "website/tests"].flatMap((folder) =>
  readdirSync(path.join(project, folder), { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((name) => name.endsWith(".ts") && !/node_modules|dist|[/\\]right[/\\]/.test(name)),
);

/** The limits, in milliseconds, that a file gives to tests and hooks. */
const limitsIn = (source: string): number[] =>
  [...source.matchAll(/\b(?:test|hook)?[tT]imeout: (\d[\d_]*)\b|^\}, (\d[\d_]*)\);$/gm)]
    .map(([, named = "0", last = named]) => Number(last.replaceAll("_", "")))
    .filter((limit) => limit > 0);

test.each([
  "vitest.config.ts",
  "test/devices/vitest.config.ts",
  "test/packed/vitest.config.ts",
  "website/playwright.config.ts",
])("%s gives a test a minute or more", (file) => {
  const [first = 0] = limitsIn(read(file));
  expect(first).toBeGreaterThanOrEqual(least);
});

test("no test takes some of it away", () => {
  const tests = files.filter((file) => /\.(test|spec)\.ts$|errata/.test(file));
  expect(tests.length).toBeGreaterThan(150);
  expect(tests.filter((file) => limitsIn(read(file)).some((limit) => limit < least))).toEqual([]);
});

test("a limit is found in every place where it can be stated", () => {
  const [short, end] = ["30_000", "}, 1000);"];
  expect(limitsIn(`test("a", { timeout: ${short} }, () => {\n${end}\n}, 0);\n`)).toEqual([30_000, 1000]);
});

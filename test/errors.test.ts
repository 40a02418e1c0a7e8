import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorPage } from "./errors/page.ts";
import { thrown } from "./errors/throws.ts";

// Every error of the packages has a stable code and its two texts as one record: docs/reference/errors.md lists them.

test("the sources were found", () => {
  expect(thrown.length).toBeGreaterThan(500);
});

test.each(thrown)("$file:$line: $error has a code", ({ code }) => {
  expect(code).toMatch(/^[a-z\d]+(-[a-z\d]+){0,3}$/);
});

test("no code is nearly another: the singular, the plural, or the same words in another order", () => {
  const form = (code: string): string =>
    code
      .split("-")
      .map((word) => word.replace(/s$/, ""))
      .sort()
      .join(" ");
  const codes = [...new Set(thrown.map(({ code }) => code))];
  const twins = codes.filter((code) => codes.some((other) => other !== code && form(other) === form(code)));
  expect(twins).toEqual([]);
});

test.each([
  ["en", "errors.md"],
  ["zh", "errors.zh.md"],
] as const)("the page matches the sources, %s", (language, file) => {
  const page = readFileSync(new URL(`../docs/reference/${file}`, import.meta.url), "utf8");
  expect(page, "npm run reference writes it").toBe(errorPage(thrown, language));
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { table } from "./battery/table.ts";
import type { Rule } from "./rule.ts";
import * as rules from "./rules.ts";
import { equations } from "./tex.ts";

// A rule without a row is fine, so that adding a rule stays one file and one line; a wrong row is an error.
const text = (file: string): string => readFileSync(new URL(file, import.meta.url), "utf8");
const readme = text("../README.md");

/** The rows of the README's table of rules, by name, from top to bottom. */
const rowsOf = (page: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    page
      .split("\n")
      .map((line) => line.split(" | ").map((cell) => cell.replace(/^\|? */, "").replace(/ *\|?$/, "")))
      .flatMap((cells) => {
        const name = /^`(\w+)`$/.exec(cells[0] ?? "")?.[1];
        return name !== undefined && Object.hasOwn(rules, name) ? [[name, cells] as const] : [];
      }),
  );
const rows = rowsOf(readme);

// The language sorts a module's names, so the order can only be read from the source.
const inOrder = [...text("./rules.ts").matchAll(/^export \{ (\w+) \}/gm)].map(([, name]) => name!);

test("the order is read from rules.ts, all of it", () => {
  expect(inOrder.toSorted()).toEqual(Object.keys(rules).toSorted());
  expect(inOrder).not.toEqual(inOrder.toSorted());
});

test("the README has the rules in the order of rules.ts", () => {
  expect(rows.size).toBeGreaterThan(6);
  expect([...rows.keys()]).toEqual(inOrder.filter((name) => rows.has(name)));
});

test("two swapped rows are noticed", () => {
  const lines = readme.split("\n");
  const at = lines.findIndex((line) => line.startsWith("| `adam` "));
  const swapped = rowsOf(lines.toSpliced(at, 2, lines[at + 1]!, lines[at]!).join("\n"));
  expect(swapped.size).toBe(rows.size);
  expect([...swapped.keys()]).not.toEqual(inOrder.filter((name) => swapped.has(name)));
});

const all = Object.entries(rules) as [string, { readonly rule: Rule<string, string> }][];
test.each(all.filter(([name]) => rows.has(name)))(
  "the README's row matches the code: %s",
  (name, { rule }) => {
    const [, equation, defaults] = rows.get(name)!;
    expect(equation).toBe(
      equations(rule)
        .map((tex) => `$${tex}$`)
        .join("<br>"),
    );
    expect(defaults).toBe(
      Object.entries(rule.hyper)
        .map(([name, value]) => `\`${name}\` ${value}`)
        .join(", "),
    );
  },
);

test("the README names everything that is not a rule", () => {
  const others = table.map(({ name }) => name).filter((name) => !Object.hasOwn(rules, name));
  expect(others.filter((name) => !readme.includes(`\`${name}(`))).toEqual([]);
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { table } from "./battery/table.ts";
import type { Rule } from "./rule.ts";
import * as rules from "./rules.ts";
import { equations } from "./tex.ts";

// A rule without a row is no fault, so that adding one stays one file and one line; a row that is not true is.
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const rows = new Map(
  readme
    .split("\n")
    .map((line) => line.split(" | ").map((cell) => cell.replace(/^\|? */, "").replace(/ *\|?$/, "")))
    .flatMap((cells) => {
      const name = /^`(\w+)`$/.exec(cells[0] ?? "")?.[1];
      return name !== undefined && Object.hasOwn(rules, name) ? [[name, cells] as const] : [];
    }),
);

test("the README has the rules in the table's order", () => {
  expect(rows.size).toBeGreaterThan(6);
  expect([...rows.keys()].toSorted()).toEqual(
    Object.keys(rules)
      .filter((name) => rows.has(name))
      .toSorted(),
  );
});

const all = Object.entries(rules) as [string, { readonly rule: Rule<string, string> }][];
test.each(all.filter(([name]) => rows.has(name)))(
  "the README's row is what the code says: %s",
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

test("the README names all that is not a rule", () => {
  const others = table.map(({ name }) => name).filter((name) => !Object.hasOwn(rules, name));
  expect(others.filter((name) => !readme.includes(`\`${name}(`))).toEqual([]);
});

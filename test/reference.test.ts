import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { names } from "./reference/names.ts";
import { isSaid, page, unaligned, wordsIn } from "./reference/page.ts";
import { kinds, roundedUp, type Row } from "./reference/row.ts";
import { measured } from "./reference/table.ts";

// The table of docs/reference: whole, proven, and what is measured today. `npm run reference` writes it.
const folder = path.resolve(import.meta.dirname, "../docs/reference");
const read = (file: string): string => readFileSync(path.join(folder, file), "utf8");
const stated = JSON.parse(read("reference.json")) as Row[];

/** What another processor's last digits may add: eight times what is stated, and where nearly nothing is, four roundings. */
const slack = (difference: number): number => Math.max(8 * difference, 4 * Number.EPSILON);

describe("the table of docs/reference", () => {
  test.each(kinds)("has a row for every public %s, and no more", (kind) => {
    const rows = stated.filter((row) => row.kind === kind).map(({ name }) => name);
    expect(rows.toSorted()).toEqual([...names[kind]].toSorted());
  });

  test("has an oracle or a law in each row, and differences within 1e-12", () => {
    for (const { kind, name, oracle, law } of stated) {
      const differences = [oracle, law].flatMap((proof) => (proof === undefined ? [] : [proof.difference]));
      expect(differences, `${kind} ${name}: note an oracle or a law`).not.toEqual([]);
      expect(Math.max(...differences), `${kind} ${name}`).toBeLessThanOrEqual(1e-12);
    }
  });

  test("has formulas whose words Chinese has too", () => {
    for (const { name, tex, law } of stated) {
      for (const formula of [...tex.flatMap(unaligned), ...(law ? [law.tex] : [])]) {
        expect(
          wordsIn(formula).filter((words) => !isSaid(words)),
          `${name}: give test/reference/page.ts the Chinese`,
        ).toEqual([]);
      }
    }
  });

  test("is what the pages show, in both languages", () => {
    expect(read("reference.md")).toBe(page(stated, "en"));
    expect(read("reference.zh.md")).toBe(page(stated, "zh"));
  });
});

describe("measured again", () => {
  let fresh: Row[];
  beforeAll(async () => {
    fresh = await measured();
  }, 240_000);

  test("everything has the formula, the oracle and the law that the table states", () => {
    const said = (rows: readonly Row[]) =>
      rows.map(({ kind, name, tex, oracle, law }) => ({
        kind,
        name,
        tex,
        libraries: oracle?.libraries,
        law: law?.tex,
      }));
    expect(said(fresh), "npm run reference rewrites the table").toEqual(said(stated));
  });

  test("nothing is further from its oracle, or its law from itself, than the table states", () => {
    const worse = fresh.flatMap(({ kind, name, oracle, law }) => {
      const row = stated.find((each) => each.kind === kind && each.name === name);
      return [
        [oracle?.difference ?? 0, row?.oracle?.difference ?? 0],
        [law?.difference ?? 0, row?.law?.difference ?? 0],
      ].flatMap(([found, before]) =>
        found! <= slack(before!) ? [] : [`${kind} ${name}: ${found}, stated ${before}`],
      );
    });
    expect(worse).toEqual([]);
  });
});

test.each([
  [0, 0],
  [1.1e-16, 2e-16],
  [9.5e-14, 1e-13],
  [3e-15, 3e-15],
  [7e-16, 7e-16],
])("%d is rounded up to %d", (difference, expected) => {
  expect(roundedUp(difference)).toBe(expected);
});

test("an alignment is shown as its formulas", () => {
  expect(unaligned(String.raw`\begin{aligned} a &= 1 & b &= 2 \\ c &= 3 \end{aligned}`)).toEqual([
    "a = 1",
    "b = 2",
    "c = 3",
  ]);
});

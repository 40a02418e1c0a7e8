import { expect, test } from "vitest";
import { columnOf, distinct, numbersOf, type Table, textsOf } from "../table.ts";
import { toDataset } from "../to-dataset.ts";
import { cpsWages } from "./cps-wages.ts";
import { iris } from "./iris.ts";
import { mobyDick } from "./moby-dick.ts";
import { penguins } from "./penguins.ts";
import { stateOfTheUnion } from "./state-of-the-union.ts";

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const present = (table: Table, name: string) => numbersOf(table, name).filter((x) => x !== null);
const missing = (table: Table, name: string) =>
  columnOf(table, name).values.filter((value) => value === null).length;
function counts(table: Table, name: string): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const value of columnOf(table, name).values) found[String(value)] = (found[String(value)] ?? 0) + 1;
  return found;
}

/** Slope and share of explained variance of a straight line through the points. */
function line(x: readonly number[], y: readonly number[]) {
  const [mx, my] = [mean(x), mean(y)];
  const sxy = mean(x.map((value, i) => (value - mx) * (y[i]! - my)));
  const sxx = mean(x.map((value) => (value - mx) ** 2));
  const syy = mean(y.map((value) => (value - my) ** 2));
  return { slope: sxy / sxx, intercept: my - (sxy / sxx) * mx, rSquared: sxy ** 2 / (sxx * syy) };
}

test.each([
  ["cpsWages", cpsWages, /Berndt/, /CC0/],
  ["penguins", penguins, /Gorman/, /CC0/],
  ["iris", iris, /Fisher/, /MIT/],
  ["mobyDick", mobyDick, /Melville/, /public domain|公有领域/],
  ["stateOfTheUnion", stateOfTheUnion, /presidents/, /public domain|公有领域/],
])(
  "%s describes in both languages its contents, its licence and whom to cite",
  async (_, load, author, licence) => {
    const set = await load();
    const [en, zh] = [set.describe(), set.describe("zh")];
    expect(en).toMatch(new RegExp(`^${set.size} rows, ${set.names.length} columns:$`, "m"));
    expect(zh).toMatch(new RegExp(`^共 ${set.size} 行、${set.names.length} 列：$`, "m"));
    for (const name of set.names)
      for (const text of [en, zh]) expect(text).toMatch(new RegExp(`^  ${name} `, "m"));
    expect(en.split("\n").slice(-2)).toEqual([`Licence: ${set.licence}`, `Citation: ${set.citation}`]);
    expect(zh.split("\n").slice(-2)).toEqual([expect.stringMatching(/^许可证：/), `引用：${set.citation}`]);
    expect(set.citation).toMatch(author);
    for (const text of [en, zh]) expect(text).toMatch(licence);
  },
);

test("wages: the known counts and means of Berndt's sample", async () => {
  const wages = await cpsWages();
  expect(wages.size).toBe(534);
  for (const name of wages.names) expect(missing(wages, name)).toBe(0);
  expect(counts(wages, "gender")).toEqual({ female: 245, male: 289 });
  expect(counts(wages, "race")).toEqual({ white: 440, hispanic: 27, other: 67 });
  expect(counts(wages, "sector")).toEqual({ manufacturing: 99, construction: 24, other: 411 });
  expect(counts(wages, "occupation")).toMatchObject({ management: 55, sales: 38, clerical: 97, service: 83 });
  // 18 % in a union, as in the whole country in 1985.
  expect(counts(wages, "union")).toEqual({ 0: 438, 1: 96 });
  expect(counts(wages, "married")).toEqual({ 0: 184, 1: 350 });
  expect(counts(wages, "south")).toEqual({ 0: 378, 1: 156 });
  expect(mean(present(wages, "wage"))).toBeCloseTo(9.024, 3);
  expect([Math.min(...present(wages, "wage")), Math.max(...present(wages, "wage"))]).toEqual([1, 44.5]);
  expect(mean(present(wages, "education"))).toBeCloseTo(13.02, 2);
  expect(mean(present(wages, "experience"))).toBeCloseTo(17.82, 2);
  expect(mean(present(wages, "age"))).toBeCloseTo(36.83, 2);
});

test("wages: a year of education is worth 75 cents an hour, or 7.7 %", async () => {
  const wages = await cpsWages();
  const [education, wage] = [present(wages, "education"), present(wages, "wage")];
  const dollars = line(education, wage);
  expect(dollars.intercept).toBeCloseTo(-0.746, 3);
  expect(dollars.slope).toBeCloseTo(0.7505, 4);
  expect(dollars.rSquared).toBeCloseTo(0.1459, 4);
  expect(line(education, wage.map(Math.log)).slope).toBeCloseTo(0.0768, 4);
});

test("penguins: the known counts, means and gaps of the Palmer penguins", async () => {
  const birds = await penguins();
  expect(birds.size).toBe(344);
  expect(counts(birds, "species")).toEqual({ Adelie: 152, Chinstrap: 68, Gentoo: 124 });
  expect(counts(birds, "island")).toEqual({ Biscoe: 168, Dream: 124, Torgersen: 52 });
  expect(counts(birds, "sex")).toEqual({ female: 165, male: 168, null: 11 });
  const measures = {
    bill_length_mm: 43.92,
    bill_depth_mm: 17.15,
    flipper_length_mm: 200.92,
    body_mass_g: 4201.75,
  };
  for (const [name, known] of Object.entries(measures)) {
    expect(missing(birds, name)).toBe(2);
    expect(mean(present(birds, name))).toBeCloseTo(known, 2);
  }
  const whole = Array.from({ length: birds.size }, (_, row) =>
    birds.names.every((name) => columnOf(birds, name).values[row] !== null),
  );
  expect(whole.filter(Boolean)).toHaveLength(333);
  expect(birds.describe()).toContain("(11 missing)");
});

test("iris: Fisher's own values, means included", async () => {
  const flowers = await iris();
  expect(counts(flowers, "species")).toEqual({ setosa: 50, versicolor: 50, virginica: 50 });
  const means = { sepal_length: 5.843, sepal_width: 3.057, petal_length: 3.758, petal_width: 1.199 };
  for (const [name, known] of Object.entries(means))
    expect(mean(present(flowers, name))).toBeCloseTo(known, 3);
  // Where the UCI repository's copy differs from the article.
  const at = (row: number) => flowers.names.slice(0, 4).map((name) => columnOf(flowers, name).values[row]);
  expect([at(34), at(37)]).toEqual([
    [4.9, 3.1, 1.5, 0.2],
    [4.9, 3.6, 1.4, 0.1],
  ]);
  const points = toDataset(flowers, {
    x: ["petal_length", "petal_width"],
    y: "species",
    classes: distinct(flowers, "species"),
  });
  expect([points.size, points.shape, points.y[0], points.y[149]]).toEqual([150, [2], 0, 2]);
});

test("Moby-Dick: 135 chapters between the etymology and the epilogue", async () => {
  const book = await mobyDick();
  const [titles, texts] = [textsOf(book, "title"), textsOf(book, "text")];
  expect(titles.filter((title) => /^Chapter \d+\. /.test(title!))).toHaveLength(135);
  expect([titles[0], titles[1], titles[137]]).toEqual([
    expect.stringMatching(/^Etymology/),
    expect.stringMatching(/^Extracts/),
    "Epilogue",
  ]);
  expect(texts[2]).toMatch(/^Call me Ishmael\. Some years ago/);
  expect(texts[137]).toMatch(/only found another orphan\.$/);
  // The shortest chapter is the one of thunder and rum, the longest the Town-Ho's story.
  const byLength = titles
    .slice(2, 137)
    .toSorted((a, b) => texts[titles.indexOf(a)]!.length - texts[titles.indexOf(b)]!.length);
  expect([byLength[0], byLength.at(-1)]).toEqual([
    expect.stringMatching(/^Chapter 122\./),
    expect.stringMatching(/^Chapter 54\. The Town-Ho's Story/),
  ]);
  expect(book.text.startsWith(`${titles[0]}\n\n`)).toBe(true);
  expect(book.text.length).toBeGreaterThan(1_200_000);
});

test("State of the Union: every odd year except 1933, in order; the longest is Carter's of 1981", async () => {
  const speeches = await stateOfTheUnion();
  const years = present(speeches, "year");
  const odd = Array.from({ length: 116 }, (_, i) => 1791 + 2 * i).filter((year) => year !== 1933);
  expect([...new Set(years)]).toEqual(odd);
  expect(years).toEqual(years.toSorted((a, b) => a - b));
  expect(years.filter((year, i) => years[i - 1] === year)).toEqual([1953, 1961]);
  // Of the 45 presidents until then, William Henry Harrison and James Garfield died before they could give one.
  expect(new Set(textsOf(speeches, "president")).size).toBe(43);
  const words = textsOf(speeches, "text").map((text) => text!.split(/\s+/).length);
  const longest = words.indexOf(Math.max(...words));
  expect([years[longest], textsOf(speeches, "president")[longest]]).toEqual([1981, "Jimmy Carter"]);
  // 33,667 words by the count of the American Presidency Project.
  expect(Math.abs(words[longest]! / 33_667 - 1)).toBeLessThan(0.01);
});

import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { exportedAs } from "../beside/export.ts";
import { listingOf } from "../beside/listing.ts";
import { symbolsIn } from "../beside/notation.ts";
import { termsOf } from "../beside/terms.ts";
import { allPages, byHand, type Page } from "./all-pages.ts";
import { docBlock } from "./doc-block.ts";
import type { Plot } from "./figures/plot.ts";
import { aboutKind, kinds } from "./kinds.ts";
import { rowsIn } from "./rows.ts";
import { wordsFor } from "./words.ts";

/* The pages of all functions, as the site's build writes them. */
const root = path.resolve(import.meta.dirname, "../../..");
const rows = rowsIn(root);
const file = (folder: string, name: string): string => `${folder}/${name}`;
let pages: readonly Page[];
let texts: ReadonlyMap<string, string>;

beforeAll(async () => {
  pages = await allPages(root);
  texts = new Map(pages.map((page) => [page.file, page.text]));
}, 240_000);

const english = () => pages.filter(({ language }) => language === "en");
const chineseOf = ({ file: name }: Page): string => texts.get(name.replace(/\.md$/, ".zh.md"))!;
const withoutCode = (text: string): string => text.replaceAll(/^```.*?^```$/gms, "");
const formulasOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\$\$?([^$]+)\$\$?/g)].map(([, tex]) =>
    tex!.replaceAll(/\\text\{[^}]*\}/g, ""),
  );
const codeOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
const plotOf = (text: string): Plot | undefined => {
  const found = /^```plot\n(.*)\n```$/m.exec(text)?.[1];
  return found === undefined ? undefined : (JSON.parse(found) as Plot);
};

test("every function of the six kinds has a page in both languages, and words for nothing else", () => {
  expect(
    kinds.flatMap((kind) => [...wordsFor(root, kind).keys()].map((name) => `${kind} ${name}`)).toSorted(),
  ).toEqual(rows.map(({ kind, name }) => `${kind} ${name}`).toSorted());
  expect(pages).toHaveLength(2 * (rows.length - byHand.length));
  expect(rows.length).toBeGreaterThan(170);
});

test("both languages have the same headings, formulas, names in code and links", () => {
  const alike = (text: string) => ({
    headings: [...text.matchAll(/^## .* \{#(\w+)\}$/gm)].map(([, id]) => id),
    formulas: formulasOf(text).toSorted(),
    code: codeOf(text).toSorted(),
    blocks: [...text.matchAll(/^```ts\n.*?^```$/gms)].map(([block]) => block),
    links: [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => to!.replace(".zh.md", ".md")).toSorted(),
    rows: text.split("\n").filter((line) => line.startsWith("| ")).length,
  });
  for (const page of english()) expect.soft(alike(chineseOf(page)), page.file).toEqual(alike(page.text));
});

test("the Chinese words are those of today's doc blocks: paragraph by paragraph the same formulas", () => {
  for (const { kind, name } of rows) {
    const { before, after } = docBlock(exportedAs(root, `@downhill/${aboutKind[kind].owner}#${name}`).doc);
    const words = wordsFor(root, kind).get(name)!;
    const shape = (paragraphs: readonly string[]) => paragraphs.map((text) => formulasOf(text).toSorted());
    expect.soft(shape(words.before), `${kind} ${name}, before the formula`).toEqual(shape(before));
    expect.soft(shape(words.after), `${kind} ${name}, after the formula`).toEqual(shape(after));
  }
});

test("titles are given once, and descriptions have no TeX and end like sentences", () => {
  for (const language of ["en", "zh"] as const) {
    const mine = pages.filter((page) => page.language === language);
    const titles = mine.map(({ text }) => /^title: (.*)$/m.exec(text)![1]!);
    expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
    for (const { file: name, text } of mine) {
      const description = JSON.parse(/^description: (.*)$/m.exec(text)![1]!) as string;
      expect(description, name).toMatch(language === "en" ? /^[^$\\{}]{10,}\.$/ : /^[^$\\{}]{5,}。$/);
    }
  }
});

test("links lead to pages that exist, and lessons that exist", () => {
  const there = new Set([...texts.keys(), ...byHand.flatMap((page) => [`${page}.md`, `${page}.zh.md`])]);
  for (const { file: name, text } of pages) {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)]
      .map(([, to]) => to!)
      .filter((to) => !to.startsWith("https://"));
    expect(links.length, name).toBeGreaterThan(0);
    for (const link of links) {
      const to = path.posix.join(path.dirname(name), link.split("#")[0]!);
      if (kinds.some((kind) => to.startsWith(`${aboutKind[kind].folder}/`)))
        expect(there, `${name}: ${link}`).toContain(to);
      else
        expect(to, name).toMatch(
          /^(?:reference|dtypes|specials)(?:\.zh)?\.md$|^\.\.\/\.\.\/labs\/\d\d-[\w-]+\/lesson(?:\.zh)?\.md$/,
        );
    }
  }
});

describe("formulas beside their code", () => {
  const symbols = symbolsIn(path.join(root, "docs/reference/notation.md"));
  const chinese = symbolsIn(path.join(root, "docs/reference/notation.zh.md"));
  const listings = rows.map(({ kind, name }) => {
    const what = `@downhill/${aboutKind[kind].owner}#${name}`;
    return { name, what, listing: listingOf(root, what) };
  });

  test("each listing is the whole declaration, and nothing after it", () => {
    for (const { name, what, listing } of listings) {
      expect(listing.code[0], what).toMatch(
        new RegExp(String.raw`^export (?:async )?(?:const|function) ${name}\b`),
      );
      expect(listing.code.at(-1), what).toMatch(/^(?:[)}\]].*|.*;)$/);
      expect(
        listing.code.slice(1).filter((line) => /^(?:export|const|function|\/\*\*)/.test(line)),
        what,
      ).toEqual([]);
    }
  });

  test("each symbol that is tied has its lines, in both languages the same", () => {
    let tied = 0;
    for (const { name, what, listing } of listings) {
      const marked = termsOf(listing, name, symbols);
      for (const term of marked.terms) {
        tied++;
        expect(term.usedIn, `${what}, ${term.name}`).not.toEqual([]);
        for (const line of term.computedIn) expect(listing.code[line], what).toContain(term.name);
      }
      expect(
        termsOf(listing, name, chinese).terms.map((term) => term.name),
        what,
      ).toEqual(marked.terms.map((term) => term.name));
    }
    expect(tied).toBeGreaterThan(150);
  });

  test("a symbol is tied only where the notation page says it of this kind of function", () => {
    for (const { name, what, listing } of listings) {
      for (const term of termsOf(listing, name, symbols).terms) {
        const places = symbols.filter(({ tex }) => tex === term.tex).flatMap((symbol) => symbol.places);
        expect(
          places.some((place) => place === name || listing.kin.includes(place)),
          `${what}, ${term.tex}`,
        ).toBe(true);
      }
    }
  });
});

describe("figures", () => {
  test("every optimizer, schedule, regularizer and loss has one", () => {
    const without = english()
      .filter(({ row, text }) => row.kind !== "layer" && row.kind !== "op" && plotOf(text) === undefined)
      .map(({ row }) => row.name);
    expect(without).toEqual([]);
  });

  test("each has finite points, a summary, and a table as wide as its head", () => {
    for (const page of pages) {
      const plot = plotOf(page.text);
      if (plot === undefined) continue;
      for (const line of plot.lines) {
        expect(line.points.length, page.file).toBeGreaterThan(10);
        expect(
          line.points.flat().filter((value) => !Number.isFinite(value)),
          page.file,
        ).toEqual([]);
      }
      expect(plot.summary.length, page.file).toBeGreaterThan(30);
      expect(plot.table.rows.length, page.file).toBeGreaterThan(5);
      for (const row of plot.table.rows) expect(row, page.file).toHaveLength(plot.table.head.length);
    }
  });

  test("the numbers of a figure are the package's", () => {
    const points = (folder: string, name: string, i = 0) =>
      new Map(plotOf(texts.get(`${file(folder, name)}.md`)!)!.lines[i]!.points);
    expect(points("schedules", "linear").get(50)).toBe(0.05);
    expect(points("losses", "huber").get(-3)).toBe(2.5);
    expect(points("losses", "huber", 1).get(-3)).toBe(-1);
    expect(points("regularizers", "l2").get(2)).toBe(2);
    expect(points("regularizers", "proximalL1").get(0.4)).toBe(0);
    const descent = plotOf(texts.get("optimizers/momentum.md")!)!;
    expect(descent.lines[1]!.points[1]).toEqual([1 + 0.075 * 4, 3 - 0.075 * 25]);
  });
});

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/* One word for one thing: docs/reference/glossary.zh.md lists the course's words, and the renderings that it does not use. */
const root = path.resolve(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

const rowsOf = (file: string): string[][] =>
  read(file)
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (?:---|English|中文) /.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );

const terms = rowsOf("docs/reference/glossary.zh.md").map(
  ([zh = "", en = "", meaning = "", avoided = ""]) => ({
    ...{ zh, en, meaning },
    avoided: avoided.split("、").filter((word) => word !== ""),
  }),
);

/** Longer words first, so that 学习率调度 is gone before 调度 is looked for. */
const used = terms.map(({ zh }) => zh).toSorted((a, b) => b.length - a.length);
const avoided = terms.flatMap(({ zh, avoided: words }) => words.map((word) => ({ word, instead: zh })));

/** The words of a text that the glossary does not use, each with what it has instead; its own words hide none. */
const unusual = (text: string): string[] => {
  const rest = used.reduce((left, word) => left.replaceAll(word, "·"), text);
  return avoided.filter(({ word }) => rest.includes(word)).map(({ word, instead }) => `${word} → ${instead}`);
};

const texts = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\0")
  .filter((file) => /\.zh\.md$|\.[cm]?tsx?$|\.mjs$/.test(file) && !/glossary/.test(file))
  .map((file) => ({ file, text: read(file) }))
  .filter(({ text }) => /\p{Script=Han}/u.test(text));

const linesOf = (found: (line: string) => readonly string[]): string[] =>
  texts.flatMap(({ file, text }) =>
    text
      .split("\n")
      .flatMap((line, i) =>
        /\p{Script=Han}/u.test(line) ? found(line).map((fault) => `${file}:${i + 1}: ${fault}`) : [],
      ),
  );

test("a word has one meaning, and no rendering is both used and not", () => {
  for (const words of [used, terms.map(({ en }) => en), avoided.map(({ word }) => word)])
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  expect(avoided.filter(({ word }) => used.includes(word))).toEqual([]);
  expect(terms.filter(({ zh, en, meaning }) => zh === "" || en === "" || meaning === "")).toEqual([]);
});

test("both pages list the same words in the same order", () => {
  const english = rowsOf("docs/reference/glossary.md").map(([en, zh]) => ({ en, zh }));
  expect(english).toEqual(terms.map(({ en, zh }) => ({ en, zh })));
});

test("every word of the glossary is used", () => {
  const all = texts.map(({ text }) => text).join("\n");
  expect(used.filter((word) => !all.includes(word))).toEqual([]);
});

test.each([
  ["梯度的余切", ["余切 → 余切向量"]],
  ["余切向量与学习率调度", []],
  ["一次调度", ["调度 → 派发"]],
])("%s", (text, faults) => {
  expect(unusual(text)).toEqual(faults);
});

test("texts in Chinese keep to the glossary", () => {
  expect(linesOf(unusual)).toEqual([]);
});

test("a percent sign follows its number without a space on pages in Chinese", () => {
  const apart = /[\d}] %\s?[\p{Script=Han}，。；：、）]/gu;
  const faults = linesOf((line) => line.match(apart) ?? []);
  expect(faults.filter((fault) => /\.zh\.md:/.test(fault))).toEqual([]);
});

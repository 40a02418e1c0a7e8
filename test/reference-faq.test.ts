import { readFileSync } from "node:fs";
import path from "node:path";
import { adam } from "@downhill/optimizers";
import * as schedules from "@downhill/schedules";
import { describe, expect, test } from "vitest";
import { rowsOf as errataOf } from "./errata/stated.ts";
import {
  codeOf,
  fileOf,
  formulasOf,
  languages,
  type Language,
  numbersOf,
  root,
  type Section,
  sectionsOf,
} from "./pages/page.ts";

/* The questions of the chapters, in docs/reference/faq.md: all of them, and nothing answered that a lab or an erratum does not show. */

/** How many questions each part of a chapter asks. */
const asked = [
  ["000 §8", 3],
  ["001 §6.1", 2],
  ["001 §6.2", 2],
  ["001 §6.3", 2],
  ["002 §8.1", 1],
  ["002 §8.2", 1],
  ["002 §8.3", 1],
  ["002 §8.4", 1],
  ["002 §8.5", 1],
  ["003 §8", 11],
  ["004 §8", 4],
] as const;
const places = asked.flatMap(([place, count]) => Array.from({ length: count }, () => place));

const questionsOf = (language: Language): readonly Section[] =>
  sectionsOf("faq", language).filter(({ id }) => /^q\d\d$/.test(id));

const quoteOf = ({ body }: Section): string => /^> (.*)$/m.exec(body)?.[1] ?? "";
const answerOf = ({ body }: Section): string => body.replace(/^> .*$/m, "").trim();

/** What an answer may take figures from: the lessons and the errata that it links to. */
function evidenceOf(answer: string, language: Language): string {
  const folder = path.join(root, path.dirname(fileOf("faq", language)));
  const lessons = [...answer.matchAll(/\]\(([^)#]*lesson(?:\.zh)?\.md)/g)].map(([, file]) =>
    readFileSync(path.join(folder, file!), "utf8"),
  );
  const numbers = [...answer.matchAll(/\[(E\d\d)\]/g)].map(([, number]) => number);
  const errata = errataOf(language).filter(([number]) => numbers.includes(number));
  return [...lessons, ...errata.flat()].join("\n");
}

/** The figures of an answer: numbers with a point, a comma, or more than two digits that are not a place in a chapter. */
const figuresOf = (answer: string): readonly string[] =>
  [
    ...numbersOf(answer.replaceAll(/\d{3} ?章? ?§[\d.]+|§[\d.]+/g, "")),
    ...formulasOf(answer).flatMap((tex) => tex.match(/\d+(?:\.\d+)*/g) ?? []),
  ].filter((number) => /[.,]/.test(number) || number.length > 2);

/** 10,000 and 10000 are the same figure. */
const bare = (text: string): string => text.replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, "");

const standsIn = (figure: string, text: string): boolean =>
  new RegExp(String.raw`(?<![\d.])${bare(figure).replaceAll(".", String.raw`\.`)}(?!\d|\.\d)`).test(
    bare(text),
  );

describe.each(languages)("the chapters' questions, %s", (language) => {
  const questions = questionsOf(language);

  test("are 29, in the chapters' order, each with its place", () => {
    expect(places).toHaveLength(29);
    expect(questions.map(({ id }) => id)).toEqual(places.map((_, i) => `q${String(i + 1).padStart(2, "0")}`));
    expect(questions.map((each) => /\d{3} §[\d.]+/.exec(quoteOf(each))?.[0])).toEqual(places);
  });

  test.each(questions.map((each) => [each.id, each] as const))(
    "%s is answered in two to six sentences, with a lab",
    (_, each) => {
      const answer = answerOf(each);
      const ends = language === "zh" ? /[。！？]/g : /[.!?](?=\)?(?:\s|$))/g;
      expect((answer.match(ends) ?? []).length).toBeGreaterThanOrEqual(2);
      expect((answer.replaceAll(/[（(][^（(]*[.。][)）]/g, "").match(ends) ?? []).length).toBeLessThanOrEqual(
        6,
      );
      expect(answer).toMatch(/\]\(\.\.\/\.\.\/labs\/\d\d-[\w-]+\/lesson(?:\.zh)?\.md/);
    },
  );

  test.each(questions.map((each) => [each.id, each] as const))(
    "%s has only figures from the pages that it links to",
    (_, each) => {
      const answer = answerOf(each);
      const evidence = evidenceOf(answer, language);
      expect(figuresOf(answer).filter((figure) => !standsIn(figure, evidence))).toEqual([]);
    },
  );
});

test("the English page quotes the questions that head the Chinese one", () => {
  const quoted = questionsOf("en").map((each) => quoteOf(each).replace(/ \(\d{3} §[\d.]+\)$/, ""));
  expect(quoted).toEqual(questionsOf("zh").map(({ title }) => title));
  expect(quoted.filter((question) => !/\p{Script=Han}.*？$/u.test(question))).toEqual([]);
});

test.each([
  ["0.34", "stops at 0.34 for", true],
  ["0.34", "stops at 0.342 for", false],
  ["34", "stops at 0.34", false],
  ["1,504", "Each of the 1,504 steps", true],
])("the figure %s in “%s”: %s", (figure, text, found) => {
  expect(standsIn(figure, text)).toBe(found);
});

test("the code of the answers runs, and what it names exists", () => {
  const { cosine, exponential } = schedules;
  const calls: Readonly<Record<string, () => number>> = {
    "adam({ learningRate: cosine(0.002, 1504) })": () => {
      expect(adam({ learningRate: cosine(0.002, 1504) }).name).toBe("adam");
      return cosine(0.002, 1504)(0);
    },
    "exponential(0.1, 1000, 0.96, { staircase: true })": () =>
      exponential(0.1, 1000, 0.96, { staircase: true })(1000),
  };
  expect(Object.values(calls).map((call) => call())).toEqual([0.002, 0.1 * 0.96]);
  const commands = ["npm start -- --resume", "adam"];
  const code = questionsOf("en").flatMap(({ body }) => codeOf(body));
  expect(Object.keys(calls).filter((call) => !code.includes(call))).toEqual([]);
  const names = code.filter((each) => !(each in calls) && !commands.includes(each));
  expect(names.filter((name) => !(name in schedules))).toEqual([]);
  expect(names.length).toBeGreaterThan(3);
});

import { also, apart, but, edit } from "@downhill/grader/mistakes";

type Answers = readonly unknown[];
type Counts = Readonly<Record<string, number>>;

/** How often each test set of two among four rows came up, by the seventh question of "split". */
const sets = (answers: Answers): Counts => (answers[6] ?? {}) as Counts;
/** The test sets of the same seed, twice, and of another, by the sixth. */
const seeded = (answers: Answers): Readonly<Record<"first" | "again", string>> =>
  answers[5] as Readonly<Record<"first" | "again", string>>;
/** What became of a text that is no number, by the seventh question of "clean": the cell that it was read as. */
const readAs = (answers: Answers, text: string): unknown => {
  const seen = (answers[6] as Readonly<Record<string, { x: readonly { size: unknown }[] }>>)[
    `size: "${text}"`
  ]!;
  return seen.x[1]!.size;
};
/** Whether a text that is no number ended in an error. */
const refuses = (answers: Answers, text: string): boolean =>
  "kinds" in (answers[6] as Readonly<Record<string, object>>)[`size: "${text}"`]!;
/** The categories of dog, cat, dog and bird, by the sixth question of "fit". */
const animals = (answers: Answers): string =>
  (Object.values(answers[5] as object) as { categories: string[] }[])[0]!.categories.join(" ");
/** Whether all texts that were never seen ended in an error, by the sixth question of "transform", and no other did. */
const stopped = (answers: Answers): boolean => {
  const isError = (answer: unknown): boolean =>
    typeof answer === "object" && answer !== null && "kinds" in answer;
  const unseen = Object.values(answers[5] as object).slice(0, 7);
  return unseen.every(isError) && !Object.values(answers[4] as object).some(isError);
};

/** How many rows of each label are in the test set where it is drawn by labels, in the cases of the first question of "split". */
const due = ["2 1 1", "4 2 1", "5 2 1", "1 1", "1 2"];
const mixed = "abacbaabcaabaa";
/** The same counts, as answered. */
const heldOut = (answers: Answers): readonly number[][] =>
  Object.values(answers[0] as Readonly<Record<string, { test: Counts }>>).map(({ test }) =>
    Object.values(test),
  );
const sum = (list: readonly number[]): number => list.reduce((all, each) => all + each, 0);
/** The rows of the second question's first case, each beside a label; whether all are there, and whether the labels are theirs. */
const beside = (answers: Answers): readonly string[] =>
  Object.values(answers[1] as Readonly<Record<string, readonly string[]>>)[0]!;
const complete = (answers: Answers): boolean =>
  beside(answers).length === mixed.length &&
  beside(answers).every((pair, row) => pair.startsWith(`row ${row}: `));
const aligned = (answers: Answers): boolean =>
  beside(answers).every((pair, row) => pair === `row ${row}: ${mixed[row]}`);
/** Whether the test sets have as many rows as they should, but not of each label. */
const strataIgnored = (answers: Answers): boolean =>
  complete(answers) &&
  aligned(answers) &&
  heldOut(answers).every((counts, i) => sum(counts) === sum(due[i]!.split(" ").map(Number))) &&
  heldOut(answers).some((counts, i) => counts.join(" ") !== due[i]);

const textOf = (entry: string): string => `missing.includes(${entry}!) ? null : ${entry}!`;
const answer = "const answer = textOf(entry, label);";
const whole = "const whole = JSON.stringify([cells, answer]);";
const all = "...cells.map(([, cell]) => cell)";
const left = "if (answer === null || seen.has(whole)) continue;";
const number = "const value = Number(text);";
const read = '[name, text === null || kind === "text" ? text : numberOf(name, text)]';
const held = "Math.round(share * rows.length)";
const chosen = "place < held ? parts.test : parts.train";
const drawn = `shuffled(
      [...data.y.keys()].filter((row) => data.y[row] === label),
      random,
    )`;
const present = "rows.map((row) => row[name]).filter((cell) => cell !== null)";
const median = "(values[Math.floor(middle)]! + values[Math.ceil(middle)]!) / 2";
const mean = "const mean = values.reduce((sum, value) => sum + value, 0) / values.length;";
const deviation = "constant ? 1 : Math.sqrt(squares / values.length)";
const constant = "const constant = values[0] === values.at(-1);";
const categories = "[...new Set(valuesOf(name) as string[])].sort()";
const oneHot = "learnt.categories.map((category) => Number(cell === category))";
const scaled = "[(((cell as number | null) ?? median) - mean) / deviation]";
const learns = "const statistics = fit(parts.train.x, columns);";
const tests = "test: prepared(parts.test)";

/** Wrong answers that people write, as edits of the solution; what a learner reads about them is in feedback.md. */
export default [
  edit("gaps-become-zero", "clean", [
    read,
    read.replace("text : ", "text : text === null ? 0 : ").replace("text === null ||", ""),
  ]),
  but(edit("number-at-the-front", "clean", [number, "const value = Number.parseFloat(text);"]), {
    when: (answers) => readAs(answers, "12 g") === 12 && readAs(answers, "3,750") === 3,
  }),
  but(
    edit("unexpected-becomes-a-gap", "clean", [
      read,
      read.replace("numberOf(name, text)", "Number.isNaN(Number(text)) ? null : numberOf(name, text)"),
    ]),
    { when: (answers) => readAs(answers, "12 g") === null },
  ),
  also(edit("rows-without-labels", "clean", [left, "if (seen.has(whole)) continue;"]), [
    [answer, "const answer = entry[label]!.trim();"],
  ]),
  also(
    edit("spaces-count", "clean", ["entry[name]!.trim()", "entry[name]!"]),
    [["textOf(entry, name)", textOf("entry[name]")]],
    [[answer, `const answer = ${textOf("entry[label]")};`]],
  ),
  edit("repeats-stay", "clean", [left, "if (answer === null) continue;"]),
  also(edit("cells-joined", "clean", [whole, `const whole = [${all}, answer].join(",");`]), [
    [whole, `const whole = [answer, ${all}].join(",");`],
  ]),
  edit("compared-as-written", "clean", [whole, "const whole = JSON.stringify(entry);"]),
  but(edit("empty-becomes-zero", "clean", ['text !== "" && ', ""]), {
    when: (answers) => readAs(answers, "") === 0 && refuses(answers, "12 g"),
  }),
  but(
    edit("empty-becomes-a-gap", "clean", [
      "missing.includes(text) ?",
      'text === "" || missing.includes(text) ?',
    ]),
    { when: (answers) => readAs(answers, "") === null && refuses(answers, "12 g") },
  ),
  but(edit("infinity-passes", "clean", ["Number.isFinite(value)", "!Number.isNaN(value)"]), {
    when: (answers) => !refuses(answers, "1e999") && refuses(answers, "12 g"),
  }),
  edit("empty-labels-dropped", "clean", [left, left.replace("=== null", '=== null || answer === ""')]),
  edit("rows-with-gaps-dropped", "clean", [
    left,
    left.replace("=== null", "=== null || cells.some(([, cell]) => cell === null)"),
  ]),
  edit("label-not-compared", "clean", [whole, "const whole = JSON.stringify(cells);"]),

  but(
    edit(
      "strata-ignored",
      "split",
      ["for (const label of new Set(data.y)) {", "for (const _ of [data]) {"],
      ["[...data.y.keys()].filter((row) => data.y[row] === label)", "[...data.y.keys()]"],
      ["y.push(label);", "y.push(data.y[row]!);"],
    ),
    { when: strataIgnored },
  ),
  but(edit("x-and-y-apart", "split", ["y.push(label);", "y.push(data.y[place]!);"]), {
    when: (answers) => complete(answers) && !aligned(answers),
  }),
  but(edit("unseeded", "split", [drawn, drawn.replace("random,", "Math.random,")]), {
    when: (answers) => seeded(answers).first !== seeded(answers).again,
  }),
  but(edit("not-shuffled", "split", [drawn, "[...data.y.keys()].filter((row) => data.y[row] === label)"]), {
    when: (answers) => sets(answers)["0, 1"] === 6000,
  }),
  edit("always-down", "split", [held, "Math.floor(share * rows.length)"]),
  edit("share-for-training", "split", [chosen, "place < held ? parts.train : parts.test"]),
  edit("always-up", "split", [held, "Math.ceil(share * rows.length)"]),
  edit("at-least-one", "split", [held, `Math.max(1, ${held})`]),

  also(edit("gaps-as-zero", "fit", [present, "rows.map((row) => row[name] ?? 0)"]), [
    ["valuesOf(name) as number[]", "rows.map((row) => row[name] ?? 0) as number[]"],
  ]),
  edit(
    "sorted-as-texts",
    "fit",
    ["values.sort((a, b) => a - b);", "values.sort();"],
    [constant, "const constant = values.every((value) => value === values[0]);"],
  ),
  edit("upper-of-two", "fit", [median, "values[Math.floor(values.length / 2)]!"]),
  edit("n-minus-one", "fit", [deviation, deviation.replace("values.length", "(values.length - 1)")]),
  edit(
    "rounding-for-deviation",
    "fit",
    [deviation, "squares === 0 ? 1 : Math.sqrt(squares / values.length)"],
    [constant, ""],
  ),
  edit(
    "filled-first",
    "fit",
    [
      mean,
      `const gaps = rows.length - values.length;\n    ${mean.replace("0) / values.length", "gaps * median) / rows.length")}`,
    ],
    ["sum + (value - mean) ** 2, 0);", "sum + (value - mean) ** 2, gaps * (median - mean) ** 2);"],
    [deviation, deviation.replace("values.length", "rows.length")],
  ),
  but(edit("order-of-appearance", "fit", [categories, "[...new Set(valuesOf(name) as string[])]"]), {
    when: (answers) => animals(answers) === "dog cat bird",
  }),
  also(
    edit("missing-is-a-category", "fit", [
      categories,
      "[...new Set(rows.map((row) => String(row[name])))].sort()",
    ]),
    [[categories, "[...new Set(rows.map((row) => row[name] as string))].sort()"]],
  ),
  edit("variance-for-deviation", "fit", [deviation, "constant ? 1 : squares / values.length"]),
  apart(
    "divided-by-all-rows",
    "fit",
    [mean, mean.replace("values.length", "rows.length")],
    [deviation, deviation.replace("values.length", "rows.length")],
  ),
  edit("zeros-as-gaps", "fit", [present, present.replace("cell !== null", "Boolean(cell)")]),
  also(edit("constant-not-one", "fit", ["constant ? 1 : ", ""]), [
    [deviation, "Math.sqrt(squares / values.length) + 1e-8"],
  ]),
  edit("categories-repeated", "fit", [categories, "(valuesOf(name) as string[]).sort()"]),

  edit("filled-with-the-mean", "transform", ["?? median", "?? mean"]),
  but(
    edit("unseen-stops", "transform", [
      `return ${oneHot};`,
      `{\n      if (!learnt.categories.includes(cell as string)) throw new RangeError(\`transform: \${cell} is unknown\`);\n      return ${oneHot};\n    }`,
    ]),
    { when: stopped },
  ),
  edit("unseen-is-the-first", "transform", [
    oneHot,
    "learnt.categories.map((_, k) => Number(k === Math.max(0, learnt.categories.indexOf(cell as string))))",
  ]),
  edit("numbered-categories", "transform", [oneHot, "[learnt.categories.indexOf(cell as string)]"]),
  edit("one-category-dropped", "transform", [oneHot, `${oneHot}.slice(1)`]),
  edit("mean-not-subtracted", "transform", [scaled, scaled.replace(" - mean", "")]),
  edit("not-divided", "transform", [scaled, scaled.replace(" / deviation", "")]),
  edit("median-subtracted", "transform", [scaled, scaled.replace("- mean", "- median")]),
  edit("gap-counts-as-zero", "transform", ["?? median", "?? 0"]),
  edit("zero-counts-as-gap", "transform", ["?? median", "|| median"]),
  edit("filled-after-scaling", "transform", [
    scaled,
    "[cell === null ? median : ((cell as number) - mean) / deviation]",
  ]),
  edit("order-of-the-row", "transform", [
    "Object.entries(statistics).flatMap(([name, learnt]) => {",
    "Object.keys(row).flatMap((name) => {\n    const learnt = statistics[name];\n    if (learnt === undefined) return [];",
  ]),

  edit("statistics-of-all-rows", "prepare", [
    learns,
    "const statistics = fit([...parts.train.x, ...parts.test.x], columns);",
  ]),
  also(
    edit("fitted-twice", "prepare", [
      "x: x.map((row) => transform(row, statistics)),",
      "x: x.map((row) => transform(row, fit(x, columns))),",
    ]),
    [["({ x, y }: Data<Row>)", "({ x, y }: Data<Row>, statistics = fit(x, columns))"]],
  ),
  edit("statistics-of-the-test", "prepare", [learns, "const statistics = fit(parts.test.x, columns);"]),
  edit("outliers-dropped", "prepare", [
    tests,
    "test: (({ x, y }) => {\n      const kept = x.map((row) => row.every((value) => Math.abs(value) <= 3));\n      return { x: x.filter((_, i) => kept[i]), y: y.filter((_, i) => kept[i]) };\n    })(prepared(parts.test))",
  ]),
];

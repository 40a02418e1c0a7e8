import { asked, type Draw, question, sampled, type Text, typed } from "@downhill/grader/questions";
import type { Data, Parts } from "../key/solution.ts";
import { source } from "../provided/random.ts";
import type { Module } from "./rows.ts";

/** Rows named after their places, so that each is recognised in whatever part and order it comes back. */
const dataOf = (y: readonly string[]): Data<string> => ({ x: y.map((_, row) => `row ${row}`), y: [...y] });
const labels = (text: string): string[] => text.split(" ").filter((label) => label !== "");
const seedOf = (draw: Draw): number => draw.integer(0, 1e6);

/** How many rows of each of these labels a part has. */
const countsIn = (part: Data<unknown>, of: readonly string[]): unknown =>
  Object.fromEntries(
    [...new Set(of)].map((label) => [label, Array.from(part.y).filter((each) => each === label).length]),
  );
const sizes = ({ train, test }: Parts<unknown>, of: readonly string[]): unknown => ({
  train: countsIn(train, of),
  test: countsIn(test, of),
});
/** The rows of both parts beside their labels, in the order of their places. */
const pairs = ({ train, test }: Parts<string>): readonly string[] =>
  [train, test]
    .flatMap(({ x, y }) => Array.from(x, (row, i) => `${row}: ${y[i]}`))
    .toSorted((a, b) => Number.parseInt(a.slice(4), 10) - Number.parseInt(b.slice(4), 10));

type Case = readonly [y: readonly string[], share: number];
const each = (
  { split }: Module,
  draw: Draw,
  cases: readonly Case[],
  see: (parts: Parts<string>, y: readonly string[]) => unknown,
): unknown =>
  Object.fromEntries(
    cases.map(([y, share]) => {
      const seed = seedOf(draw);
      return [
        `split({ x, y: ${typed(y)} }, ${share}, source(${seed}))`,
        see(split(dataOf(y), share, source(seed)), y),
      ];
    }),
  );

const mixed = labels("a b a c b a a b c a a b a a");
const drawnLabels = (draw: Draw, count: number): string[] =>
  draw.list(count, () => ["cat", "dog", "bird"][draw.integer(0, 2)]!);
/** Labels that are also names of what every object has, or look like places. */
const odd = ["constructor", "1", "__proto__", "0", "", "toString", "cat", "Cat"];

/** The rows of the test set, from the first to the last. */
const chosen = ({ test }: Parts<string>): string =>
  Array.from(test.x)
    .map((row) => Number.parseInt(row.slice(4), 10))
    .toSorted((a, b) => a - b)
    .join(", ");

/** How often each possible test set comes up; chance alone goes six standard deviations away in one of 500 million counts. */
const chances = (y: readonly string[], share: number, sets: readonly string[], each: number) =>
  question<Module, Readonly<Record<string, number>>>({
    what: {
      en: `which rows are in the test set, in ${sets.length * each} calls of split({ x, y: ${typed(y)} }, ${share}, random)`,
      zh: `调用 ${sets.length * each} 次 split({ x, y: ${typed(y)} }, ${share}, random)，测试集里是哪些行`,
    },
    ask({ split }, draw) {
      const random = source(seedOf(draw));
      const counts = new Map([...sets, "other"].map((set) => [set, 0]));
      for (let i = 0; i < sets.length * each; i++) {
        const set = chosen(split(dataOf(y), share, random));
        const known = counts.has(set) ? set : "other";
        counts.set(known, counts.get(known)! + 1);
      }
      return Object.fromEntries(counts);
    },
    judge(counts): Text | undefined {
      const allowed = 6 * Math.sqrt(each * (1 - 1 / sets.length));
      const set = sets.find((one) => !(Math.abs((counts[one] ?? 0) - each) <= allowed));
      if (set === undefined) return undefined;
      return {
        en: `the rows ${set} made the test set ${counts[set]} times; ${each} ± ${Math.round(allowed)} is expected. Every choice of so many rows of a label must be equally likely, whatever was chosen of the other labels.`,
        zh: `第 ${set} 行组成测试集的次数是 ${counts[set]}，应为 ${each} ± ${Math.round(allowed)}。每个标签里，取哪几行都应当同样可能，与其他标签取了哪几行无关。`,
      };
    },
  });

export const splitAsked = [
  ...asked<Module>(
    {
      what: { en: "how many rows of each label each part has", zh: "每一部分里各个标签的行数" },
      ask: (module, draw) =>
        each(
          module,
          draw,
          [
            [mixed, 0.25],
            [mixed, 0.5],
            [mixed, 0.6],
            [labels("x x x y y y y y"), 0.2],
            [labels("y x x y x x x x"), 0.4],
          ],
          sizes,
        ),
    },
    {
      what: { en: "every row of both parts, beside its label", zh: "两部分的所有行，以及各自的标签" },
      ask: (module, draw) =>
        each(
          module,
          draw,
          [
            [mixed, 0.25],
            [drawnLabels(draw, 12), 0.3],
            [drawnLabels(draw, 9), 0.6],
          ],
          pairs,
        ),
      axes: [{ en: "entry", zh: "项" }],
    },
    {
      what: { en: "how many rows of random labels each part has", zh: "标签随机时，每一部分的行数" },
      ask: (module, draw) =>
        each(
          module,
          draw,
          [20, 31, 47].map((count, i) => [drawnLabels(draw, count), [0.2, 0.35, 0.8][i]!]),
          sizes,
        ),
    },
    {
      what: {
        en: "no row, one row, labels of one or two rows, and shares that round to none or all",
        zh: "没有行、只有一行、标签只有一两行，以及比例四舍五入后一行不取或全部取走",
      },
      ask: (module, draw) =>
        each(
          module,
          draw,
          [
            [[], 0.25],
            [["a"], 0.25],
            [["a"], 0.5],
            [labels("a b c"), 0.4],
            [labels("a b b"), 0.25],
            [labels("a a b b"), 0.2],
            [labels("a a a b b"), 0.9],
            [labels("a a a a a a a a a a"), 0.01],
          ],
          (parts, y) => ({ ...(sizes(parts, y) as object), pairs: pairs(parts) }),
        ),
      holds: ["empty"],
    },
    {
      what: { en: "labels that may be any text", zh: "什么文本都可能是标签" },
      ask: ({ split }, draw) => {
        const parts = split(dataOf([...odd, ...odd, ...odd]), 0.5, source(seedOf(draw)));
        return {
          pairs: pairs(parts),
          test: Array.from(parts.test.y).toSorted(),
        };
      },
    },
  ),
  question<Module, Readonly<Record<"first" | "again" | "other", string>>>({
    what: {
      en: "the test set of 40 rows from the same seed twice, and from another",
      zh: "40 行的测试集：同一个种子两次，再换一个种子",
    },
    ask({ split }, draw) {
      const seed = seedOf(draw);
      const y = Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? "a" : "b"));
      const [first, other, again] = [seed, seed + 1, seed].map((one) =>
        chosen(split(dataOf(y), 0.5, source(one))),
      );
      return { first: first!, again: again!, other: other! };
    },
    judge({ first, again, other }) {
      if (first !== again)
        return {
          en: "the same random numbers give two different test sets, so no result can be repeated. Draw from `random`, and from nothing else.",
          zh: "同样的随机数给出了两个不同的测试集，结果就无法重现。随机数只能取自 `random`。",
        };
      return first === other
        ? {
            en: "other random numbers give the same test set. Let `random` decide it.",
            zh: "换了一批随机数，测试集却没有变。应当由 `random` 决定。",
          }
        : undefined;
    },
  }),
  chances(["a", "a", "a", "a"], 0.5, ["0, 1", "0, 2", "0, 3", "1, 2", "1, 3", "2, 3"], 1000),
  chances(["a", "b", "b", "a", "a"], 0.4, ["0, 1", "0, 2", "1, 3", "2, 3", "1, 4", "2, 4"], 1000),
  ...asked<Module>({
    what: {
      en: "the data afterwards, and the sizes of the first parts after another call",
      zh: "事后的 data，以及再调用一次之后第一次结果的行数",
    },
    ask({ split }, draw) {
      const data = dataOf(mixed);
      const first = split(data, 0.25, source(seedOf(draw)));
      const before = pairs(first);
      split(dataOf(labels("a a b b")), 0.5, source(1));
      const seen = { "data afterwards": { x: [...data.x], y: [...data.y] } };
      (data.x as string[]).fill("row 99");
      (data.y as string[]).fill("z");
      return { ...seen, before, "after later calls": pairs(first), sizes: sizes(first, mixed) };
    },
  }),
  ...asked<Module>(
    {
      what: { en: "150,000 rows", zh: "150,000 行" },
      ask({ split }, draw) {
        const y = Array.from({ length: 150_000 }, (_, i) => (i % 40 === 0 ? "rare" : "common"));
        const parts = split(dataOf(y), 0.1, source(seedOf(draw)));
        return { ...(sizes(parts, y) as object), pairs: sampled(pairs(parts), 15_000) };
      },
      costly: true,
    },
    {
      what: { en: "rows that are all alike", zh: "彼此相同的行" },
      ask({ split }, draw) {
        const alike = { x: mixed.map(() => 7), y: [...mixed] };
        const { train, test } = split(alike, 0.25, source(seedOf(draw)));
        return { train: [...train.x], test: [...test.x], ...(sizes({ train, test }, mixed) as object) };
      },
    },
  ),
];

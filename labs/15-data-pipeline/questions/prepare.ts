import { asked, type Draw, fieldsOf, outcome, question, sampled } from "@downhill/grader/questions";
import type { Columns, Data, Parts, Prepared, Row } from "../key/solution.ts";
import { measures } from "../provided/penguins.ts";
import { birds } from "./birds.ts";
import { columnsOf, dataOf, drawnRows, learnt, type Module, placeAxis, rowAxis } from "./rows.ts";

const few: Columns = { age: "number", place: "text" };
const partsOf = ({ train, test }: Parts<Row>): Parts<Row> => ({ train: dataOf(train), test: dataOf(test) });
const lists = (part: unknown): unknown => fieldsOf(part, "x", "y");
const seen = (answer: Prepared, of: Columns): unknown => ({
  statistics: learnt(answer.statistics, of),
  train: lists(answer.train),
  test: lists(answer.test),
});
const prepared = ({ prepare }: Module, parts: Parts<Row>, of: Columns): unknown =>
  seen(prepare(partsOf(parts), { ...of }), of);

const rowOf = (age: number | null, place: string | null): Row => ({ age, place });
const train: Data<Row> = {
  x: [rowOf(2, "b"), rowOf(4, "a"), rowOf(null, "b"), rowOf(9, null)],
  y: ["cat", "dog", "cat", "dog"],
};
const labelled = (x: readonly Row[], label = "cat"): Data<Row> => ({
  x,
  y: x.map((_, i) => `${label} ${i}`),
});
const drawnParts = (draw: Draw, trained: number, tested: number): Parts<Row> => ({
  train: labelled(drawnRows(draw, trained), "a"),
  test: labelled(drawnRows(draw, tested), "b"),
});

export const prepareAsked = [
  ...asked<Module>(
    {
      what: { en: "two small parts", zh: "两个小的部分" },
      ask: (module) =>
        prepared(module, { train, test: { x: [rowOf(6, "a"), rowOf(1, "b")], y: ["dog", "cat"] } }, few),
      axes: [rowAxis, placeAxis],
    },
    {
      what: {
        en: "a test set with an outlier, a category that the training set lacks, and gaps",
        zh: "测试集里有离群值、训练集里没有的取值和缺失值",
      },
      ask: (module) =>
        prepared(
          module,
          {
            train,
            test: labelled([
              rowOf(42_000, "a"),
              rowOf(null, "c"),
              rowOf(null, null),
              rowOf(-300, null),
              rowOf(3, "z"),
            ]),
          },
          few,
        ),
      axes: [rowAxis, placeAxis],
    },
    {
      what: { en: "random parts of several sizes", zh: "大小不一的随机部分" },
      ask: (module, draw) =>
        Object.fromEntries(
          [
            [6, 3],
            [3, 12],
            [1, 2],
          ].map(([trained = 1, tested = 1]) => [
            `${trained} / ${tested}`,
            prepared(module, drawnParts(draw, trained, tested), columnsOf()),
          ]),
        ),
      names: Object.fromEntries(
        ["6 / 3", "3 / 12", "1 / 2"].map((key) => {
          const [trained, tested] = key.split(" / ");
          return [
            key,
            {
              en: `${trained} rows to train, ${tested} to test`,
              zh: `训练 ${trained} 行，测试 ${tested} 行`,
            },
          ];
        }),
      ),
      axes: [rowAxis, placeAxis],
    },
    {
      what: { en: "a single row to test, and none", zh: "测试集只有一行，以及一行也没有" },
      ask: (module) => ({
        single: prepared(module, { train, test: labelled([rowOf(100, "a")]) }, few),
        none: prepared(module, { train, test: { x: [], y: [] } }, few),
      }),
      names: { single: { en: "one row", zh: "一行" }, none: { en: "no row", zh: "没有行" } },
      axes: [rowAxis, placeAxis],
      holds: ["empty"],
    },
    {
      what: {
        en: "a column of numbers that has values in the test set alone",
        zh: "只有测试集里才有值的数值列",
      },
      ask: ({ prepare }) =>
        outcome(() =>
          prepare(
            {
              train: labelled([rowOf(null, "a"), rowOf(null, "b")]),
              test: labelled([rowOf(3, "a"), rowOf(5, "b")]),
            },
            { ...few },
          ),
        ),
      holds: ["error"],
    },
    {
      what: {
        en: "both parts and the columns afterwards, and the first answer after another call",
        zh: "事后的两个部分和 columns，以及再调用一次之后的第一个结果",
      },
      ask({ prepare }, draw) {
        const parts = partsOf({ train, test: labelled([rowOf(6, "a"), rowOf(1, "c")]) });
        const given: Columns = { ...few };
        const first = prepare(parts, given);
        const atOnce = seen(first, few);
        const other = prepared({ prepare } as Module, drawnParts(draw, 4, 2), columnsOf());
        const again = seen(prepare(parts, given), few);
        const after = { "parts afterwards": partsOf(parts), "columns afterwards": { ...given } };
        for (const { y } of [parts.train, parts.test]) (y as string[]).fill("overwritten");
        return { "at once": atOnce, other, again, ...after, "after later calls": seen(first, few) };
      },
      axes: [rowAxis, placeAxis],
    },
    {
      what: { en: "the penguins, the last hundred to test", zh: "企鹅，最后一百只作测试" },
      async ask({ prepare }) {
        const all: Columns = { ...measures, island: "text", sex: "text" };
        const rows = (await birds()).map((entry): Row =>
          Object.fromEntries(
            Object.entries(all).map(([name, kind]) => {
              const text = entry[name]!;
              return [name, text === "NA" || text === "." ? null : kind === "number" ? Number(text) : text];
            }),
          ),
        );
        const y = (await birds()).map((entry) => entry["species"]!);
        const answer = prepare(
          {
            train: { x: rows.slice(0, 244), y: y.slice(0, 244) },
            test: { x: rows.slice(244), y: y.slice(244) },
          },
          { ...all },
        );
        return {
          statistics: learnt(answer.statistics, all),
          train: { x: sampled(answer.train.x, 24), y: sampled(answer.train.y, 24) },
          test: { x: sampled(answer.test.x, 10), y: sampled(answer.test.y, 10) },
        };
      },
    },
  ),
  question<Module, number>({
    what: {
      en: "how often a cell of 200 rows to train is read, on average",
      zh: "训练集有 200 行时，每个单元格平均读了几次",
    },
    ask({ prepare }, draw) {
      let reads = 0;
      const watched = drawnRows(draw, 200).map(({ age = null }): Row => ({
        get age() {
          reads++;
          return age;
        },
      }));
      prepare({ train: labelled(watched), test: labelled([rowOf(3, "a")]) }, { age: "number" });
      return reads / watched.length;
    },
    // Once to learn and once to transform; a style of its own may copy the rows, or look at a cell several times.
    judge: (reads) =>
      reads <= 20
        ? undefined
        : {
            en: `${Math.round(reads)} times. Learn the statistics once, before the first row is transformed, and not again for each row.`,
            zh: `${Math.round(reads)} 次。统计量只学一次，在变换第一行之前学好，不要每行都重学。`,
          },
  }),
];

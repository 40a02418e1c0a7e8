import { asked, kept, outcome, question, short, typed } from "@downhill/grader/questions";
import type { Cell, Columns, NumberStatistics, Row } from "../key/solution.ts";
import { measures } from "../provided/penguins.ts";
import { birds } from "./birds.ts";
import { columnsOf, drawnRows, learnt, type Module, placeAxis, rowsOf } from "./rows.ts";

const column = (cells: readonly Cell[]): Row[] => cells.map((size) => ({ size }));
/** What is learnt of single columns, each under the list of its cells. */
const ofNumbers = ({ fit }: Module, ...all: readonly (readonly Cell[])[]): unknown =>
  Object.fromEntries(
    all.map((cells) => [
      `size: ${typed(cells)}`,
      (learnt(fit(column(cells), { size: "number" }), { size: "number" }) as { size: unknown }).size,
    ]),
  );
const ofTexts = ({ fit }: Module, ...all: readonly (readonly Cell[])[]): unknown =>
  Object.fromEntries(
    all.map((cells) => [
      `size: ${typed(cells)}`,
      (learnt(fit(column(cells), { size: "text" }), { size: "text" }) as { size: unknown }).size,
    ]),
  );

const without: readonly (readonly [string, readonly Row[]])[] = [
  ["size: [null, null]", column([null, null])],
  ["no rows", []],
];
const refused = ({ fit }: Module): readonly unknown[] =>
  without.map(([, rows]) => outcome(() => fit(rowsOf(rows), { size: "number" })));

export const fitAsked = [
  ...asked<Module>(
    {
      what: { en: "statistics of some columns of numbers", zh: "几列数的统计量" },
      ask: (module) =>
        ofNumbers(module, [1, 2, 3, 4, 100], [7, 1, 5, 3], [100, 9, 10], [-5, 2, -30, 4, 0, 1], [4], [2, 8]),
    },
    {
      what: { en: "statistics of columns with missing values", zh: "有缺失值的列的统计量" },
      ask: (module) =>
        ofNumbers(module, [null, 3, null, 5, 10], [6, null, 2], [null, 4], [0, null, 9, null, null, 0.5]),
    },
    {
      what: { en: "statistics of random columns of numbers", zh: "随机的几列数的统计量" },
      ask: (module, draw) =>
        ofNumbers(
          module,
          ...[5, 8, 13].map((count) =>
            draw.list(count, () => (draw.uniform(0, 1) < 0.2 ? null : short(draw, -20, 60))),
          ),
        ),
    },
    {
      what: { en: "statistics of constant columns", zh: "常数列的统计量" },
      ask: (module) =>
        ofNumbers(
          module,
          [5, 5, 5],
          [0, 0],
          [0.1, 0.1, 0.1],
          [0.7, null, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7],
          [-1e15 + 0.3, -1e15 + 0.3, -1e15 + 0.3],
          [1, 1, 1, 1.0001],
          [4, 9, 4],
          [2 ** 51, 2 ** 51 + 1],
        ),
    },
    {
      what: { en: "statistics of numbers of any size", zh: "大小悬殊的数的统计量" },
      ask: (module) =>
        ofNumbers(
          module,
          [1.7e9 + 1, 1.7e9 + 4, 1.7e9 + 2, 1.7e9 + 9],
          [3e-9, 1e-9, 2e-9],
          [3e-18, 1e-18, 2e-18],
          [1e9, -1e9, 5],
          [1e15, 1e15 + 1],
          [2e100, 8e100, 5e100],
        ),
      within: {
        relative: 1e-6,
        why: {
          en: "numbers that share nine digits leave few for what tells them apart",
          zh: "几个数有九位相同，留给差别的位数就不多了",
        },
      },
    },
    {
      what: { en: "categories of some columns of texts", zh: "几列文本的取值" },
      ask: (module) =>
        ofTexts(
          module,
          ["dog", "cat", "dog", "bird"],
          ["b", "B", "a", "A", "b"],
          ["10", "9", "1"],
          [null, "x", null, "", "x"],
          ["only"],
          ["null", null],
          ["é", "z", "e"],
        ),
      axes: [placeAxis],
    },
    {
      what: { en: "columns of texts without a value", zh: "一个值也没有的文本列" },
      ask: (module) => ofTexts(module, [null, null], []),
      holds: ["empty"],
    },
    {
      what: { en: "columns of numbers without a value", zh: "一个值也没有的数值列" },
      ask: (module) => {
        const errors = refused(module);
        return Object.fromEntries(without.map(([name], i) => [name, errors[i]]));
      },
      names: { "no rows": { en: "no rows", zh: "没有行" } },
      holds: ["error"],
    },
  ),
  question<Module, readonly unknown[]>({
    what: { en: "the messages of these errors", zh: "这些错误的信息" },
    ask: (module) => refused(module).map((error) => (error instanceof Error ? error.message : error)),
    judge: (messages) =>
      messages.every((message) => typeof message === "string" && message.includes("size"))
        ? undefined
        : {
            en: "each must contain the column's name, so that the reader knows which one to leave out.",
            zh: "每条信息都要写出列名，读的人才知道该去掉哪一列。",
          },
  }),
  ...asked<Module>(
    {
      what: { en: "several columns at once, and rows with others", zh: "同时有几列，以及行里还有别的列" },
      ask({ fit }, draw) {
        const rows = drawnRows(draw, 9);
        const some = (): Columns => ({ sex: "text", age: "number" });
        return {
          all: learnt(fit(rowsOf(rows), columnsOf()), columnsOf()),
          some: learnt(fit(rowsOf(rows), some()), some()),
          names: Object.keys(fit(rowsOf(rows), some())),
          order: Object.keys(
            fit(rowsOf(rows), { sex: "text", size: "number", age: "number", place: "text" }),
          ),
          none: Object.keys(fit(rowsOf(rows), {})),
        };
      },
      names: { names: { en: "names of some", zh: "some 的列名" } },
      holds: ["empty"],
    },
    {
      what: {
        en: "the rows and columns afterwards, and the first statistics after others",
        zh: "事后的 rows 和 columns，以及又求过别的之后，先前的统计量",
      },
      ask({ fit }, draw) {
        const rows = drawnRows(draw, 6);
        const given = columnsOf();
        const first = kept(learnt(fit(rows, given), columnsOf()));
        const other = learnt(fit(drawnRows(draw, 4), columnsOf()), columnsOf());
        const again = learnt(fit(rows, given), columnsOf());
        (rows as Record<string, Cell>[])[0]!["age"] = 40;
        return {
          ...{ first, other, again, "rows afterwards": rowsOf(rows), "columns afterwards": given },
          changed: learnt(fit(rows, given), columnsOf()),
        };
      },
      names: { changed: { en: "the same rows, one cell changed", zh: "同样的行，改动一格之后" } },
    },
    {
      what: { en: "the penguins' measures", zh: "企鹅的测量值" },
      async ask({ fit }) {
        const rows = (await birds()).map((entry) =>
          Object.fromEntries(
            Object.keys(measures).map((name) => [name, entry[name] === "NA" ? null : Number(entry[name])]),
          ),
        );
        return learnt(fit(rows, { ...measures }), measures);
      },
    },
    {
      what: { en: "150,000 rows", zh: "150,000 行" },
      ask({ fit }, draw) {
        const at = short(draw, 1, 9);
        const rows = Array.from({ length: 150_000 }, (_, i): Row => ({
          size: i % 9 === 0 ? null : at + ((i * 37) % 101),
          place: `p${i % 3}`,
        }));
        const of: Columns = { size: "number", place: "text" };
        const answer = learnt(fit(rows, of), of) as Record<string, NumberStatistics>;
        return { size: answer["size"], place: answer["place"] };
      },
      costly: true,
    },
  ),
];

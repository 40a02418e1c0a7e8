import { asked, type Draw, kept, outcome, sampled, short } from "@downhill/grader/questions";
import type { Cell, Row, Statistics } from "../key/solution.ts";
import { called, drawnRows, type Module, placeAxis, statisticsOf } from "./rows.ts";

type Case = readonly [row: Row, statistics: Statistics];
const made = ({ transform }: Module, cases: readonly Case[]): unknown =>
  called(
    "transform",
    (row: Row, statistics: Statistics) => outcome(() => transform({ ...row }, statisticsOf(statistics))),
    cases,
  );

const age = { median: 4, mean: 5, deviation: 2 };
const size = { median: -1, mean: 0.5, deviation: 0.25 };
const place = { categories: ["east", "north", "south"] };
const sex = { categories: ["f", "m"] };

/** Statistics of the columns that drawn rows have, in an order of their own. */
const drawnStatistics = (draw: Draw): Statistics => {
  const numbers = () => ({
    median: short(draw, -3, 9),
    mean: short(draw, -3, 9),
    deviation: short(draw, 0.2, 6),
  });
  return { sex, age: numbers(), place: { categories: ["East", "north", "west"] }, size: numbers() };
};

export const transformAsked = asked<Module>(
  {
    what: { en: "numbers by the statistics of their columns", zh: "按各列的统计量变换的数" },
    ask: (module) =>
      made(module, [
        [{ age: 9 }, { age }],
        [{ age: 5 }, { age }],
        [{ age: 0 }, { age }],
        [
          { age: 7, size: -2 },
          { age, size },
        ],
        [
          { size: -2, age: 7 },
          { age, size },
        ],
        [
          { age: 7, size: -2 },
          { size, age },
        ],
        [{ age: 9e-12 }, { age: { median: 0, mean: 5e-12, deviation: 2e-12 } }],
      ]),
    axes: [placeAxis],
  },
  {
    what: { en: "missing numbers", zh: "缺失的数" },
    ask: (module) =>
      made(module, [
        [{ age: null }, { age }],
        [
          { size: null, age: 3 },
          { age, size },
        ],
        [
          { age: null, size: null },
          { age, size },
        ],
      ]),
    axes: [placeAxis],
  },
  {
    what: { en: "numbers far from what was seen", zh: "远在见过的范围之外的数" },
    ask: (module) =>
      made(module, [
        [{ age: 1005 }, { age }],
        [{ age: -995 }, { age }],
        [{ age: 9e15 }, { age }],
      ]),
    axes: [placeAxis],
  },
  {
    what: {
      en: "a column that was constant, with its value, another one and none",
      zh: "原来是常数的列：值相同、不同和缺失",
    },
    ask: (module) =>
      made(
        module,
        [5, 6, null].map((age): Case => [{ age }, { age: { median: 5, mean: 5, deviation: 1 } }]),
      ),
    axes: [placeAxis],
  },
  {
    what: { en: "texts among the categories", zh: "属于已知取值的文本" },
    ask: (module) =>
      made(module, [
        ...["east", "north", "south"].map((text): Case => [{ place: text }, { place }]),
        [
          { place: "south", sex: "f" },
          { sex, place },
        ],
        [
          { place: "south", sex: "m" },
          { place, sex },
        ],
        [{ place: "x" }, { place: { categories: ["x"] } }],
      ]),
    axes: [placeAxis],
  },
  {
    what: {
      en: "texts that were never seen, and missing ones",
      zh: "没有见过的文本，以及缺失的文本",
    },
    ask: (module) =>
      made(module, [
        ...["West", "South", "", "nort", "null", "0", "constructor"].map((text): Case => [
          { place: text },
          { place },
        ]),
        [{ place: null }, { place }],
        [{ place: null }, { place: { categories: ["", "null"] } }],
        [
          { place: "a", age: 7 },
          { place: { categories: [] }, age },
        ],
      ]),
    axes: [placeAxis],
  },
  {
    what: { en: "random rows by random statistics", zh: "随机的行，随机的统计量" },
    ask: (module, draw) =>
      made(
        module,
        drawnRows(draw, 8).map((row): Case => [row, drawnStatistics(draw)]),
      ),
    axes: [placeAxis],
  },
  {
    what: {
      en: "rows with columns that the statistics lack, and no columns",
      zh: "行里有统计量没有的列，以及没有列",
    },
    ask: (module) =>
      made(module, [
        [{ id: 17, age: 9, note: "n/a", sex: "m" }, { age }],
        [{ id: 17 }, {}],
      ]),
    axes: [placeAxis],
    holds: ["empty"],
  },
  {
    what: {
      en: "the row and the statistics afterwards, the first answer after others, and statistics that have changed",
      zh: "事后的行和统计量，又变换过别的之后的第一个结果，以及统计量改动之后的结果",
    },
    ask({ transform }) {
      const row: Record<string, Cell> = { age: null, place: "north", size: 3 };
      const statistics = statisticsOf({ age, place, size });
      const first = kept(transform(row, statistics));
      const other = transform({ age: 1, place: "east", size: 2 }, statistics);
      const seen = {
        "row afterwards": { ...row },
        "statistics afterwards": statisticsOf(statistics),
      };
      const again = transform(row, statistics);
      (statistics["age"] as { median: number }).median = 9;
      (statistics["place"] as { categories: string[] }).categories.reverse();
      const changed = transform(row, statistics);
      row["size"] = 1;
      return { first, other, again, ...seen, changed, "changed row": transform(row, statistics) };
    },
    names: {
      changed: { en: "the same statistics, changed", zh: "改动之后的统计量" },
      "changed row": { en: "the same row, changed", zh: "改动之后的行" },
    },
    axes: [placeAxis],
  },
  {
    what: {
      en: "a row of 3,000 columns, one of them with 2,000 categories",
      zh: "3,000 列的一行，其中一列有 2,000 种取值",
    },
    ask({ transform }, draw) {
      const at = draw.integer(0, 1999);
      const row: Record<string, Cell> = { place: `p${at}` };
      const statistics: Record<string, Statistics[string]> = {
        place: { categories: Array.from({ length: 2000 }, (_, i) => `p${i}`) },
      };
      for (let i = 0; i < 2999; i++) {
        row[`c${i}`] = i % 7 === 0 ? null : i;
        statistics[`c${i}`] = { median: i / 2, mean: 3, deviation: 1 + (i % 5) };
      }
      const list = transform(row, statistics);
      return { one: Array.from(list).indexOf(1), list: sampled(list, 499) };
    },
    names: { one: { en: "the place of the first 1", zh: "第一个 1 的位置" } },
    costly: true,
  },
);

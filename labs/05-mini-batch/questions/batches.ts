import { asked, type Draw, kept, outcome, question, sampled } from "@downhill/grader/questions";
import type { Data } from "../key/solution.ts";
import { called, chapters, copied, drawnData, longData, type Module } from "./asking.ts";

const { line } = chapters;

/** Batches as a list, from an array or any other iterable; anything else unchanged. */
const listed = (all: unknown): unknown =>
  !Array.isArray(all) && typeof all === "object" && all !== null && Symbol.iterator in all
    ? Array.from(all as Iterable<unknown>)
    : all;

const drawnOrder = (draw: Draw, rows: number): number[] => {
  const keys = draw.list(rows, () => draw.uniform(0, 1));
  return [...keys.keys()].toSorted((a, b) => keys[a]! - keys[b]!);
};

type Case = readonly [data: Data, order: readonly number[], size: number];
const cut = ({ batches }: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.map(([data, order, size]) => [
      called("batches", data, order, size),
      listed(batches(copied(data), [...order], size)),
    ]),
  );

const bad = [0, -1, -4, 2.5, NaN, Infinity] as const;
const refused = ({ batches }: Module, size: number, order: readonly number[] = [3, 1, 4, 0, 2]): unknown =>
  outcome(() => ({ returned: listed(batches(line(), [...order], size)) }));

export const cutting = [
  ...asked<Module>(
    {
      what: { en: "batches of five rows", zh: "五行数据分成批次" },
      ask: (module) =>
        cut(
          module,
          [1, 2, 3, 4, 5].map((size) => [line(), [3, 1, 4, 0, 2], size]),
        ),
    },
    {
      what: { en: "batches of random rows in random orders", zh: "随机的行按随机的顺序分成批次" },
      ask: (module, draw) =>
        cut(
          module,
          [
            [1, 1, 1],
            [2, 3, 1],
            [6, 1, 3],
            [7, 2, 3],
            [8, 2, 5],
            [9, 1, 4],
          ].map(([rows = 1, features = 1, size = 1]) => [
            drawnData(draw, rows, features),
            drawnOrder(draw, rows),
            size,
          ]),
        ),
    },
    {
      what: { en: "batches larger than the table", zh: "比整张表还大的批次" },
      ask: (module) =>
        cut(module, [
          [line(), [3, 1, 4, 0, 2], 6],
          [line(), [4, 3, 2, 1, 0], 1000],
        ]),
    },
    {
      what: {
        en: "batches of an order that names some rows only, some of them twice, or none",
        zh: "顺序里只有一部分行、有的行出现两次、一行也没有时的批次",
      },
      ask: (module) =>
        cut(module, [
          [line(), [4, 1, 2], 2],
          [line(), [2, 2, 0, 2], 3],
          [line(), [0, 1, 2, 3, 4, 0, 1], 2],
          [line(), [], 2],
        ]),
      holds: ["empty"],
    },
    {
      what: { en: "batch sizes that make no sense", zh: "不合理的批量大小" },
      ask: (module) => ({
        ...Object.fromEntries(bad.map((size) => [`batches(…, ${size})`, refused(module, size)])),
        "batches(…, [], 0)": refused(module, 0, []),
      }),
      holds: ["error"],
    },
  ),
  question<Module, readonly unknown[]>({
    what: { en: "the error messages for bad batch sizes", zh: "关于不合理批量大小的报错信息" },
    ask: (module) =>
      bad.map((size) => {
        const error = refused(module, size);
        return error instanceof Error ? error.message : error;
      }),
    judge: (messages) =>
      messages.every((message) => typeof message === "string" && /batch[\s_-]?size|批量大小/i.test(message))
        ? undefined
        : {
            en: 'each must contain "batch size", so that the reader knows what to change.',
            zh: "其中都应当出现“batch size”或“批量大小”，读到的人才知道该改什么。",
          },
  }),
  ...asked<Module>(
    {
      what: {
        en: "the table and the order after batches, and the answer once their lists were overwritten",
        zh: "调用 batches 之后的数据表和顺序，以及把这些列表改掉之后的返回值",
      },
      ask: ({ batches }) =>
        Object.fromEntries(
          (
            [
              [2, [3, 1, 4, 0, 2]],
              [9, [3, 1, 4, 0, 2]],
              [5, [0, 1, 2, 3, 4]],
            ] as const
          ).map(([size, list]) => {
            const [data, order] = [{ x: [[1], [2], [3], [4], [5]], y: [6, 7, 8, 9, 10] }, [...list]];
            const answer = listed(batches(data, order, size));
            const seen = { "data afterwards": copied(data), "order afterwards": [...order] };
            order.fill(0);
            data.y.fill(99);
            for (const i of data.x.keys()) data.x[i] = [99];
            return [`batches(…, ${size})`, { ...seen, answer }];
          }),
        ),
    },
    {
      what: {
        en: "three calls of batches, the last one as the first, each answer checked again at the end",
        zh: "batches 调用三次，最后一次与第一次相同，每次的返回值到最后再看一遍",
      },
      ask({ batches }, draw) {
        const [one, other] = [drawnData(draw, 3, 1), drawnData(draw, 4, 1)];
        return Object.fromEntries(
          [one, other, one].map((data, i) => {
            const order = data.y.map((_, row) => data.y.length - 1 - row);
            return [
              `${i + 1}. ${called("batches", data, order, 2)}`,
              kept(listed(batches(copied(data), order, 2))),
            ];
          }),
        );
      },
    },
    {
      what: {
        en: "batches of the same lists, once the order and the table in them have changed, and of another size",
        zh: "同样的列表，改动其中的顺序和数据之后，以及换一个批量大小之后的批次",
      },
      ask({ batches }) {
        const [data, order] = [line(), [3, 1, 4, 0, 2]];
        const ask = (size: number): unknown => listed(batches(data, order, size));
        const answers = [ask(2), ask(3)];
        order.reverse();
        answers.push(ask(3));
        data.y.reverse();
        return [...answers, ask(3)];
      },
    },
    {
      what: {
        en: "60,000 rows in batches of 3, and 150,000 in one",
        zh: "60,000 行，每批 3 行；150,000 行，合成一批",
      },
      ask({ batches }, draw) {
        const cutUp = (rows: number, size: number): unknown => {
          const data = longData(draw, rows);
          return listed(
            batches(
              data,
              data.y.map((_, i) => (i * 7) % rows),
              size,
            ),
          );
        };
        const [whole] = cutUp(150_000, 150_000) as (Data | undefined)[];
        return {
          small: sampled(cutUp(60_000, 3), 2_000),
          whole: { x: sampled(whole?.x, 15_000), y: sampled(whole?.y, 15_000) },
        };
      },
      names: { small: { en: "batches of 3", zh: "每批 3 行" }, whole: { en: "one batch", zh: "一整批" } },
      costly: true,
    },
  ),
];

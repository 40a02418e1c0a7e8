import { asked, rounding, shorts } from "@downhill/grader/questions";
import {
  answered,
  called,
  changes,
  chapters,
  copied,
  drawnData,
  freshWages,
  longData,
  type Module,
  owned,
  reused,
} from "./asking.ts";

const name = "gradientNoise";
const { printed, repaired, line } = chapters;

export const noise = asked<Module>(
  {
    what: { en: "gradientNoise of two rows, of three and of five", zh: "两行、三行、五行的 gradientNoise" },
    ask: ({ gradientNoise }) =>
      answered(name, gradientNoise, [
        [{ x: [[1], [1]], y: [1, -1] }, [0], 1],
        [
          {
            x: [
              [1, 0],
              [0, 1],
            ],
            y: [1, 1],
          },
          [0, 0],
          1,
        ],
        [printed(), [0, 0], 1],
        [printed(), [0, 0], 2],
        [line(), [0], 1],
        [line(), [2], 2],
        [line(), [2], 4],
      ]),
  },
  {
    what: {
      en: "gradientNoise of random tables with 2 to 12 rows, batches of several sizes",
      zh: "随机数据表的 gradientNoise，2 至 12 行，批量大小各异",
    },
    ask: ({ gradientNoise }, draw) =>
      answered(
        name,
        gradientNoise,
        [
          [2, 1, 1],
          [3, 2, 1],
          [3, 2, 2],
          [5, 1, 3],
          [12, 4, 1],
          [12, 4, 5],
          [12, 3, 11],
        ].map(([rows = 2, features = 1, size = 1]) => [
          drawnData(draw, rows, features),
          shorts(draw, features, -2, 2),
          size,
        ]),
      ),
  },
  {
    what: {
      en: "gradientNoise of batches that hold all rows, of rows that all fit, and of equal rows",
      zh: "批次包含全部行、每一行都吻合、各行都相同时的 gradientNoise",
    },
    ask: ({ gradientNoise }, draw) =>
      answered(name, gradientNoise, [
        [line(), [2], 5],
        [drawnData(draw, 7, 2), shorts(draw, 2, -2, 2), 7],
        [repaired(), [-1, 2], 1],
        [{ x: [[2], [2], [2]], y: [3, 3, 3] }, [1], 1],
        [
          {
            x: [
              [0, 0],
              [0, 0],
            ],
            y: [3, 1],
          },
          [1, 1],
          1,
        ],
      ]),
  },
  {
    what: { en: "gradientNoise with numbers of any size", zh: "gradientNoise，大小悬殊的数" },
    ask: ({ gradientNoise }) =>
      answered(name, gradientNoise, [
        [{ x: [[1e6], [-2e6]], y: [1, 2] }, [1e3], 1],
        [{ x: [[1], [1], [1]], y: [1, 2, 4] }, [1e5], 2],
        [{ x: [[1e-6], [2e-6], [-1e-6]], y: [1e-3, 3e-3, 2e-3] }, [1], 2],
        [{ x: [[1], [2]], y: [NaN, 1] }, [1], 1],
        [{ x: [[1], [2]], y: [1, 1e140] }, [1], 1],
      ]),
    within: { ...rounding, absolute: 0 },
    holds: ["NaN"],
  },
  {
    what: { en: "gradientNoise of the wages", zh: "工资数据的 gradientNoise" },
    async ask({ gradientNoise }) {
      const data = await freshWages();
      return Object.fromEntries(
        [1, 8, 64, 533].flatMap((size) =>
          [
            [0, 0, 0, 0, 0, 0, 0],
            [9, 2, 3, -2, -1, 0.5, -0.5],
          ].map((theta) => [
            `gradientNoise(wages, [${theta.join(", ")}], ${size})`,
            gradientNoise(copied(data), theta, size),
          ]),
        ),
      );
    },
  },
  {
    what: { en: "gradientNoise of 100,000 rows", zh: "100,000 行的 gradientNoise" },
    ask: ({ gradientNoise }, draw) => gradientNoise(longData(draw, 100_000), [1, -1], 1000),
    costly: true,
  },
  {
    what: {
      en: "gradientNoise: the table and theta afterwards",
      zh: "gradientNoise：事后的数据表和 theta",
    },
    ask: ({ gradientNoise }) => ({
      line: owned(gradientNoise, line(), [1], 2),
      printed: owned(gradientNoise, printed(), [2, 1], 1),
    }),
  },
  {
    what: {
      en: "gradientNoise of two tables, alternating",
      zh: "两张表轮流求 gradientNoise",
    },
    ask({ gradientNoise }, draw) {
      const tables = [drawnData(draw, 3, 2), drawnData(draw, 4, 2)];
      const theta = shorts(draw, 2, -2, 2);
      return Object.fromEntries(
        [0, 1, 0, 1].map((which, i) => [
          `${i + 1}. ${called(name, tables[which], theta, 2)}`,
          gradientNoise(copied(tables[which]!), [...theta], 2),
        ]),
      );
    },
  },
  {
    what: {
      en: "gradientNoise of the same lists, once numbers in them have changed",
      zh: "同样的列表，改动其中的数之后的 gradientNoise",
    },
    ask: ({ gradientNoise }, draw) => reused(gradientNoise, draw, 2),
    names: changes,
  },
);

import { asked, coordinateAxis, kept, rounding, sampled, shorts } from "@downhill/grader/questions";
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

const name = "meanGradient";
const { printed, repaired, line } = chapters;

export const gradient = asked<Module>(
  {
    what: { en: "meanGradient of one row, of two and of three", zh: "一行、两行、三行的 meanGradient" },
    ask: ({ meanGradient }) =>
      answered(name, meanGradient, [
        [printed(), [0, 0]],
        [{ x: [[2], [-1]], y: [1, 4] }, [3]],
        [{ x: [[3]], y: [10] }, [2]],
        [{ x: [[1, 2]], y: [1] }, [2, -1]],
        [printed(), [1, 0]],
        [line(), [0]],
      ]),
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "meanGradient of random batches with 1 to 9 rows and 1 to 5 features",
      zh: "随机批次的 meanGradient，1 至 9 行，1 至 5 个特征",
    },
    ask: ({ meanGradient }, draw) =>
      answered(
        name,
        meanGradient,
        [
          [1, 1],
          [1, 4],
          [2, 2],
          [3, 3],
          [4, 1],
          [9, 5],
          [5, 2],
        ].map(([rows = 1, features = 1]) => [drawnData(draw, rows, features), shorts(draw, features, -2, 2)]),
      ),
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "meanGradient where every row fits, where features or labels are 0, and without features",
      zh: "每一行都吻合、特征或标签为 0、没有特征时的 meanGradient",
    },
    ask: ({ meanGradient }) =>
      answered(name, meanGradient, [
        [repaired(), [-1, 2]],
        [{ x: [[0, 0]], y: [4] }, [1, 2]],
        [{ x: [[1, 0, 2]], y: [0] }, [1, 5, 0]],
        [{ x: [[2, 1]], y: [3] }, [0, 0]],
        [{ x: [[1], [1]], y: [2, -2] }, [0]],
        [{ x: [[], []], y: [1, 2] }, []],
      ]),
    axes: [coordinateAxis],
    holds: ["empty"],
  },
  {
    what: { en: "meanGradient with numbers of any size", zh: "meanGradient，大小悬殊的数" },
    ask: ({ meanGradient }) =>
      answered(name, meanGradient, [
        [{ x: [[1e9, 1e-9]], y: [1] }, [1, 1]],
        [{ x: [[1e-9], [2e-9]], y: [1e-9, 3e-9] }, [1e9]],
        [{ x: [[1e100], [2e100]], y: [1e100, 1] }, [3]],
        [
          {
            x: [
              [1, 2],
              [3, 4],
            ],
            y: [NaN, 1],
          },
          [1, 1],
        ],
        [{ x: [[1, 0]], y: [NaN] }, [1, 1]],
        [{ x: [[NaN, 2]], y: [1] }, [0, 1]],
        [{ x: [[1], [2]], y: [1, Infinity] }, [1]],
        [{ x: [[2]], y: [1] }, [Infinity]],
      ]),
    axes: [coordinateAxis],
    within: { ...rounding, absolute: 0 },
    holds: ["NaN", "infinity"],
  },
  {
    what: { en: "meanGradient of batches of wages", zh: "工资数据的几个批次的 meanGradient" },
    async ask({ meanGradient }) {
      const { x, y } = await freshWages();
      return Object.fromEntries(
        [
          [0, 8],
          [100, 164],
          [0, 534],
        ].map(([from, to]) => [
          `rows ${from} to ${to! - 1}`,
          meanGradient({ x: x.slice(from, to), y: y.slice(from, to) }, [9, 2, 3, -2, -1, 0.5, -0.5]),
        ]),
      );
    },
    names: {
      "rows 0 to 7": { en: "rows 0 to 7", zh: "第 0 至 7 行" },
      "rows 100 to 163": { en: "rows 100 to 163", zh: "第 100 至 163 行" },
      "rows 0 to 533": { en: "rows 0 to 533", zh: "第 0 至 533 行" },
    },
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "meanGradient of 150,000 rows, and of a row with 150,000 features",
      zh: "150,000 行的 meanGradient，以及 150,000 个特征的一行",
    },
    ask({ meanGradient }, draw) {
      const long = longData(draw, 150_000);
      const wide = Array.from({ length: 150_000 }, (_, i) => i % 5);
      return {
        long: meanGradient(long, [1, -1]),
        wide: sampled(
          meanGradient(
            { x: [wide], y: [7] },
            Array.from(wide, (each) => each / 1e5),
          ),
          15_000,
        ),
      };
    },
    names: {
      long: { en: "150,000 rows", zh: "150,000 行" },
      wide: { en: "150,000 features", zh: "150,000 个特征" },
    },
    axes: [coordinateAxis],
    costly: true,
  },
  {
    what: {
      en: "meanGradient: the batch and theta afterwards, and the answer once they were overwritten",
      zh: "meanGradient：事后的批次和 theta，以及把它们改掉之后的返回值",
    },
    ask: ({ meanGradient }) => ({
      line: owned(meanGradient, line(), [1]),
      repaired: owned(meanGradient, repaired(), [2, 1]),
      fits: owned(meanGradient, repaired(), [-1, 2]),
    }),
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "three calls of meanGradient, the last one as the first, each answer checked again at the end",
      zh: "meanGradient 调用三次，最后一次与第一次相同，每次的返回值到最后再看一遍",
    },
    ask({ meanGradient }, draw) {
      const [one, other] = [drawnData(draw, 2, 2), drawnData(draw, 3, 2)];
      const theta = shorts(draw, 2, -2, 2);
      return Object.fromEntries(
        [one, other, one].map((data, i) => [
          `${i + 1}. ${called(name, data, theta)}`,
          kept(meanGradient(copied(data), [...theta])),
        ]),
      );
    },
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "meanGradient of the same lists, once numbers in them have changed",
      zh: "同样的列表，改动其中的数之后的 meanGradient",
    },
    ask: ({ meanGradient }, draw) => reused(meanGradient, draw),
    axes: [coordinateAxis],
    names: changes,
  },
);

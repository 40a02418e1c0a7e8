import { asked, type Draw, fieldsOf, kept, outcome, sampled } from "@downhill/grader/questions";
import { called, drawnOrder, type Module } from "./asking.ts";

const foldAxis = { en: "fold", zh: "个折" };
const placeAxis = { en: "place", zh: "个位置" };
const axes = [foldAxis, placeAxis];
const names = {
  train: { en: "train", zh: "train" },
  validation: { en: "validation", zh: "validation" },
  "order afterwards": { en: "the order afterwards", zh: "事后的 order" },
  "labels afterwards": { en: "the labels afterwards", zh: "事后的 labels" },
  "other folds": {
    en: "the other folds, once the first one was overwritten",
    zh: "改写第一折之后的其余各折",
  },
};

/** The lists of an answer, or what it has in their place. */
const parts = (answer: unknown): unknown =>
  Array.isArray(answer) ? answer.map((fold) => fieldsOf(fold, "train", "validation")) : answer;
const dealt = ({ folds }: Module, cases: readonly (readonly [readonly number[], number])[]) =>
  Object.fromEntries(
    cases.map(([order, k]) => [called("folds", order, k), outcome(() => parts(folds([...order], k)))]),
  );
const sorted = ({ byClass }: Module, cases: readonly (readonly [readonly number[], readonly number[]])[]) =>
  Object.fromEntries(
    cases.map(([order, labels]) => [called("byClass", order, labels), byClass([...order], [...labels])]),
  );
const drawnLabels = (draw: Draw, size: number, classes: number): number[] =>
  draw.list(size, () => draw.integer(0, classes - 1));

export const folds = asked<Module>(
  {
    what: { en: "five and seven rows in folds", zh: "五行、七行数据分折" },
    ask: (module) =>
      dealt(module, [
        [[3, 1, 4, 0, 2], 2],
        [[3, 1, 4, 0, 2], 3],
        [[6, 2, 5, 0, 3, 1, 4], 3],
        [[6, 2, 5, 0, 3, 1, 4], 4],
        [[0, 1, 2, 3, 4, 5], 3],
      ]),
    axes,
    names,
  },
  {
    what: { en: "random orders in folds", zh: "随机的顺序分折" },
    ask: (module, draw) =>
      dealt(
        module,
        [6, 8, 11, 13].map((size) => [drawnOrder(draw, size), draw.integer(2, 5)]),
      ),
    axes,
    names,
  },
  {
    what: { en: "two rows, and one row in each fold", zh: "只有两行，以及每折一行" },
    ask: (module) =>
      dealt(module, [
        [[1, 0], 2],
        [[2, 0, 1], 3],
        [[4, 2, 0, 3, 1], 5],
        [[4, 2, 0, 3, 1], 4],
      ]),
    axes,
    names,
  },
  {
    what: { en: "an order that names some rows of a larger set", zh: "只含一部分行号的顺序" },
    ask: (module) =>
      dealt(module, [
        [[70, 12, 55, 31], 2],
        [[9, 4, 100, 7, 23], 3],
      ]),
    axes,
    names,
  },
  {
    what: { en: "numbers of folds that make no sense", zh: "不合理的折数" },
    ask: (module) =>
      dealt(module, [
        ...[0, 1, -2, 2.5, NaN, Infinity, 6].map((k) => [[3, 1, 4, 0, 2], k] as const),
        [[5], 1],
        [[5], 2],
        [[], 2],
        [[], 0],
      ]),
    holds: ["error"],
    names,
  },
  {
    what: { en: "rows class by class", zh: "按类别排列" },
    ask: (module) =>
      sorted(module, [
        [
          [3, 1, 4, 0, 2],
          [0, 1, 0, 1, 0],
        ],
        [
          [5, 0, 3, 1, 4, 2],
          [2, 0, 1, 2, 1, 0],
        ],
        [
          [0, 1, 2, 3, 4, 5],
          [10, 9, 2, 11, 1, 0],
        ],
        [
          [2, 0, 1],
          [7, 7, 7],
        ],
      ]),
    axes: [placeAxis],
  },
  {
    what: { en: "random rows of up to 12 classes, class by class", zh: "最多 12 类的随机数据按类别排列" },
    ask: (module, draw) =>
      sorted(
        module,
        [
          [7, 2],
          [12, 3],
          [15, 5],
          [20, 12],
        ].map(([size = 0, classes = 0]) => [drawnOrder(draw, size), drawnLabels(draw, size, classes)]),
      ),
    axes: [placeAxis],
  },
  {
    what: { en: "some rows only, one row, none, class by class", zh: "只排一部分行、一行、零行" },
    ask: (module) =>
      sorted(module, [
        [
          [6, 1, 4],
          [9, 3, 9, 9, 1, 9, 2],
        ],
        [[1], [5, 4]],
        [[], [1, 0]],
      ]),
    axes: [placeAxis],
    holds: ["empty"],
  },
  {
    what: { en: "folds of an order class by class", zh: "按类别排列之后再分折" },
    ask({ folds, byClass }, draw) {
      const labels = drawnLabels(draw, 17, 3);
      return parts(folds(byClass(drawnOrder(draw, 17), labels), 4));
    },
    axes,
    names,
  },
  {
    what: { en: "60,000 rows, class by class, and in folds", zh: "60,000 行按类别排列并分折" },
    ask({ folds, byClass }, draw) {
      const shift = draw.integer(1, 999);
      const order = Array.from({ length: 60_000 }, (_, i) => (i * 7 + shift) % 60_000);
      const labels = Array.from({ length: 60_000 }, (_, i) => (i * i) % 11);
      const [first, , third] = folds(order, 3);
      return {
        "by class": sampled(byClass(order, labels), 6000),
        "train of the first fold": sampled(first?.train, 4000),
        "validation of the third fold": sampled(third?.validation, 2000),
      };
    },
    names: {
      "by class": { en: "class by class", zh: "按类别排列" },
      "train of the first fold": { en: "`train` of the first fold", zh: "第一折的 train" },
      "validation of the third fold": { en: "`validation` of the third fold", zh: "第三折的 validation" },
    },
    costly: true,
  },
  {
    what: {
      en: "order and labels afterwards, and the answers once they and the first fold were overwritten",
      zh: "事后的 order 和 labels，以及改写它们和第一折之后的返回值",
    },
    ask({ folds, byClass }) {
      const [order, labels] = [
        [3, 0, 4, 1, 2],
        [1, 0, 1, 0, 0],
      ];
      const [answer, list] = [folds(order, 2), byClass(order, labels)];
      const seen = { "order afterwards": [...order], "labels afterwards": [...labels] };
      for (const each of [order, labels, answer[0]?.train, answer[0]?.validation])
        if (Array.isArray(each) || ArrayBuffer.isView(each)) (each as number[]).fill(99);
      return {
        ...seen,
        "other folds": parts(Array.isArray(answer) ? answer.slice(1) : answer),
        byClass: list,
      };
    },
    axes,
    names: { ...names, byClass: { en: "class by class", zh: "按类别排列" } },
  },
  {
    what: {
      en: "two orders in turns, each answer looked at again at the end",
      zh: "轮流两个顺序，最后再看一遍各次的返回值",
    },
    ask({ folds, byClass }, draw) {
      const [one, other, labels] = [drawnOrder(draw, 5), drawnOrder(draw, 6), drawnLabels(draw, 6, 2)];
      return [one, other, one].map((order, i) => ({
        folds: kept(folds(order, 2 + (i % 2))),
        byClass: kept(byClass(order, labels)),
      }));
    },
    axes: [{ en: "call", zh: "次调用" }, ...axes],
    names: {
      ...names,
      folds: { en: "folds", zh: "各折" },
      byClass: { en: "class by class", zh: "按类别排列" },
    },
  },
);

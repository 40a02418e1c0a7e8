import {
  asked,
  coordinateAxis,
  type Draw,
  fieldsOf,
  kept,
  short,
  shorts,
  typed,
} from "@downhill/grader/questions";
import type { Hessian, Vector } from "../key/solution.ts";
import { calls, type Module } from "./asking.ts";

const fresh = ([[a, b], [c, d]]: Hessian): Hessian => [
  [a, b],
  [c, d],
];
const eigenvalues = ({ curvatures }: Module, all: readonly Hessian[]): unknown =>
  calls(
    "curvatures",
    all.map((hessian) => [hessian] as const),
    typed,
    ([hessian]) => curvatures(fresh(hessian)),
  );
const symmetric = (a: number, b: number, d: number): Hessian => [
  [a, b],
  [b, d],
];
const drawn = (draw: Draw): Hessian => symmetric(short(draw, -5, 5), short(draw, -5, 5), short(draw, -5, 5));
const axes = [{ en: "curvature", zh: "个曲率" }];

export const curvaturesAsked = asked<Module>(
  {
    what: { en: "curvatures of upright and tilted bowls", zh: "正的碗和斜的碗，它们的 curvatures" },
    ask: (module) =>
      eigenvalues(module, [
        symmetric(2, 0, 5),
        symmetric(5, 0, 2),
        symmetric(2, 1, 2),
        symmetric(7, -2, 4),
        symmetric(176.3, 13.02, 1),
      ]),
    axes,
  },
  {
    what: { en: "curvatures of random Hessians", zh: "随机黑塞矩阵的 curvatures" },
    ask: (module, draw) =>
      eigenvalues(
        module,
        draw.list(6, () => drawn(draw)),
      ),
    axes,
  },
  {
    what: {
      en: "curvatures of a round bowl, a trough, a saddle, a dome and flat ground",
      zh: "圆碗、水槽、鞍形、圆顶、平地的 curvatures",
    },
    ask: (module) =>
      eigenvalues(module, [
        symmetric(3, 0, 3),
        symmetric(4, 2, 1),
        symmetric(1, -1, 1),
        symmetric(0, 1, 0),
        symmetric(2, 5, -3),
        symmetric(-2, 1, -6),
        symmetric(0, 0, 0),
      ]),
    axes,
  },
  {
    what: { en: "curvatures of any size", zh: "大小悬殊的 curvatures" },
    ask: (module) =>
      eigenvalues(module, [
        symmetric(2e9, 1e9, 5e9),
        symmetric(2e-9, 1e-9, 5e-9),
        symmetric(1e6, 1, 1e6),
        symmetric(1, 1e6, 1),
      ]),
    axes,
    within: {
      relative: 1e-9,
      why: { en: "another order of operations rounds differently", zh: "换个运算顺序，舍入误差就不同" },
    },
  },
  {
    what: {
      en: "curvatures of bowls that are almost round, where rounding can make a difference of products negative",
      zh: "近乎圆的碗的 curvatures：乘积相减，舍入误差会得出负数",
    },
    ask: (module) =>
      eigenvalues(module, [
        symmetric(1.3, 0, 1.300000001),
        symmetric(2.600000003, 0, 2.6),
        symmetric(2.1, 2e-10, 2.100000004),
        symmetric(-3.1, 0, -3.100000003),
      ]),
    axes,
    within: {
      relative: 1e-7,
      why: { en: "another form rounds differently", zh: "换一种形式，舍入误差就不同" },
    },
  },
  {
    what: {
      en: "the Hessian afterwards, and each answer again once others were computed",
      zh: "事后的黑塞矩阵，以及算过别的之后再看一遍的返回值",
    },
    ask({ curvatures }, draw) {
      const [one, other] = [drawn(draw), drawn(draw)];
      return Object.fromEntries(
        [one, other, one].map((hessian, i) => {
          const given = fresh(hessian);
          const answer = kept(curvatures(given));
          return [`${i + 1}. curvatures(${typed(hessian)})`, { answer, hessian: fresh(given) }];
        }),
      );
    },
    axes: [{ en: "row", zh: "行" }, ...axes],
  },
);

const parts = (answer: unknown): unknown => fieldsOf(answer, "limit", "best", "factor");
const ratesOf = ({ rates }: Module, lists: readonly Vector[]): unknown =>
  calls(
    "rates",
    lists.map((list) => [list] as const),
    typed,
    ([list]) => parts(rates([...list])),
  );

export const ratesAsked = asked<Module>(
  {
    what: { en: "rates of some bowls", zh: "几只碗的 rates" },
    ask: (module) =>
      ratesOf(module, [
        [1, 4],
        [9, 10, 3],
        [0.04, 177],
        [2, 2.5, 3, 30],
      ]),
  },
  {
    what: {
      en: "rates of random bowls with 2, 3, 4 and 7 directions",
      zh: "随机的碗，2、3、4、7 个方向，求 rates",
    },
    ask: (module, draw) =>
      ratesOf(
        module,
        [2, 3, 4, 7].map((size) => shorts(draw, size, 0.1, 20)),
      ),
  },
  {
    what: {
      en: "rates with one direction, with equal ones, and with flat ones",
      zh: "只有一个方向、各方向相同、有平坦方向时的 rates",
    },
    ask: (module) => ratesOf(module, [[5], [0.25], [3, 3, 3], [0, 4], [2, 0, 0.5, 0]]),
  },
  {
    what: { en: "rates of bowls of any size", zh: "大小悬殊的 rates" },
    ask: (module) =>
      ratesOf(module, [
        [1e9, 3e9],
        [1e-9, 4e-9, 2e-9],
        [1e-4, 1e4],
        [1, 1.0001],
      ]),
    within: {
      relative: 1e-9,
      why: { en: "another order of operations rounds differently", zh: "换个运算顺序，舍入误差就不同" },
    },
  },
  {
    what: { en: "rates of 150,000 curvatures", zh: "150,000 个曲率的 rates" },
    ask({ rates }, draw) {
      const [at, top] = [draw.uniform(1, 2), draw.integer(1000, 140_000)];
      const list = Array.from({ length: 150_000 }, (_, i) => at + (i % 7) + (i === top ? 50 : 0));
      return parts(rates(list));
    },
    costly: true,
  },
  {
    what: {
      en: "the list afterwards, and each answer again once others were computed",
      zh: "事后的列表，以及算过别的之后再看一遍的返回值",
    },
    ask({ rates }, draw) {
      const [one, other] = [shorts(draw, 4, 0.1, 20), shorts(draw, 3, 0.1, 20)];
      return Object.fromEntries(
        [one, other, one].map((list, i) => {
          const given = [...list];
          const answer = kept(parts(rates(given)));
          return [`${i + 1}. rates(${typed(list)})`, { answer, list: [...given] }];
        }),
      );
    },
    axes: [coordinateAxis],
  },
);

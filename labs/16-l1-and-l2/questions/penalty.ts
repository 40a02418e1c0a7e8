import {
  asked,
  coordinateAxis,
  kept,
  rounding,
  sampled,
  short,
  shorts,
  typed,
} from "@downhill/grader/questions";
import type { Penalties, Vector } from "../key/solution.ts";
import type { Module } from "./rules.ts";

type Case = readonly [theta: Vector, penalties: Penalties];
const both = ({ penalty, penaltyGradient }: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.flatMap(([theta, penalties]) => {
      const call = `(${typed(theta)}, ${typed(penalties)})`;
      return [
        [`penalty${call}`, penalty([...theta], { ...penalties })],
        [`penaltyGradient${call}`, penaltyGradient([...theta], { ...penalties })],
      ];
    }),
  );

export const penaltyAsked = asked<Module>(
  {
    what: { en: "each penalty alone, and both", zh: "两种惩罚各自的情形，以及两者同时" },
    ask: (module) =>
      both(module, [
        [[5, 3, -2], { l1: 0.5, l2: 0 }],
        [[5, 3, -2], { l1: 0, l2: 0.5 }],
        [[5, 3, -2], { l1: 0.5, l2: 0.1 }],
        [[-4, 0.25, -8, 1], { l1: 1, l2: 2 }],
      ]),
    axes: [coordinateAxis],
  },
  {
    what: { en: "random weights", zh: "随机的权重" },
    ask: (module, draw) =>
      both(
        module,
        [2, 3, 6].map((size) => [
          shorts(draw, size, -3, 3),
          { l1: short(draw, 0.1, 2), l2: short(draw, 0.1, 2) },
        ]),
      ),
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "weights that are 0, −0 among them, a bias alone, and penalties of 0",
      zh: "等于 0 的权重（包括 −0）、只有偏置、强度为 0 的惩罚",
    },
    ask: (module) =>
      both(module, [
        [[2, 0, 3, 0], { l1: 0.5, l2: 0 }],
        [[2, -0, -3], { l1: 0.5, l2: 0.25 }],
        [[0, 0], { l1: 4, l2: 1 }],
        [[7], { l1: 1, l2: 1 }],
        [[7, 2, -3], { l1: 0, l2: 0 }],
        [[-1e9, 1], { l1: 1, l2: 1 }],
      ]),
    axes: [coordinateAxis],
  },
  {
    what: { en: "weights of any size, and NaN", zh: "大小悬殊的权重，以及 NaN" },
    ask: (module) =>
      both(module, [
        [[1, 1e-9, -1e-9], { l1: 0.5, l2: 0.5 }],
        [[1, 1e60, -1e60], { l1: 3, l2: 0.5 }],
        [[1, NaN, 2], { l1: 1, l2: 1 }],
        [[NaN, 4, 2], { l1: 1, l2: 1 }],
      ]),
    axes: [coordinateAxis],
    within: { ...rounding, absolute: 0 },
    holds: ["NaN"],
  },
  {
    what: { en: "150,000 weights", zh: "150,000 个权重" },
    ask({ penalty, penaltyGradient }, draw) {
      const at = draw.uniform(0.5, 1);
      const theta = Array.from({ length: 150_001 }, (_, i) => (i % 7) - 3 + at);
      const penalties = { l1: 0.5, l2: 0.1 };
      return {
        penalty: penalty(theta, penalties),
        gradient: sampled(penaltyGradient(theta, penalties), 15_000),
      };
    },
    costly: true,
  },
  {
    what: {
      en: "the parameters afterwards, and the first gradient after a second call",
      zh: "调用之后的参数，以及第二次调用之后的第一个梯度",
    },
    ask({ penalty, penaltyGradient }, draw) {
      const [one, other] = [shorts(draw, 3, -3, 3), shorts(draw, 3, -3, 3)];
      const penalties = { l1: short(draw, 0.1, 1), l2: short(draw, 0.1, 1) };
      const first = kept(penaltyGradient(one, penalties));
      const values = [penalty(one, penalties), penalty(other, penalties), penalty(one, penalties)];
      const second = penaltyGradient(other, { ...penalties, l1: 0 });
      return { first, second, values, one, other, penalties };
    },
    axes: [coordinateAxis],
  },
);

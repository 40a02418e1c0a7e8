import { asked } from "@downhill/grader/questions";
import type { Rule, Skipping } from "../key/solution.ts";
import { mapTree, type Tree } from "../provided/tree.ts";
import { copied, drawnModel, type Module } from "./asking.ts";
import { axes, calls, momentum, parts, recorder, scaled, seen, steps } from "./steps.ts";

const good = { w: [[1, -2]], b: [3] };
const broken = (place: number, value: number): Tree => {
  let i = 0;
  return mapTree((each) => (i++ === place ? value : each), good);
};

/** Steps of a skipping rule around a recorder. */
function skipping({ skipNonFinite }: Module, patience: number, gradients: readonly Tree[], skipped = 0) {
  const { calls: given, rule } = recorder();
  const returned = steps<Skipping<number>>(skipNonFinite(rule, patience), { state: 5, skipped }, gradients);
  return { given, returned };
}
const names = { given: calls, returned: seen };

export const nonFinite = asked<Module>(
  {
    what: {
      en: "skipNonFinite with finite gradients, of any size",
      zh: "skipNonFinite，梯度都有限，大小不拘",
    },
    ask: (module, draw) =>
      skipping(module, 2, [
        good,
        drawnModel(draw, 3),
        [1e200, -1e200],
        [1e-200],
        [1.5e308, 1.5e308],
        [1.5e308],
        [0, -0],
      ]),
    names,
    axes,
  },
  {
    what: {
      en: "skipNonFinite around a rule that divides finite gradients by zero",
      zh: "skipNonFinite，里面的规则把有限的梯度除以零",
    },
    ask: ({ skipNonFinite }) => {
      const rule: Rule<number> = (gradient, state) => ({
        update: mapTree((g) => g / 0, gradient),
        state: state + 1,
      });
      return steps(skipNonFinite(rule, 1), { state: 5, skipped: 1 }, [
        [1, -2],
        [3, 0],
      ]);
    },
    axes,
    holds: ["NaN", "infinity"],
  },
  {
    what: {
      en: "skipNonFinite with NaN, ∞ or −∞ at each place",
      zh: "skipNonFinite，在各个位置上放 NaN、∞ 或 −∞",
    },
    ask: (module) =>
      [NaN, Infinity, -Infinity].map((value) =>
        [0, 1, 2].map((place) => skipping(module, 1, [broken(place, value), good])),
      ),
    names,
  },
  {
    what: {
      en: "skipNonFinite through good and broken gradients",
      zh: "skipNonFinite，好的和坏的梯度交替",
    },
    ask: (module) => {
      const [nan, infinite] = [broken(1, NaN), broken(2, Infinity)];
      return skipping(module, 3, [good, nan, infinite, good, infinite, good, nan, nan, nan, good]);
    },
    names,
    axes,
  },
  {
    what: {
      en: "skipNonFinite where both infinities, or all numbers, are broken",
      zh: "skipNonFinite：两种无穷大都有，或者全都坏了",
    },
    ask: (module) =>
      skipping(module, 9, [[Infinity, -Infinity], [[NaN], [NaN, NaN]], { w: [Infinity], b: [] }, [2, 3]]),
    names,
    holds: ["empty"],
  },
  {
    what: {
      en: "skipNonFinite at the end of its patience, of 0, 1, 2 and 4",
      zh: "skipNonFinite，patience 为 0、1、2、4，一直坏到超过它为止",
    },
    ask: (module) =>
      [0, 1, 2, 4].map((patience) => [
        skipping(
          module,
          patience,
          Array.from({ length: patience + 3 }, () => broken(0, NaN)),
        ),
        skipping(module, patience, [
          good,
          ...Array.from({ length: patience + 3 }, () => broken(2, -Infinity)),
        ]),
      ]),
    names,
    holds: ["error", "empty"],
  },
  {
    what: {
      en: "skipNonFinite that starts after two skipped steps",
      zh: "skipNonFinite，从已经跳过两步的状态开始",
    },
    ask: (module) => [
      skipping(module, 3, [broken(0, NaN), good, broken(1, NaN)], 2),
      skipping(module, 2, [good, broken(1, NaN), broken(1, NaN)], 2),
      skipping(module, 2, [broken(1, NaN)], 2),
    ],
    names,
    holds: ["error", "empty"],
  },
  {
    what: {
      en: "skipNonFinite: the gradient and the state afterwards, and the same state given again",
      zh: "skipNonFinite：之后的梯度和状态，以及再次传入同一个状态",
    },
    ask: ({ skipNonFinite }) => {
      const rule = skipNonFinite(momentum, 2);
      const state = { state: { w: [[1, 1]], b: [1] }, skipped: 1 };
      const gradients: Tree[] = [broken(2, NaN), copied(good), broken(2, NaN), copied(good)];
      const returned = gradients.map((gradient) => parts(rule(gradient, state)));
      return { returned, "gradients afterwards": gradients, "state afterwards": state };
    },
    names: {
      returned: seen,
      "gradients afterwards": { en: "the gradients afterwards", zh: "之后的梯度" },
      "state afterwards": { en: "the state afterwards", zh: "之后的状态" },
    },
    axes,
    holds: ["NaN"],
  },
  {
    what: {
      en: "two rules of skipNonFinite in turns, each with its own patience",
      zh: "两条 skipNonFinite 规则轮流走，patience 各不相同",
    },
    ask: ({ skipNonFinite }) => {
      const [short, long] = [skipNonFinite(momentum, 1), skipNonFinite(scaled, 5)];
      const start = { state: { w: [[0, 0]], b: [0] }, skipped: 0 };
      const nan = broken(0, NaN);
      return {
        "patience 1": steps(short, start, [nan, good, nan]),
        "patience 5": steps(long, start, [nan, nan, good]),
        "patience 1 again": steps(short, start, [nan, good]),
      };
    },
    names: {
      "patience 1": { en: "the steps with a patience of 1", zh: "patience 为 1 的各步" },
      "patience 5": { en: "the steps with a patience of 5", zh: "patience 为 5 的各步" },
      "patience 1 again": {
        en: "the steps with a patience of 1, once more",
        zh: "patience 为 1，再来一遍的各步",
      },
    },
    axes,
  },
  {
    what: { en: "skipNonFinite with 300,000 numbers", zh: "skipNonFinite，300,000 个数" },
    ask: (module) => {
      const many = Array.from({ length: 300_000 }, (_, i) => i % 5);
      const { given, returned } = skipping(module, 1, [{ w: many }]);
      return { calls: given.length, states: returned.map((step) => Object(step).state as unknown) };
    },
    names: { calls: { en: "calls of the rule inside", zh: "里面的规则被调用的次数" } },
    costly: true,
  },
);

import { asked, fieldsOf, outcome, short, shorts, stepAxis, typed } from "@downhill/grader/questions";
import type { Rule, Skipping } from "../key/solution.ts";
import { joinTrees, mapTree, type Tree } from "../provided/tree.ts";
import { train } from "../provided/training.ts";
import { component, copied, drawnModel, type Module } from "./asking.ts";

/** A step as it is now: later ones must not change it. Of a skipping rule's state, both its fields. */
const parts = (step: unknown): unknown => {
  const answer = copied(fieldsOf(step, "update", "state"));
  const { state } = Object(answer) as { state?: unknown };
  return typeof state === "object" && state !== null && "skipped" in state
    ? { ...(answer as object), state: copied(fieldsOf(state, "state", "skipped")) }
    : answer;
};

/** Momentum: v ← 0.9 v + g, and the update −0.1 v. The state is v. */
const momentum: Rule<Tree> = (gradient, v) => {
  const state = joinTrees((old, g) => 0.9 * old + g, v, gradient);
  return { update: mapTree((each) => -0.1 * each, state), state };
};

/** A rule that divides by the size of the slopes so far, as RMSprop does; the state is a mean of squares. */
const scaled: Rule<Tree> = (gradient, means) => {
  const state = joinTrees((mean, g) => 0.75 * mean + 0.25 * g * g, means, gradient);
  return { update: joinTrees((g, mean) => -g / Math.sqrt(mean + 1e-3), gradient, state), state };
};

const rules = { momentum, scaled };

/** A rule that writes down what it is given, and counts its calls in its state. */
function recorder() {
  const calls: unknown[] = [];
  const rule: Rule<number> = (gradient, state) => {
    calls.push({ gradient: copied(gradient), state });
    return { update: mapTree((g) => g - 10, gradient), state: state + 1 };
  };
  return { calls, rule };
}

/** The steps of a rule from a state through several gradients; what leads nowhere ends them. */
function steps<State>(rule: Rule<State>, start: State, gradients: readonly Tree[]): unknown[] {
  let state = start;
  const seen: unknown[] = [];
  for (const gradient of gradients) {
    const step = outcome(() => rule(copied(gradient), state)) as Partial<{ state: State }> | undefined;
    seen.push(parts(step));
    if (typeof step !== "object" || !("state" in step)) break;
    state = step.state!;
  }
  return seen;
}

const calls = { en: "what the rule inside was given", zh: "里面的规则收到了什么" };
const seen = { en: "what the new rule returned", zh: "新规则的返回值" };
const axes = [stepAxis, component];

export const beforeTheRule = asked<Module>(
  {
    what: {
      en: "clipFirst: what the rule inside is given, and what comes back",
      zh: "clipFirst：里面的规则收到了什么，返回的又是什么",
    },
    ask: ({ clipFirst }, draw) =>
      Object.fromEntries(
        [{ w: [3], b: [-4] }, { w: [0.3], b: [0.4] }, drawnModel(draw, 3)].map((gradient) => {
          const { calls: given, rule } = recorder();
          const clipped = clipFirst(rule, 1);
          const early = given.length;
          const returned = steps(clipped, 7, [gradient, gradient]);
          return [`${typed(gradient)}, limit 1`, { early, given, returned }];
        }),
      ),
    names: {
      early: { en: "calls of the rule before the first step", zh: "第一步之前，规则被调用的次数" },
      given: calls,
      returned: seen,
    },
    axes,
  },
  ...(["momentum", "scaled"] as const).map((name) => ({
    what: {
      en: `clipFirst(${name}, limit), six steps, the third and fourth of them very long`,
      zh: `clipFirst(${name}, limit) 走六步，第三、四步的梯度很长`,
    },
    ask: ({ clipFirst }: Module, draw: Parameters<typeof short>[0]) => {
      const limit = short(draw, 0.8, 1.6);
      const gradients = [1, 0.5, 100, 40, 1, 0.1].map((size) => ({
        w: shorts(draw, 2, -size, size),
        b: [short(draw, size / 2, size)],
      }));
      const start = { w: [0.5, -0.2], b: [0.1] };
      const from = name === "scaled" ? mapTree(Math.abs, start) : start;
      return { [`limit ${limit}`]: steps(clipFirst(rules[name], limit), from, gradients) };
    },
    axes,
  })),
  {
    what: {
      en: "clipFirst around rules whose states are a text, a list and nothing",
      zh: "clipFirst，规则的状态是一段文字、一个列表、什么也没有",
    },
    ask: ({ clipFirst }) => {
      const returning = <State>(state: State, next: State): unknown =>
        parts(
          clipFirst<State>((update, was) => ({ update, state: was === state ? next : state }), 2)(
            [6, -8],
            state,
          ),
        );
      return [
        returning("a", "b"),
        returning<readonly number[]>([1], [2, 3]),
        returning<number | null>(null, 5),
      ];
    },
  },
  {
    what: { en: "clipFirst with NaN, an infinity and zeros", zh: "clipFirst，遇到 NaN、无穷大和零" },
    ask: ({ clipFirst }) => {
      const { calls: given, rule } = recorder();
      const returned = steps(clipFirst(rule, 3), 1, [{ w: [1, NaN] }, { w: [Infinity, 1] }, { w: [0, 0] }]);
      return { given, returned };
    },
    names: { given: calls, returned: seen },
    axes,
    holds: ["NaN"],
  },
  {
    what: {
      en: "two rules of clipFirst with limits of their own, in turns, from two states, and the gradient afterwards",
      zh: "两条上限不同的 clipFirst 规则轮流走，先后从两个状态出发，以及之后的梯度",
    },
    ask: ({ clipFirst }, draw) => {
      const gradient = drawnModel(draw, 4);
      const kept: Tree = copied(gradient);
      const [low, high] = [clipFirst(momentum, 1), clipFirst(momentum, 2.5)];
      const rest = mapTree(() => 0, gradient);
      const returned = [low, high, low, high].map((rule, i) =>
        parts(rule(kept, i < 2 ? rest : copied(gradient))),
      );
      return { "gradient afterwards": kept, [`∇J = ${typed(gradient)}`]: returned };
    },
    names: { "gradient afterwards": { en: "the gradient afterwards", zh: "调用之后的梯度" } },
    axes,
  },
  {
    what: {
      en: "the losses of eight steps on Moby-Dick with clipFirst(gradient descent, 0.5)",
      zh: "用 clipFirst(梯度下降, 0.5) 读《白鲸》八步的损失",
    },
    async ask({ clipFirst }) {
      const descent: Rule<null> = (gradient, state) => ({ update: mapTree((g) => -g, gradient), state });
      return (await train(clipFirst(descent, 0.5), null, { seed: 2, steps: 8 })).losses;
    },
    axes: [stepAxis],
    within: {
      relative: 1e-6,
      why: {
        en: "a recurrent network multiplies differences of rounding",
        zh: "循环网络会把舍入的差别放大",
      },
    },
    costly: true,
  },
);

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

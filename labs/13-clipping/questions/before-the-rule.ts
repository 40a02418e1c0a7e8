import { asked, short, shorts, stepAxis, typed } from "@downhill/grader/questions";
import type { Rule } from "../key/solution.ts";
import { mapTree, type Tree } from "../provided/tree.ts";
import { train } from "../provided/training.ts";
import { copied, drawnModel, type Module } from "./asking.ts";
import { axes, calls, momentum, parts, recorder, rules, seen, steps } from "./steps.ts";

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

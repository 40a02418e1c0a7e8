import {
  asked,
  coordinateAxis,
  type Draw,
  kept,
  outcome,
  short,
  shorts,
  typed,
} from "@downhill/grader/questions";
import type { Settings, Vector } from "../key/solution.ts";
import { gradientOf, lambdasFor, largestCurvature } from "../provided/regression.ts";
import type { Module } from "./rules.ts";
import { trainingRows } from "./table.ts";

interface Valley {
  readonly gradient: (theta: Vector) => Vector;
  /** The different places at which the gradient was asked for. */
  readonly places: Set<string>;
}

/** A tilted bowl: slopes cⱼθⱼ + k·Σθ − bⱼ, in a list that the next call overwrites. */
function bowl(c: Vector, k: number, b: Vector): Valley {
  const [slopes, places] = [c.map(() => 0), new Set<string>()];
  return {
    places,
    gradient(theta) {
      places.add(Array.from(theta).join(" "));
      const sum = theta.reduce((total, place) => total + place, 0);
      for (const [j, curvature] of c.entries()) slopes[j] = curvature * theta[j]! + k * sum - b[j]!;
      return slopes;
    },
  };
}

const drawnBowl = (draw: Draw, size: number): Valley =>
  bowl(shorts(draw, size, 0.5, 1.5), short(draw, 0.1, 0.3), shorts(draw, size, -4, 4));
const simple = (): Valley => bowl([1, 1, 2], 0, [5, 3, -1]);
const usual: Settings = { learningRate: 0.4, tolerance: 1e-7, steps: 1000 };

/** What is to be seen of a path: the minima, the weights that are exactly 0, and how many places it took. */
function seen(
  { lassoPath }: Module,
  { gradient, places }: Valley,
  start: Vector,
  lambdas: readonly number[],
  settings: Settings = usual,
): unknown {
  const path = outcome(() => lassoPath(gradient, [...start], [...lambdas], { ...settings }));
  if (!Array.isArray(path)) return { path, places: places.size };
  const zeros = path.map((theta: unknown) =>
    Array.isArray(theta) || theta instanceof Float64Array
      ? Array.from(theta as number[]).flatMap((each, j) => (each === 0 ? [j] : []))
      : theta,
  );
  return { path, zeros, places: places.size };
}

const lambdaAxis = { en: "λ₁", zh: "个 λ₁" };
const axes = [lambdaAxis, coordinateAxis];
const names = {
  path: { en: "the path", zh: "路径" },
  zeros: { en: "the places of exact zeros", zh: "恰好为 0 的位置" },
  places: {
    en: "at how many different places the gradient was asked for",
    zh: "在多少个不同的位置求过梯度",
  },
};

export const pathAsked = asked<Module>(
  {
    what: { en: "the minimum for one λ₁", zh: "一个 λ₁ 的最小值点" },
    ask: (module) =>
      Object.fromEntries(
        [0, 0.5, 2, 4].map((l1) => [
          `gradient (θ₀ − 5, θ₁ − 3, 2θ₂ + 1), start [0, 0, 0], lambdas [${l1}], ${typed(usual)}`,
          seen(module, simple(), [0, 0, 0], [l1]),
        ]),
      ),
    axes,
    names,
    holds: ["empty"],
  },
  {
    what: { en: "paths through random bowls", zh: "随机的碗里的路径" },
    ask: (module, draw) =>
      [2, 4, 6].map((size) =>
        seen(
          module,
          drawnBowl(draw, size),
          shorts(draw, size, -2, 2),
          [4, 2, 1, 0.5, 0.25, 0.1].map((each) => each * short(draw, 0.8, 1.1)),
        ),
      ),
    axes: [{ en: "bowl", zh: "个碗" }, ...axes],
    names,
    holds: ["empty"],
  },
  {
    what: { en: "λ₁ in any order, the same twice, and none", zh: "次序任意、重复出现、一个也没有的 λ₁" },
    ask: (module) => ({
      rising: seen(module, simple(), [0, 0, 0], [0.25, 1, 2]),
      twice: seen(module, simple(), [1, 1, 1], [1, 1, 1]),
      // Whether the gradient at the start is asked for is open: no search begins.
      none: outcome(() => module.lassoPath(simple().gradient, [1, 2, 3], [], { ...usual })),
    }),
    axes,
    names: {
      ...names,
      rising: { en: "rising", zh: "递增" },
      twice: { en: "the same again", zh: "重复" },
      none: { en: "none", zh: "没有 λ₁" },
    },
    holds: ["empty"],
  },
  {
    what: {
      en: "starts that are the minimum already, with no step allowed, and lists looked at after one was overwritten",
      zh: "起点已是最小值点、一步也不许走；改写其中一个列表之后再看全部",
    },
    ask({ lassoPath }) {
      const start = [5, 0, 0];
      const path: unknown = lassoPath(simple().gradient, start, [9, 9, 7], { ...usual, steps: 0 });
      const first: unknown = Array.isArray(path) ? path[0] : undefined;
      if (Array.isArray(first) || first instanceof Float64Array) first[1] = 77;
      const edge = { learningRate: 0.4, tolerance: 0.25, steps: 0 };
      const exactly = outcome(() => lassoPath(simple().gradient, [5.25, 0, 0], [9], edge));
      return { path, start, exactly };
    },
    axes,
    names: { ...names, exactly: { en: "a gap of exactly the tolerance", zh: "间隙恰好等于 tolerance" } },
  },
  {
    what: { en: "steps that are just enough, one too few, and none", zh: "步数刚好够、少一步、一步也没有" },
    ask(module) {
      const within = (steps: number): Settings => ({ learningRate: 0.4, tolerance: 0.001, steps });
      return {
        ...Object.fromEntries(
          [12, 13, 14, 15, 16, 17, 0].map((steps) => [
            `steps: ${steps}`,
            seen(module, simple(), [0, 0, 0], [1], within(steps)),
          ]),
        ),
        // The first search takes none of its steps; the second cannot have them.
        "lambdas [9, 1], steps: 10": seen(module, simple(), [5, 0, 0], [9, 1], within(10)),
      };
    },
    axes,
    names,
    holds: ["error"],
  },
  {
    what: {
      en: "many λ₁ that each need only some of the steps allowed",
      zh: "许多 λ₁，每个只需要所允许步数的一部分",
    },
    ask: (module) =>
      seen(
        module,
        simple(),
        [0, 0, 0],
        Array.from({ length: 30 }, (_, i) => 3 * 0.8 ** i),
        { ...usual, steps: 40 },
      ),
    axes,
    names,
    holds: ["empty"],
  },
  {
    what: {
      en: "a gradient that becomes NaN, a rate at which steps diverge, and one at which nothing moves",
      zh: "变成 NaN 的梯度、会发散的学习率，以及寸步不移的学习率",
    },
    ask: ({ lassoPath }) => ({
      NaN: outcome(() => lassoPath((theta) => theta.map(() => NaN), [1, 2], [1], { ...usual, steps: 20 })),
      diverges: outcome(() =>
        lassoPath(simple().gradient, [0, 0, 0], [1], { ...usual, learningRate: 1.5, steps: 3000 }),
      ),
      still: outcome(() => lassoPath(simple().gradient, [1, 1, 1], [1], { ...usual, learningRate: 1e-30 })),
    }),
    holds: ["error"],
    names: {
      NaN: { en: "NaN", zh: "NaN" },
      diverges: { en: "a rate too high", zh: "学习率过大" },
      still: { en: "a rate of 1e-30", zh: "学习率为 1e-30" },
    },
  },
  {
    what: {
      en: "what was given afterwards, and the first path after a second one",
      zh: "调用之后的参数，以及求第二条路径之后的第一条",
    },
    ask({ lassoPath }, draw) {
      const [start, lambdas, settings] = [shorts(draw, 3, -2, 2), [1, 0.5], { ...usual }];
      const first = kept(lassoPath(drawnBowl(draw, 3).gradient, start, lambdas, settings));
      const second = lassoPath(simple().gradient, start, [2, 0.1], settings);
      return { first, second, start, lambdas, settings };
    },
    axes,
  },
  {
    what: { en: "a path on the table of wages", zh: "工资表上的路径" },
    async ask({ lassoPath }) {
      const train = await trainingRows();
      const lambdas = lambdasFor(train, 8, 0.1);
      const start = train.x[0]!.map(() => 0);
      const settings = { learningRate: 1 / largestCurvature(train), tolerance: 1e-4, steps: 3000 };
      return lassoPath(gradientOf(train), start, lambdas, settings);
    },
    axes,
    within: {
      relative: 1e-6,
      absolute: 1e-9,
      why: { en: "many steps magnify rounding errors", zh: "许多步会放大舍入误差" },
    },
    costly: true,
  },
);

import {
  asked,
  coordinateAxis,
  kept,
  type Question,
  rounding,
  sampled,
  short,
  shorts,
  stepAxis,
  typed,
} from "@downhill/grader/questions";
import type { Settings, State, Vector } from "../key/solution.ts";
import {
  called,
  drawnBowl,
  drawnSettings,
  drawnState,
  type Gradient,
  type Module,
  type Name,
  settingsOf,
  stepped,
  usual,
  walk,
} from "./asking.ts";

type Case = readonly [slopes: Vector, state: State, settings: Settings];
const at = (x: Vector, v: Vector): State => ({ x, v });

/** No rate, no slope, no past, no ε: one of them or two at once. */
const ends: readonly Case[] = [
  [[2, -3], at([1, 2], [4, 9]), { ...usual(), learningRate: 0 }],
  [[0, -3], at([1, 2], [4, 9]), usual()],
  [[0, 0], at([1, 2], [0, 0]), usual()],
  [[2, -3], at([1, 2], [4, 9]), { ...usual(), beta: 0 }],
  [[2, -0.001], at([1, 2], [4, 0]), { ...usual(), epsilon: 0 }],
  [[0, 3], at([1, 2], [0, 0]), { ...usual(), epsilon: 0 }],
];

/** Slopes, means, rates and ε: large, tiny and broken ones. */
const sizes: readonly Case[] = [
  [[1e9, -1e-9, 5], at([1, 2, 3], [1e-9, 1e9, 25]), { ...usual(), epsilon: 1e-8 }],
  [[1e-6, -1e-4, 1e-3], at([0, 0, 0], [1e-12, 1e-8, 1e-6]), { ...usual(), epsilon: 1e-8 }],
  [[1e-6, -1e-4, 1e-3], at([0, 0, 0], [0, 0, 0]), { learningRate: 1e-9, epsilon: 1e-7, beta: 0.999 }],
  [[3, -2, 0.1], at([1, 2, 3], [1, 0, 0]), { learningRate: 150, epsilon: 1000, beta: 0.5 }],
  [[1e200, -1e200, 1e-200], at([1, 2, 0], [0, 1, 0]), usual()],
  [[NaN, 1, Infinity, -Infinity], at([1, 2, 3, 4], [1, 2, 3, 4]), usual()],
  [[1, 2, 3], at([1, 2, 3], [NaN, 1e300, 1e-300]), usual()],
];

const answers = (module: Module, name: Name, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.map(([slopes, state, settings]) => [
      called(name, slopes, state, settingsOf(name, settings)),
      stepped(module, name, slopes, state, settings),
    ]),
  );
const constant =
  (slopes: Vector): Gradient =>
  () => [...slopes];

/** The questions about each of the three rules. */
export const rule = (name: Name): readonly Question<Module, never>[] =>
  asked<Module>(
    {
      what: { en: `one step of ${name}, at first and later`, zh: `${name} 走一步，刚开始，以及走过一段之后` },
      ask: (module) =>
        answers(
          module,
          name,
          [
            [0, 0],
            [25, 0.25],
          ].map((v) => [[4, -0.5], at([1, 2], v), usual()]),
        ),
      axes: [coordinateAxis],
    },
    {
      what: {
        en: `eight steps of ${name} on random bowls with 1, 2, 3 and 6 coordinates`,
        zh: `${name} 在随机抽取的碗里走八步，坐标有 1、2、3、6 个`,
      },
      ask: (module, draw) =>
        Object.fromEntries(
          [1, 2, 3, 6].map((size) => {
            const [state, settings, gradient] = [
              drawnState(draw, size),
              drawnSettings(draw),
              drawnBowl(draw, size),
            ];
            const slopes = gradient(state.x).map((slope) => Number(slope.toPrecision(6)));
            const steps = Array.from({ length: 8 }, () => gradient);
            return [
              `${called(name, slopes, state, settingsOf(name, settings))}, …`,
              walk(module, name, steps, state, settings),
            ];
          }),
        ),
      axes: [stepAxis, coordinateAxis],
    },
    {
      what: {
        en: `${name} on one bowl, its loss as it is, times 1000 and divided by 1000, without ε`,
        zh: `${name} 在同一只碗里走四步，损失分别是原样、1000 倍、千分之一，不用 ε`,
      },
      ask(module, draw) {
        const [{ x }, gradient] = [drawnState(draw, 2), drawnBowl(draw, 2)];
        return Object.fromEntries(
          [1, 1000, 0.001].map((scale) => {
            const scaled: Gradient = (place) => gradient(place).map((slope) => scale * slope);
            const steps = [scaled, scaled, scaled, scaled];
            return [`loss × ${scale}`, walk(module, name, steps, at(x, [0, 0]), { ...usual(), epsilon: 0 })];
          }),
        );
      },
      axes: [stepAxis, coordinateAxis],
    },
    {
      what: {
        en: `${name} on slopes that are steep three times, gentle three times, then level`,
        zh: `${name}：斜率先陡三步，再缓三步，然后是平地`,
      },
      ask(module, draw) {
        const [steep, gentle] = [shorts(draw, 2, 50, 200), shorts(draw, 2, -1, 1)];
        const slopes = [steep, steep, steep, gentle, gentle, gentle, [0, 0], [0, 0]];
        return walk(module, name, slopes.map(constant), at([1, -1], [0, 0]), drawnSettings(draw));
      },
      axes: [stepAxis, coordinateAxis],
    },
    {
      what: { en: `${name} without rate, slope, past or ε`, zh: `${name}：学习率、斜率、记忆或 ε 为零` },
      ask: (module) => answers(module, name, ends),
      axes: [coordinateAxis],
      holds: ["NaN"],
    },
    {
      what: { en: `${name} with numbers of any size`, zh: `${name}，大小悬殊的数` },
      ask: (module) => answers(module, name, sizes),
      axes: [coordinateAxis],
      within: { ...rounding, absolute: 0 },
      holds: ["NaN", "infinity"],
    },
    {
      what: { en: `${name} with no coordinates`, zh: `${name}，一个坐标也没有` },
      ask: (module) => stepped(module, name, [], at([], []), usual()),
      holds: ["empty"],
    },
    {
      what: { en: `where and how often ${name} asks for the gradient`, zh: `${name} 在哪里求梯度，求几次` },
      ask(module, draw) {
        const places: Vector[] = [];
        const slopes = draw.list(9, () => shorts(draw, 3, -3, 3));
        const noisy: Gradient = (x) => slopes[places.push(Array.from(x)) - 1]!;
        return { steps: walk(module, name, [noisy, noisy, noisy], drawnState(draw, 3), usual()), places };
      },
      names: {
        steps: { en: "steps", zh: "各步" },
        places: { en: "places of the gradient", zh: "求梯度的位置" },
      },
      axes: [stepAxis, coordinateAxis],
    },
    {
      what: {
        en: `${name}: the lists afterwards, and the answer once they were overwritten`,
        zh: `${name}：事后的各个列表，以及把它们改掉之后的返回值`,
      },
      ask: (module) =>
        Object.fromEntries(
          [usual(), { ...usual(), learningRate: 0 }, { ...usual(), beta: 0 }].map((each) => {
            const [settings, lists] = [settingsOf(name, each), { x: [4, -1], v: [1, 3], slopes: [1, -2] }];
            const { x, v, slopes } = lists;
            let during: unknown;
            const answer: unknown = module[name](
              () => ((during = { x: [...x], v: [...v] }), slopes),
              { x, v },
              settings,
            );
            const seen = { during, x: [...x], v: [...v], slopes: [...slopes], settings };
            for (const list of Object.values(lists)) list.fill(99);
            return [typed(settingsOf(name, each)), { ...seen, answer }];
          }),
        ),
      names: {
        during: { en: "the state while the gradient is computed", zh: "求梯度时的状态" },
        x: { en: "x afterwards", zh: "之后的 x" },
        v: { en: "v afterwards", zh: "之后的 v" },
        slopes: { en: "the slopes afterwards", zh: "之后的斜率列表" },
        settings: { en: "the settings afterwards", zh: "之后的设置" },
      },
      axes: [coordinateAxis],
    },
    {
      what: {
        en: `two runs of ${name} alternating, each answer checked again at the end`,
        zh: `${name} 轮流走两条路径，每次的返回值到最后再看一遍`,
      },
      ask: (module, draw) =>
        Object.fromEntries(
          draw.list(6, (i) => {
            const [slopes, state] = [
              shorts(draw, 2, -3, 3),
              i < 2 ? at([1, 2], [0, 0]) : drawnState(draw, 2),
            ];
            const key = `${i + 1}. ${called(name, slopes, state, settingsOf(name, usual()))}`;
            return [key, kept(stepped(module, name, slopes, state, usual()))];
          }),
        ),
      axes: [coordinateAxis],
    },
    {
      what: { en: `${name} in 150,000 coordinates`, zh: `${name}，150,000 个坐标` },
      ask(module, draw) {
        const from = short(draw, 1, 2);
        const list = (every: number): Vector => Array.from({ length: 150_000 }, (_, i) => from + (i % every));
        const answer = stepped(module, name, list(7), at(list(5), list(3)), usual()) as
          Partial<State> | undefined;
        return { x: sampled(answer?.x, 15_000), v: sampled(answer?.v, 15_000) };
      },
      costly: true,
    },
  );

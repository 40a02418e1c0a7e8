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
} from "@downhill/grader/questions";
import type { State, Vector } from "../key/solution.ts";
import { drawnBowl, drawnSettings, type Gradient, type Module } from "./asking.ts";
import {
  answered,
  called,
  copied,
  ends,
  from,
  inValley,
  type Name,
  parts,
  sizes,
  stills,
  usual,
  walk,
  waves,
} from "./walking.ts";

/** The questions about each of the two rules. */
export const rule = (name: Name): readonly Question<Module, never>[] =>
  asked<Module>(
    {
      what: {
        en: `where ${name} asks for the gradient, and how often`,
        zh: `${name} 在哪里求梯度，求几次`,
      },
      ask(module, draw) {
        const slow = [1, 1e-4, 1e-7].map((size) => {
          const { x, v } = from(draw, 3);
          return { x, v: v.map((each) => each * size) };
        });
        const states = [{ x: [4, -1], v: [1, -2] }, ...slow];
        return Object.fromEntries(
          states.map((state, i) => {
            const settings = i === 0 ? usual() : drawnSettings(draw);
            const slopes = state.x.map((_, k) => k + 1);
            const places: Vector[] = [];
            module[name]((at) => (places.push(Array.from(at)), [...slopes]), copied(state), { ...settings });
            return [called(name, state, settings, slopes), { calls: places.length, places }];
          }),
        );
      },
      names: {
        calls: { en: "how often the gradient was asked for", zh: "求梯度的次数" },
        places: { en: "the places where it was asked for", zh: "求梯度的位置" },
      },
      axes: [{ en: "call", zh: "次" }, coordinateAxis],
    },
    {
      what: {
        en: `${name} on a bowl, from rest and in motion`,
        zh: `碗里的 ${name}，从静止开始，以及已在运动`,
      },
      ask: (module) =>
        Object.fromEntries(
          [
            [0, 0],
            [1, -2],
          ].map((v) => [
            inValley("∇J(x) = [x₀, 3x₁]", name, { x: [4, -1], v }, usual()),
            parts(module[name](([x = 0, y = 0]) => [x, 3 * y], { x: [4, -1], v }, usual())),
          ]),
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
            const [state, settings] = [from(draw, size), drawnSettings(draw)];
            const { gradient, formula } = drawnBowl(draw, size);
            const key = inValley(formula, name, state, settings);
            return [key, walk(module[name], gradient, state, settings, 8)];
          }),
        ),
      axes: [stepAxis, coordinateAxis],
    },
    {
      what: {
        en: `six steps of ${name} in a valley that is not a parabola`,
        zh: `${name} 在一个不是抛物线的谷里走六步`,
      },
      ask(module, draw) {
        const state = from(draw, 2);
        const key = inValley("∇J(x)ᵢ = xᵢ + 2 sin xᵢ", name, state, usual());
        return { [key]: walk(module[name], waves, state, usual(), 6) };
      },
      axes: [stepAxis, coordinateAxis],
    },
    {
      what: {
        en: `${name} without momentum, rate, slope or motion`,
        zh: `${name}，动量、学习率、斜率或速度为零`,
      },
      ask: (module) => answered(name, module[name], ends),
      axes: [coordinateAxis],
    },
    {
      what: { en: `${name} with numbers of any size`, zh: `${name}，大小悬殊的数` },
      ask: (module) => answered(name, module[name], sizes),
      axes: [coordinateAxis],
      within: { ...rounding, absolute: 0 },
      holds: ["NaN"],
    },
    {
      what: { en: `${name} with no coordinates`, zh: `${name}，一个坐标也没有` },
      ask: (module) => parts(module[name](() => [], { x: [], v: [] }, usual())),
      holds: ["empty"],
    },
    {
      what: { en: `${name} in 150,000 coordinates`, zh: `${name}，150,000 个坐标` },
      ask(module, draw) {
        const list = (): Vector =>
          Array.from(
            { length: 150_000 },
            (
              (at) => (_, i) =>
                at + (i % 7)
            )(draw.normal()),
          );
        const [slopes, x, v] = [list(), list(), list()];
        const answer = parts(module[name](() => slopes, { x, v }, usual())) as Partial<State> | undefined;
        return { x: sampled(answer?.x, 15_000), v: sampled(answer?.v, 15_000) };
      },
      costly: true,
    },
    {
      what: {
        en: `${name}: the lists afterwards, and the answer once they were overwritten`,
        zh: `${name}：事后的各个列表，以及把它们改掉之后的返回值`,
      },
      ask: (module) =>
        Object.fromEntries(
          stills.map(([x0, v0, g0, given]) => {
            const [x, v, slopes, settings] = [[...x0], [...v0], [...g0], { ...given }];
            let during: unknown;
            const gradient: Gradient = () => ((during = { x: [...x], v: [...v] }), slopes);
            const answer = parts(module[name](gradient, { x, v }, settings));
            const seen = {
              "x and v as the gradient finds them": during,
              "x afterwards": [...x],
              "v afterwards": [...v],
              "slopes afterwards": [...slopes],
            };
            [x, v, slopes].forEach((list, i) => list.fill(97 + i));
            const key = called(name, { x: x0, v: v0 }, given, g0);
            return [key, { ...seen, "settings afterwards": settings, answer }];
          }),
        ),
      names: {
        "x and v as the gradient finds them": {
          en: "x and v while the gradient is computed",
          zh: "计算梯度时的 x 和 v",
        },
        "slopes afterwards": { en: "the slopes afterwards", zh: "之后的斜率列表" },
        "settings afterwards": { en: "the settings afterwards", zh: "之后的设置" },
        answer: {
          en: "the answer, once the caller has filled x with 97, v with 98 and the gradient's own list with 99",
          zh: "调用者把 x 填成 97、v 填成 98、梯度自己的列表填成 99 之后的返回值",
        },
      },
      axes: [coordinateAxis],
    },
    {
      what: {
        en: `two runs of ${name} alternating, each answer checked again at the end`,
        zh: `${name} 轮流走两条路径，每次的返回值到最后再看一遍`,
      },
      ask(module, draw) {
        const runs = ["a", "b"].map((run) => ({ run, state: from(draw, 2), slopes: shorts(draw, 2, -3, 3) }));
        return Object.fromEntries(
          [0, 1, 2].flatMap((turn) =>
            runs.map((run) => {
              const { state, slopes } = run;
              const key = `${turn + 1}${run.run}. ${called(name, state, usual(), slopes)}`;
              const answer = module[name](() => [...slopes], copied(state), usual());
              run.state = { x: shorts(draw, 2, -5, 5), v: turn === 0 ? state.v : [0, short(draw, -1, 1)] };
              return [key, kept(parts(answer))];
            }),
          ),
        );
      },
      axes: [coordinateAxis],
    },
    {
      what: {
        en: `${name} with a gradient that differs at every call, as a mini-batch's gradient does`,
        zh: `${name}，梯度每次调用都不同，就像来自一个个小批量`,
      },
      ask(module, draw) {
        const batches = draw.list(40, () => shorts(draw, 3, -3, 3));
        let calls = 0;
        const gradient: Gradient = () => [...batches[calls++ % 40]!];
        const start = from(draw, 3);
        const steps = walk(module[name], gradient, start, usual(), 3);
        const again = draw.list(3, () => parts(module[name](gradient, start, usual())));
        return { steps, again, calls };
      },
      names: {
        steps: { en: "steps", zh: "各步" },
        again: { en: "three more calls from the same state", zh: "从同一个状态再调用三次" },
        calls: { en: "how often the gradient was asked for", zh: "求梯度的次数" },
      },
      axes: [stepAxis, coordinateAxis],
    },
  );
